import type { Request } from 'express';
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import { brandStandingsOf } from '../brands/standing.js';
import { changeStatus, type BrandRow } from '../brands/store.js';
import type { Deps } from '../deps.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { newId } from '../id.js';
import { queueMail, sealForMail } from '../mail/store.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { accountScope, notBefore } from './account-scope.js';
import { mintToken, redeemToken, type Purpose } from './account-tokens.js';
import { membershipsOf } from './memberships.js';
import { checkPassword } from './passwords.js';
import { sessionCacheOf } from './session-cache.js';
import { endSessions } from './staff-sessions.js';
import { findUser, getUser, hashPassword, insertUser, isPasswordOf, normalEmail, type UserRow } from './users.js';

/** Longer than either way takes, so that the time does not tell whether an address has an account. */
const ANSWER_MS = 150;

/** From registration to a forgotten password. What is asked with an address answers the same whether it is known or not. */
export function accountRoutes({ db, config, limits, queue }: Deps): Route[] {
  const mailToken = async (tx: Knex, user: UserRow, purpose: Purpose): Promise<void> => {
    const sealedToken = sealForMail(config.secret, await mintToken(tx, user.id, purpose));
    await queueMail(queue, tx, { brandId: null, kind: purpose, to: user.email, data: { name: user.name, sealedToken } });
  };
  const notify = (tx: Knex, user: UserRow, event: 'exists' | 'password-changed'): Promise<void> =>
    queueMail(queue, tx, { brandId: null, kind: 'account-notice', to: user.email, data: { name: user.name, event } });

  return [
    route('auth.register', ({ body, request }) =>
      notBefore(ANSWER_MS, () =>
        asSystem(db, async () => {
          checkPassword(body.password, body);
          const user = newAccount(body, await hashPassword(body.password));
          try {
            await db.transaction(async (tx) => {
              const brandId = newId('brd');
              await tx<BrandRow>('brands').insert(newBrand(brandId, body));
              await insertUser(tx, user, { brandId, role: 'brand_admin' });
              await mailToken(tx, user, 'verify-email');
              await recordAudit(tx, accountScope(request, user.id, brandId), { action: 'brand.registered', target: brandId });
            });
          } catch (error) {
            if (!isUniqueViolation(error)) throw error;
            const known = await findUser(db, body.email);
            if (known) await db.transaction((tx) => notify(tx, known, 'exists'));
          }
          return { status: 204 } as const;
        }),
      ),
    ),

    route('auth.verify', ({ body, request }) =>
      asSystem(db, async () => {
        const email = await db.transaction(async (tx) => {
          const userId = await redeemToken(tx, body.token, 'verify-email');
          return confirmAddress(tx, request, userId);
        });
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
          if (!user.email_verified_at) await forgetSecondFactor(tx, userId);
          await confirmAddress(tx, request, userId);
          await endSessions(tx, { user_id: userId }, 'password');
          await auditEverywhere(tx, request, userId, 'account.password_reset');
          await notify(tx, user, 'password-changed');
        });
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
          await tx('account_tokens').where({ user_id: user.id, purpose: 'reset-password' }).delete();
          await recordAudit(tx, scope, { action: 'account.password_changed', target: user.id });
          await notify(tx, user, 'password-changed');
        });
        sessionCacheOf(db).clear();
        return { status: 204 };
      }),
    ),
  ];
}

interface Registration {
  brandName: string;
  name: string;
  email: string;
  shopUrl?: string | undefined;
  locale?: string | undefined;
}

const newBrand = (id: string, { brandName, shopUrl, locale }: Registration): BrandRow => ({
  id,
  name: brandName,
  status: 'pending_verification',
  shop_url: shopUrl ?? null,
  locale: locale ?? 'en',
  created_at: new Date().toISOString(),
  updated_at: null,
});

/** An account whose address nobody has confirmed yet. */
export const newAccount = ({ email, name }: Pick<Registration, 'email' | 'name'>, passwordHash: string): UserRow => ({
  id: newId('usr'),
  email: normalEmail(email),
  name,
  password_hash: passwordHash,
  is_platform_admin: false,
  demo: false,
  email_verified_at: null,
  totp_secret: null,
  totp_enabled_at: null,
  totp_step: null,
  created_at: new Date().toISOString(),
});

/** Who reads the address's mail owns the account, and so do the brands that waited for it. Returns the address. */
async function confirmAddress(tx: Knex, request: Request, userId: string): Promise<string> {
  const { email } = (await getUser(tx, userId))!;
  const email_verified_at = new Date().toISOString();
  await tx<UserRow>('users').where({ id: userId }).whereNull('email_verified_at').update({ email_verified_at });
  const waiting = (await tx('memberships as m')
    .join('brands as b', 'b.id', 'm.brand_id')
    .where({ 'm.user_id': userId, 'm.role': 'brand_admin', 'b.status': 'pending_verification' })
    .select('b.id')) as { id: string }[];
  for (const { id } of waiting) await changeStatus(tx, accountScope(request, userId, id), 'verified');
  return email;
}

/** What concerns an account concerns every brand that it works for. */
async function auditEverywhere(tx: Knex, request: Request, userId: string, action: string): Promise<void> {
  for (const { id } of await membershipsOf(tx, userId))
    await recordAudit(tx, accountScope(request, userId, id), { action, target: userId });
}

/** Whoever set it up on an address that nobody had confirmed may be a stranger. */
async function forgetSecondFactor(tx: Knex, userId: string): Promise<void> {
  await tx<UserRow>('users').where({ id: userId }).update({ totp_secret: null, totp_enabled_at: null, totp_step: null });
  await tx('recovery_codes').where({ user_id: userId }).delete();
}
