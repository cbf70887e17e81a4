import type { Knex } from 'knex';
import { Problem } from '../problem.js';
import { hashSecret, newSecret } from './one-time.js';

export type Purpose = 'verify-email' | 'reset-password' | 'change-email';
interface TokenRow {
  hash: string;
  user_id: string;
  purpose: Purpose;
  expires_at: string;
  used_at: string | null;
  /** The address that the account wants, of `change-email`. */
  email: string | null;
}

const LIFE_MS: Record<Purpose, number> = { 'verify-email': 24 * 3_600_000, 'reset-password': 3_600_000, 'change-email': 3_600_000 };

/** A token for a link in a mail; those of the same purpose from before stop working. Stored as a hash. */
export async function mintToken(
  tx: Knex,
  userId: string,
  purpose: Purpose,
  { email = null, now = Date.now() }: { email?: string | null; now?: number } = {},
): Promise<string> {
  const token = newSecret();
  await tx<TokenRow>('account_tokens').where({ user_id: userId, purpose }).delete();
  const expires_at = new Date(now + LIFE_MS[purpose]).toISOString();
  await tx<TokenRow>('account_tokens').insert({ hash: hashSecret(token), user_id: userId, purpose, expires_at, used_at: null, email });
  return token;
}

/** What a token is for; null for one that there is not. */
export async function purposeOf(tx: Knex, token: string): Promise<Purpose | null> {
  return (
    (
      await tx<TokenRow>('account_tokens')
        .where({ hash: hashSecret(token) })
        .first('purpose')
    )?.purpose ?? null
  );
}

/** Uses a token up and says whose it was. Of two who bring it at once one has it. Throws `link-invalid`. */
export async function redeemToken(tx: Knex, token: string, purpose: Purpose, now = Date.now()): Promise<string> {
  return (await redeemRow(tx, token, purpose, now)).user_id;
}

/** The same for a new address: whose it will be. */
export async function redeemNewEmail(tx: Knex, token: string): Promise<{ userId: string; email: string }> {
  const { user_id: userId, email } = await redeemRow(tx, token, 'change-email', Date.now());
  return { userId, email: email! };
}

async function redeemRow(tx: Knex, token: string, purpose: Purpose, now: number): Promise<TokenRow> {
  const hash = hashSecret(token);
  const row = await tx<TokenRow>('account_tokens').where({ hash, purpose }).first();
  const isGood = row !== undefined && row.used_at === null && Date.parse(row.expires_at) > now;
  const used_at = new Date(now).toISOString();
  if (!isGood || (await tx<TokenRow>('account_tokens').where({ hash }).whereNull('used_at').update({ used_at })) !== 1) throw linkInvalid();
  return row;
}

export const linkInvalid = (): Problem =>
  new Problem('link-invalid', 'The link was used, has expired, or is not whole. Ask for a new one.');
