import type { Request } from 'express';
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import { brandStandingsOf } from '../brands/standing.js';
import { changeStatus } from '../brands/store.js';
import type { Deps } from '../deps.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { acceptedLocale, localeOf } from '../mail/locale.js';
import { queueMail, sealForMail } from '../mail/store.js';
import type { Notice } from '../mail/words.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { accountScope, notBefore } from './account-scope.js';
import { linkInvalid, mintToken, purposeOf, redeemNewEmail, redeemToken, type Purpose } from './account-tokens.js';
import { keyCacheOf } from './key-cache.js';
import { membershipsOf } from './memberships.js';
import { checkPassword } from './passwords.js';
import {
  completeRegistration,
  createRegistered,
  displace,
  emptyBrandsOf,
  keepRegistration,
  unconfirmedBrandsOf,
  type Registration,
} from './registrations.js';
import { sessionCacheOf } from './session-cache.js';
import { endSessions } from './staff-sessions.js';
import { findUser, getUser, hashPassword, isPasswordOf, normalEmail, type UserRow } from './users.js';

/** Longer than either way takes, so that the time does not tell whether an address has an account. */
const ANSWER_MS = 150;

/** From registration to a forgotten password. What is asked with an address answers the same whether it is known or not. */
export function accountRoutes({ db, config, limits, queue }: Deps): Route[] {
  const mailToken = async (tx: Knex, user: UserRow, purpose: Purpose): Promise<void> => {
    const sealedToken = sealForMail(config.secret, await mintToken(tx, user.id, purpose));
    await queueMail(queue, tx, {
      brandId: null,
      kind: purpose,
      to: user.email,
      data: { name: user.name, sealedToken },
      locale: user.locale,
    });
  };
  const notify = (tx: Knex, user: UserRow, event: Notice): Promise<void> =>
    queueMail(queue, tx, { brandId: null, kind: 'account-notice', to: user.email, data: { name: user.name, event }, locale: user.locale });
  const mailRegistration = async (tx: Knex, input: Registration): Promise<void> => {
    const { name, email, locale } = input;
    const sealedToken = sealForMail(config.secret, await keepRegistration(tx, input));
    await queueMail(queue, tx, { brandId: null, kind: 'verify-email', to: normalEmail(email), data: { name, sealedToken }, locale });
  };
  /** From now on the account has the address that the link went to. Whoever had asked is signed out everywhere. */
  const changeEmail = async (tx: Knex, request: Request, token: string): Promise<string> => {
    const { userId, email } = await redeemNewEmail(tx, token);
    const user = (await getUser(tx, userId))!;
    const known = await findUser(tx, email);
    if (known?.email_verified_at) throw linkInvalid();
    if (known) await displace(tx, request, known);
    await tx<UserRow>('users').where({ id: userId }).update({ email });
    await endSessions(tx, { user_id: userId }, 'password');
    await tx('account_tokens').where({ user_id: userId }).delete();
    await auditEverywhere(tx, request, userId, 'account.email_changed');
    await notify(tx, user, 'email-changed');
    return confirmAddress(tx, request, userId);
  };

  return [
    route('auth.register', async ({ body, request }) => {
      checkPassword(body.password, body);
      await limits.take('codes', request, body.email);
      const { password, locale: brandLocale, ...about } = body;
      const locale = acceptedLocale(request.headers['accept-language']) ?? localeOf(brandLocale) ?? 'en';
      return notBefore(ANSWER_MS, () =>
        asSystem(db, async () => {
          const input = { ...about, brandLocale, locale, passwordHash: await hashPassword(password) };
          try {
            await db.transaction(async (tx) => mailToken(tx, await createRegistered(tx, request, input), 'verify-email'));
          } catch (error) {
            if (!isUniqueViolation(error)) throw error;
            const known = await findUser(db, body.email);
            if (known) await db.transaction((tx) => (known.email_verified_at ? notify(tx, known, 'exists') : mailRegistration(tx, input)));
          }
          return { status: 204 } as const;
        }),
      );
    }),

    route('auth.verify', ({ body, request }) =>
      asSystem(db, async () => {
        const email = await db
          .transaction(async (tx) => {
            const registered = await completeRegistration(tx, request, body.token);
            if (registered) return registered.email;
            if ((await purposeOf(tx, body.token)) === 'change-email') return changeEmail(tx, request, body.token);
            return confirmAddress(tx, request, await redeemToken(tx, body.token, 'verify-email'));
          })
          .catch((error: unknown) => {
            if (isUniqueViolation(error)) throw linkInvalid();
            throw error;
          });
        keyCacheOf(db).clear();
        sessionCacheOf(db).clear();
        brandStandingsOf(db).clear();
        return { status: 200, body: { email } };
      }),
    ),

    route('auth.verify.resend', async ({ body, request }) => {
      await limits.take('codes', request, body.email);
      return notBefore(ANSWER_MS, () =>
        asSystem(db, async () => {
          const user = await findUser(db, body.email);
          if (user && !user.email_verified_at) await db.transaction((tx) => mailToken(tx, user, 'verify-email'));
          return { status: 204 } as const;
        }),
      );
    }),

    route('auth.password.forgot', async ({ body, request }) => {
      await limits.take('codes', request, body.email);
      return notBefore(ANSWER_MS, () =>
        asSystem(db, async () => {
          const user = await findUser(db, body.email);
          if (user) await db.transaction((tx) => mailToken(tx, user, 'reset-password'));
          return { status: 204 } as const;
        }),
      );
    }),

    route('auth.password.reset', ({ body, request }) =>
      asSystem(db, async () => {
        const password_hash = await hashPassword(body.password);
        await db.transaction(async (tx) => {
          const userId = await redeemToken(tx, body.token, 'reset-password');
          const user = (await getUser(tx, userId))!;
          checkPassword(body.password, user);
          await tx<UserRow>('users').where({ id: userId }).update({ password_hash, demo: false });
          if (!user.email_verified_at) {
            await forgetSecondFactor(tx, userId);
            await emptyBrandsOf(tx, request, userId);
          }
          await confirmAddress(tx, request, userId);
          await endSessions(tx, { user_id: userId }, 'password');
          await forgetLinks(tx, userId);
          await auditEverywhere(tx, request, userId, 'account.password_reset');
          await notify(tx, user, 'password-changed');
        });
        keyCacheOf(db).clear();
        sessionCacheOf(db).clear();
        brandStandingsOf(db).clear();
        return { status: 204 };
      }),
    ),

    route('auth.password.change', ({ scope, body, request }) =>
      asSystem(db, async () => {
        const user = await getUser(db, scope.actorId);
        if (!user) throw new Problem('unauthenticated', 'This account does not exist any more.');
        const isRight = await limits.attempts(request, user.email, async () =>
          (await isPasswordOf(user, body.currentPassword)) ? true : null,
        );
        if (!isRight) throw new Problem('invalid-credentials', 'The current password is wrong.');
        checkPassword(body.password, user);
        const password_hash = await hashPassword(body.password);
        await db.transaction(async (tx) => {
          const changed = await tx<UserRow>('users')
            .where({ id: user.id, password_hash: user.password_hash })
            .update({ password_hash, demo: false });
          if (changed !== 1) throw new Problem('conflict', 'The password was changed meanwhile.');
          await endSessions(tx, { user_id: user.id }, 'password', Date.now(), scope.sessionId ?? null);
          await forgetLinks(tx, user.id);
          await recordAudit(tx, scope, { action: 'account.password_changed', target: user.id });
          await notify(tx, user, 'password-changed');
        });
        sessionCacheOf(db).clear();
        return { status: 204 };
      }),
    ),
  ];
}

