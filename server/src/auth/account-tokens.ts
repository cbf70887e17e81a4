import type { Knex } from 'knex';
import { Problem } from '../problem.js';
import { hashSecret, newSecret } from './one-time.js';

export type Purpose = 'verify-email' | 'reset-password';
interface TokenRow {
  hash: string;
  user_id: string;
  purpose: Purpose;
  expires_at: string;
  used_at: string | null;
}

const LIFE_MS: Record<Purpose, number> = { 'verify-email': 24 * 3_600_000, 'reset-password': 3_600_000 };

/** A token for a link in a mail; those of the same purpose from before stop working. Stored as a hash. */
export async function mintToken(tx: Knex, userId: string, purpose: Purpose, now = Date.now()): Promise<string> {
  const token = newSecret();
  await tx<TokenRow>('account_tokens').where({ user_id: userId, purpose }).delete();
  const expires_at = new Date(now + LIFE_MS[purpose]).toISOString();
  await tx<TokenRow>('account_tokens').insert({ hash: hashSecret(token), user_id: userId, purpose, expires_at, used_at: null });
  return token;
}

/** Uses a token up and says whose it was. Of two who bring it at once one has it. Throws `link-invalid`. */
export async function redeemToken(tx: Knex, token: string, purpose: Purpose, now = Date.now()): Promise<string> {
  const hash = hashSecret(token);
  const row = await tx<TokenRow>('account_tokens').where({ hash, purpose }).first();
  const isGood = row !== undefined && row.used_at === null && Date.parse(row.expires_at) > now;
  const used_at = new Date(now).toISOString();
  if (!isGood || (await tx<TokenRow>('account_tokens').where({ hash }).whereNull('used_at').update({ used_at })) !== 1) throw linkInvalid();
  return row.user_id;
}

export const linkInvalid = (): Problem =>
  new Problem('link-invalid', 'The link was used, has expired, or is not whole. Ask for a new one.');
