import type { Request } from 'express';
import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { queueMail } from '../mail/store.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { beginTotp, makeRecoveryCodes, stepOfCode, takeSecondFactor, takeStep } from './totp.js';
import { getUser, isPasswordOf, type UserRow } from './users.js';

/** Two-factor sign-in by an authenticator. */
export function totpRoutes({ db, config, limits, queue }: Deps): Route[] {
  const accountOf = async (id: string): Promise<UserRow> => {
    const user = await getUser(db, id);
    if (!user) throw new Problem('unauthenticated', 'This account does not exist any more.');
    return user;
  };
  /** One of several guesses at the account, so that they count together with those at the sign-in. */
  const prove = async (request: Request, user: UserRow, check: () => Promise<boolean>): Promise<void> => {
    const proved = await limits.attempts(request, user.email, async () => ((await check()) ? true : null));
    if (!proved) throw new Problem('invalid-credentials', 'The password or the code is wrong.');
  };

  return [
    route('auth.totp.begin', ({ scope, body, request }) =>
      asSystem(db, async () => {
        const user = await accountOf(scope.actorId);
        if (user.totp_enabled_at) throw new Problem('conflict', 'Two-factor sign-in is on already. Turn it off first.');
        await prove(request, user, () => isPasswordOf(user, body.password));
        return { status: 200, body: await beginTotp(db, config.secret, user) };
      }),
    ),

    route('auth.totp.confirm', ({ scope, body, request }) =>
      asSystem(db, async () => {
        const user = await accountOf(scope.actorId);
        if (user.totp_enabled_at) throw new Problem('conflict', 'Two-factor sign-in is on already.');
        if (!user.totp_secret) throw new Problem('conflict', 'Ask for a secret first.');
        let step: number | null = null;
        await prove(request, user, async () => (step = await stepOfCode(config.secret, user, body.code)) !== null);
        const recoveryCodes = await db.transaction(async (tx) => {
          if (!(await takeStep(tx, user.id, step!))) throw new Problem('invalid-credentials', 'This code was used already.');
          const totp_enabled_at = new Date().toISOString();
          const changed = await tx<UserRow>('users')
            .where({ id: user.id, totp_secret: user.totp_secret })
            .whereNull('totp_enabled_at')
            .update({ totp_enabled_at });
          if (changed !== 1) throw new Problem('conflict', 'Two-factor sign-in was changed meanwhile.');
          await recordAudit(tx, scope, { action: 'account.totp_enabled', target: user.id });
          await queueMail(queue, tx, {
            brandId: null,
            kind: 'account-notice',
            to: user.email,
            locale: user.locale,
            data: { name: user.name, event: 'totp-enabled' },
          });
          return makeRecoveryCodes(tx, user.id);
        });
        return { status: 200, body: { recoveryCodes } };
      }),
    ),

    route('auth.totp.codes', ({ scope, body, request }) =>
      asSystem(db, async () => {
        const user = await accountOf(scope.actorId);
        if (!user.totp_enabled_at) throw new Problem('conflict', 'Two-factor sign-in is off.');
        let step: number | null = null;
        await prove(request, user, async () => (step = await stepOfCode(config.secret, user, body.code)) !== null);
        const recoveryCodes = await db.transaction(async (tx) => {
          if (!(await takeStep(tx, user.id, step!))) throw new Problem('invalid-credentials', 'This code was used already.');
          await recordAudit(tx, scope, { action: 'account.recovery_codes_made', target: user.id });
          return makeRecoveryCodes(tx, user.id);
        });
        return { status: 200, body: { recoveryCodes } };
      }),
    ),

    route('auth.totp.disable', ({ scope, body, request }) =>
      asSystem(db, async () => {
        const user = await accountOf(scope.actorId);
        const { password, code } = body;
        if (password === undefined && code === undefined) throw new Problem('invalid-request', 'Send the password or a code.');
        await prove(request, user, async () =>
          code === undefined ? isPasswordOf(user, password!) : (await takeSecondFactor(db, config.secret, user, code)) !== null,
        );
        await db.transaction(async (tx) => {
          await tx<UserRow>('users').where({ id: user.id }).update({ totp_secret: null, totp_enabled_at: null, totp_step: null });
          await tx('recovery_codes').where({ user_id: user.id }).delete();
          await recordAudit(tx, scope, { action: 'account.totp_disabled', target: user.id });
          await queueMail(queue, tx, {
            brandId: null,
            kind: 'account-notice',
            to: user.email,
            locale: user.locale,
            data: { name: user.name, event: 'totp-disabled' },
          });
        });
        return { status: 204 };
      }),
    ),
  ];
}