/** Who reads the address's mail owns the account, and so do the brands that waited for it. Returns the address. */
async function confirmAddress(tx: Knex, request: Request, userId: string): Promise<string> {
  const { email } = (await getUser(tx, userId))!;
  const email_verified_at = new Date().toISOString();
  await tx<UserRow>('users').where({ id: userId }).whereNull('email_verified_at').update({ email_verified_at });
  for (const id of await unconfirmedBrandsOf(tx, userId)) await changeStatus(tx, accountScope(request, userId, id), 'verified');
  return email;
}

/** What concerns an account concerns every brand that it works for. */
async function auditEverywhere(tx: Knex, request: Request, userId: string, action: string): Promise<void> {
  for (const { id } of await membershipsOf(tx, userId))
    await recordAudit(tx, accountScope(request, userId, id), { action, target: userId });
}

/** Who sets a new password shuts out whoever knew the old one, and what they had asked for: another password, or another address. */
const forgetLinks = (tx: Knex, userId: string): Promise<number> =>
  tx('account_tokens').where({ user_id: userId }).whereIn('purpose', ['reset-password', 'change-email']).delete();

/** Whoever set it up on an address that nobody had confirmed may be a stranger. */
async function forgetSecondFactor(tx: Knex, userId: string): Promise<void> {
  await tx<UserRow>('users').where({ id: userId }).update({ totp_secret: null, totp_enabled_at: null, totp_step: null });
  await tx('recovery_codes').where({ user_id: userId }).delete();
}
