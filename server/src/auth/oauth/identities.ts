import type { Knex } from 'knex';
import type { Identity } from '@luneo/sdk/contracts/oauth.js';
import { isUniqueViolation } from '../../drivers/database/database.js';
import { newId } from '../../id.js';
import { notFound, Problem } from '../../problem.js';
import { NO_PASSWORD } from '../users.js';
import type { ProviderIdentity } from './provider.js';

interface IdentityRow {
  id: string;
  user_id: string;
  provider: string;
  subject: string;
  label: string;
  created_at: string;
  used_at: string | null;
}

/** The account that this identity was linked to; null for none. Never looks at an e-mail address. */
export async function findLinked(db: Knex, provider: string, { subject }: ProviderIdentity): Promise<{ userId: string } | null> {
  const row = await db<IdentityRow>('identities').where({ provider, subject }).first();
  return row ? { userId: row.user_id } : null;
}

/** Notes a sign-in, and what the provider calls its user now. */
export async function noteSignIn(tx: Knex, provider: string, { subject, label }: ProviderIdentity): Promise<void> {
  await tx<IdentityRow>('identities').where({ provider, subject }).update({ used_at: new Date().toISOString(), label });
}

/** Linking again is no error. Throws `conflict` for an identity of another account, and for a second one of the same provider. */
export async function linkIdentity(tx: Knex, userId: string, provider: string, identity: ProviderIdentity): Promise<string> {
  const linked = await tx<IdentityRow>('identities').where({ provider, subject: identity.subject }).first();
  if (linked?.user_id === userId) return linked.id;
  if (linked) throw new Problem('conflict', 'This sign-in is linked to another account.');
  const row: IdentityRow = {
    id: newId('idn'),
    user_id: userId,
    provider,
    ...identity,
    created_at: new Date().toISOString(),
    used_at: null,
  };
  try {
    await tx<IdentityRow>('identities').insert(row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem('conflict', 'Another sign-in of this provider is linked to the account. Unlink it first.', { cause: error });
  }
  return row.id;
}

export async function listIdentities(db: Knex, userId: string): Promise<Identity[]> {
  const rows = await db<IdentityRow>('identities').where({ user_id: userId }).orderBy('id');
  return rows.map(({ id, provider, label, created_at, used_at }) => ({ id, provider, label, createdAt: created_at, usedAt: used_at }));
}

/** Throws `conflict` for the only way that is left to sign in. Returns the provider. */
export async function unlinkIdentity(tx: Knex, userId: string, id: string): Promise<string> {
  const rows = await tx<IdentityRow>('identities').where({ user_id: userId });
  const row = rows.find((one) => one.id === id);
  if (!row) throw notFound('identity', id);
  const user = (await tx('users').where({ id: userId }).first('password_hash')) as { password_hash: string };
  if (rows.length === 1 && user.password_hash === NO_PASSWORD)
    throw new Problem('conflict', 'This is the only way to sign in. Set a password first ("forgot password").');
  await tx<IdentityRow>('identities').where({ id, user_id: userId }).delete();
  return row.provider;
}
