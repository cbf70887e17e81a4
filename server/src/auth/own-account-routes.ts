import type { Request } from 'express';
import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { queueMail, sealForMail } from '../mail/store.js';
import type { Notice } from '../mail/words.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { removeMember } from '../team/members.js';
import { accountScope, notBefore } from './account-scope.js';
import { mintToken } from './account-tokens.js';
import { membershipsOf } from './memberships.js';
import { sessionCacheOf } from './session-cache.js';
import { takeSecondFactor } from './totp.js';
import { findUser, getUser, isPasswordOf, normalEmail, type UserRow } from './users.js';

/** Longer than either way takes, so that the time does not tell whether the new address has an account. */
const ANSWER_MS = 150;

/** Another address for one's account, and the end of it. Both ask for the password again. */
export function ownAccountRoutes({ db, config, limits, queue }: Deps): Route[] {
  const tell = (tx: Deps['db'], { email, name, locale }: UserRow, event: Notice): Promise<void> =>
    queueMail(queue, tx, { brandId: null, kind: 'account-notice', to: email, data: { name, event }, locale });
  /** The caller's account, if the password (and the code, of an account that has two factors) is right. */
  const prove = async (
    request: Request,
    userId: string,
    { password, code }: { password: string; code?: string | undefined },
  ): Promise<UserRow> => {
    const user = await getUser(db, userId);
    if (!user) throw new Problem('unauthenticated', 'This account does not exist any more.');
    const isRight = await limits.attempts(request, user.email, async () => {
      if (!(await isPasswordOf(user, password))) return null;
      if (user.totp_enabled_at === null) return true;
      if (code === undefined) throw new Problem('second-factor-required', 'Send the code of your authenticator, too.');
      return (await takeSecondFactor(db, config.secret, user, code)) !== null ? true : null;
    });
    if (!isRight) throw new Problem('invalid-credentials', 'The password or the code is wrong.');
    return user;
  };

  return [
    route('auth.email.change', async ({ scope, body, request }) => {
      await limits.take('codes', request, body.email);
      return notBefore(ANSWER_MS, () =>
        asSystem(db, async () => {
          const user = await prove(request, scope.actorId, body);
          const email = normalEmail(body.email);
          if (email === user.email) throw new Problem('conflict', 'This is the address of your account already.');
          await db.transaction(async (tx) => {
            await recordAudit(tx, scope, { action: 'account.email_changing', target: user.id });
            await tell(tx, user, 'email-changing');
            const known = await findUser(tx, email);
            if (known?.email_verified_at) return tell(tx, known, 'exists');
            const sealedToken = sealForMail(config.secret, await mintToken(tx, user.id, 'change-email', { email }));
            return queueMail(queue, tx, {
              brandId: null,
              kind: 'change-email',
              to: email,
              data: { name: user.name, sealedToken },
              locale: user.locale,
            });
          });
          return { status: 204 } as const;
        }),
      );
    }),

    route('auth.account.delete', ({ scope, body, request }) =>
      asSystem(db, async () => {
        const user = await prove(request, scope.actorId, body);
        await db.transaction(async (tx) => {
          await tx<UserRow>('users').where({ id: user.id }).forUpdate().first('id');
          if (user.is_platform_admin) await requireAnotherPlatformAdmin(tx, user.id);
          for (const { id } of await membershipsOf(tx, user.id)) await removeMember(tx, accountScope(request, user.id, id), user.id);
          await recordAudit(tx, accountScope(request, user.id, null), { action: 'account.deleted', target: user.id });
          await tell(tx, user, 'account-deleted');
          // Sessions with their refresh tokens, codes, identities and links go with it.
          await tx<UserRow>('users').where({ id: user.id }).delete();
        });
        sessionCacheOf(db).clear();
        return { status: 204 };
      }),
    ),
  ];
}

async function requireAnotherPlatformAdmin(tx: Deps['db'], userId: string): Promise<void> {
  const others = (await tx<UserRow>('users').where({ is_platform_admin: true }).forUpdate().select('id')).filter(({ id }) => id !== userId);
  if (others.length === 0) throw new Problem('conflict', 'The platform needs an administrator. Make somebody else one first.');
}
