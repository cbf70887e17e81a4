import type { Request } from 'express';
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import { changeStatus, type BrandRow } from '../brands/store.js';
import type { MailLocale } from '../mail/locale.js';
import { newId } from '../id.js';
import { withdrawInvitationsOf } from '../team/invitations.js';
import { accountScope } from './account-scope.js';
import { linkInvalid } from './account-tokens.js';
import { hashSecret, newSecret } from './one-time.js';
import { endSessions } from './staff-sessions.js';
import { findUser, insertUser, NO_PASSWORD, normalEmail, type MembershipRow, type UserRow } from './users.js';

/** What somebody types who registers a brand; the password is a hash by now. */
export interface Registration {
  brandName: string;
  name: string;
  email: string;
  passwordHash: string;
  locale: MailLocale;
  shopUrl?: string | undefined;
  brandLocale?: string | undefined;
}
interface RegistrationRow {
  token_hash: string;
  email: string;
  name: string;
  password_hash: string;
  locale: MailLocale;
  brand_name: string;
  shop_url: string | null;
  brand_locale: string;
  created_at: string;
  expires_at: string;
}

const LIFE_MS = 24 * 3_600_000;

/** An account whose address nobody has confirmed yet. */
export const newAccount = (
  { email, name, locale }: Pick<Registration, 'email' | 'name'> & { locale: string },
  passwordHash: string,
): UserRow => ({
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
  locale,
  created_at: new Date().toISOString(),
});

/** A brand and its first administrator. Throws the database's unique violation where the address has an account. */
export async function createRegistered(
  tx: Knex,
  request: Request,
  input: Registration,
  { isConfirmed = false }: { isConfirmed?: boolean } = {},
): Promise<UserRow> {
  const account = newAccount(input, input.passwordHash);
  const user: UserRow = { ...account, email_verified_at: isConfirmed ? account.created_at : null };
  const brandId = newId('brd');
  await tx<BrandRow>('brands').insert({
    id: brandId,
    name: input.brandName,
    status: isConfirmed ? 'verified' : 'pending_verification',
    shop_url: input.shopUrl ?? null,
    locale: input.brandLocale ?? 'en',
    created_at: account.created_at,
    updated_at: null,
  });
  await insertUser(tx, user, { brandId, role: 'brand_admin' });
  await recordAudit(tx, accountScope(request, user.id, brandId), { action: 'brand.registered', target: brandId });
  return user;
}

/** Keeps a registration with an address that an unconfirmed account has, until somebody brings the token of its mail. */
export async function keepRegistration(tx: Knex, input: Registration, now = Date.now()): Promise<string> {
  const token = newSecret();
  await tx<RegistrationRow>('registrations').insert({
    token_hash: hashSecret(token),
    email: normalEmail(input.email),
    name: input.name,
    password_hash: input.passwordHash,
    locale: input.locale,
    brand_name: input.brandName,
    shop_url: input.shopUrl ?? null,
    brand_locale: input.brandLocale ?? 'en',
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + LIFE_MS).toISOString(),
  });
  return token;
}

/**
 * Carries out a registration that waited for its token; null where the token is none of a registration. The account that had the
 * address without ever confirming it loses it. Throws `link-invalid` where somebody has confirmed the address meanwhile.
 */
export async function completeRegistration(tx: Knex, request: Request, token: string, now = Date.now()): Promise<UserRow | null> {
  const row = await tx<RegistrationRow>('registrations')
    .where({ token_hash: hashSecret(token) })
    .forUpdate()
    .first();
  if (!row) return null;
  if (Date.parse(row.expires_at) <= now) throw linkInvalid();
  const known = await findUser(tx, row.email);
  if (known?.email_verified_at) throw linkInvalid();
  if (known) await displace(tx, request, known);
  await tx<RegistrationRow>('registrations').where({ email: row.email }).delete();
  const { name, email, password_hash: passwordHash, locale, brand_name: brandName, shop_url, brand_locale: brandLocale } = row;
  const input = { name, email, passwordHash, locale, brandName, shopUrl: shop_url ?? undefined, brandLocale };
  return createRegistered(tx, request, input, { isConfirmed: true });
}

/** Takes an address away from an account that never confirmed it: it signs in no more, and what it alone administers is closed. */
export async function displace(tx: Knex, request: Request, user: UserRow): Promise<void> {
  await emptyBrandsOf(tx, request, user.id);
  for (const id of await unconfirmedBrandsOf(tx, user.id)) await changeStatus(tx, accountScope(request, user.id, id), 'suspended');
  await endSessions(tx, { user_id: user.id }, 'removed');
  for (const table of ['account_tokens', 'identities', 'recovery_codes']) await tx(table).where({ user_id: user.id }).delete();
  await tx<UserRow>('users')
    .where({ id: user.id })
    .update({ email: `${user.id}@displaced.invalid`.toLowerCase(), password_hash: NO_PASSWORD, totp_secret: null, totp_enabled_at: null });
}

/**
 * Whoever set up an account whose address nobody had confirmed may be a stranger: once its owner comes, the keys, endpoints, guests
 * and helpers that the stranger gave its brands end.
 */
export async function emptyBrandsOf(tx: Knex, request: Request, userId: string): Promise<void> {
  for (const brand_id of await unconfirmedBrandsOf(tx, userId)) {
    const now = new Date().toISOString();
    await tx('api_keys').where({ brand_id }).whereNull('revoked_at').update({ revoked_at: now });
    await tx('webhook_endpoints')
      .where({ brand_id, status: 'enabled' })
      .update({ status: 'disabled', disabled_reason: 'asked', updated_at: now });
    const scope = accountScope(request, userId, brand_id);
    const others = tx<MembershipRow>('memberships').where({ brand_id }).whereNot({ user_id: userId });
    for (const { user_id } of (await others.clone().select('user_id')) as { user_id: string }[]) {
      await endSessions(tx, { brand_id, user_id }, 'removed');
      await withdrawInvitationsOf(tx, scope, user_id);
    }
    await others.delete();
    await withdrawInvitationsOf(tx, scope, userId);
    await recordAudit(tx, scope, { action: 'brand.taken_over', target: brand_id });
  }
}

/** Brands that wait for this account's address to be confirmed. */
export async function unconfirmedBrandsOf(tx: Knex, userId: string): Promise<string[]> {
  const rows = (await tx('memberships as m')
    .join('brands as b', 'b.id', 'm.brand_id')
    .where({ 'm.user_id': userId, 'm.role': 'brand_admin', 'b.status': 'pending_verification' })
    .select('b.id')) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Forgets registrations that nobody confirmed in time. */
export async function pruneRegistrations(db: Knex, now: Date): Promise<void> {
  await db<RegistrationRow>('registrations').where('expires_at', '<', now.toISOString()).delete();
}
