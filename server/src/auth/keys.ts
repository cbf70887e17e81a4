import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import type { ApiKey } from '@luneo/sdk/contracts/keys.js';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import { newId, randomText, textOf } from '../id.js';
import { notFound } from '../problem.js';
import { keyCacheOf } from './key-cache.js';
import type { Scope } from './scope.js';

export interface KeyRow {
  id: string;
  brand_id: string;
  kind: 'publishable' | 'secret';
  mode: 'test' | 'live';
  name: string;
  prefix: string;
  hash: string;
  last_four: string;
  origins: string;
  scopes: string | null;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  last_used_at: string | null;
  replaced_by: string | null;
}

export interface NewKey {
  kind: 'publishable' | 'secret';
  name: string;
  origins?: readonly string[] | undefined;
  scopes?: readonly Permission[] | null | undefined;
  expiresAt?: string | null | undefined;
}

/** Characters of a key that are stored readable and find its row: `sk_test_` and eight more. */
const PREFIX_LENGTH = 16;
const KEY_FORM = /^(pk|sk)_(test|live)_[0-9a-z]{40}$/;

const hashKey = (key: string, secret: string): string => createHmac('sha256', secret).update(key).digest('hex');

/**
 * The key of a row. With an `Idempotency-Key` it follows from that text, which nobody else knows, so that whoever repeats a request
 * whose answer was lost gets the same key, and still it is stored nowhere.
 */
function keyText({ kind, mode, id }: Pick<KeyRow, 'kind' | 'mode' | 'id'>, secret: string, sent: string | null): string {
  const text =
    sent === null ? randomText(40) : textOf(createHmac('sha512', secret).update(`api-key\0${id}\0${sent}`).digest().subarray(0, 40));
  return `${kind === 'publishable' ? 'pk' : 'sk'}_${mode}_${text}`;
}

/** What was made with this `Idempotency-Key`, with the key itself. */
export async function readMadeKey(db: Knex, scope: Scope, secret: string, id: string, sent: string): Promise<{ key: string; row: KeyRow }> {
  const row = await getKey(db, scope, id);
  if (!row) throw notFound('key', id);
  return { key: keyText(row, secret, sent), row };
}

/** Makes a key of the scope's brand and mode. The key itself is returned once and never stored. `sent`: the `Idempotency-Key`. */
export async function createKey(
  db: Knex,
  scope: Scope,
  secret: string,
  input: NewKey,
  sent: string | null = null,
): Promise<{ key: string; row: KeyRow }> {
  const id = newId('key');
  const key = keyText({ kind: input.kind, mode: scope.mode, id }, secret, sent);
  const row: KeyRow = {
    id,
    brand_id: scope.brandId,
    kind: input.kind,
    mode: scope.mode,
    name: input.name,
    prefix: key.slice(0, PREFIX_LENGTH),
    hash: hashKey(key, secret),
    last_four: key.slice(-4),
    origins: JSON.stringify(input.origins ?? []),
    scopes: input.scopes ? JSON.stringify(input.scopes) : null,
    created_at: new Date().toISOString(),
    expires_at: input.expiresAt ?? null,
    revoked_at: null,
    last_used_at: null,
    replaced_by: null,
  };
  await db<KeyRow>('api_keys').insert(row);
  return { key, row };
}

/** The row of a key that somebody sent, whatever its state; null when there is none with exactly this key. */
export async function findKey(db: Knex, secret: string, key: string): Promise<KeyRow | null> {
  if (!KEY_FORM.test(key)) return null;
  const row = await db<KeyRow>('api_keys')
    .where({ prefix: key.slice(0, PREFIX_LENGTH) })
    .first();
  const sent = Buffer.from(hashKey(key, secret), 'hex');
  const stored = row ? Buffer.from(row.hash, 'hex') : Buffer.alloc(sent.length);
  return timingSafeEqual(sent, stored) && row ? row : null;
}

/** The key behind a session, by the brand and mode of the session's scope. */
export async function getKey(db: Knex, { brandId, mode }: Pick<Scope, 'brandId' | 'mode'>, id: string): Promise<KeyRow | null> {
  return (await db<KeyRow>('api_keys').where({ id, brand_id: brandId, mode }).first()) ?? null;
}

export async function listKeys(db: Knex, scope: Scope): Promise<ApiKey[]> {
  const rows = await db<KeyRow>('api_keys').where({ brand_id: scope.brandId, mode: scope.mode }).orderBy('id', 'desc').limit(500);
  return rows.map(toApiKey);
}

/** Changes name or origins. Counts at once in this process, in others after a few seconds. */
export async function updateKey(db: Knex, scope: Scope, id: string, change: Pick<KeyRow, 'name' | 'origins'>): Promise<KeyRow> {
  const where = { id, brand_id: scope.brandId, mode: scope.mode };
  await db<KeyRow>('api_keys').where(where).update(change);
  const row = await db<KeyRow>('api_keys').where(where).first();
  if (!row) throw notFound('key', id);
  return row;
}

/** Counts at once in this process, in others after a few seconds. False: it was revoked before, which is no error. */
export async function revokeKey(db: Knex, scope: Scope, id: string): Promise<boolean> {
  if (!(await getKey(db, scope, id))) throw notFound('key', id);
  const changed = await db<KeyRow>('api_keys')
    .where({ id, brand_id: scope.brandId, mode: scope.mode })
    .whereNull('revoked_at')
    .update({ revoked_at: new Date().toISOString() });
  keyCacheOf(db).clear();
  return changed === 1;
}

export function toApiKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    kind: row.kind,
    mode: row.mode,
    name: row.name,
    origins: JSON.parse(row.origins) as string[],
    scopes: scopesOf(row),
    lastFour: row.last_four,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    replacedBy: row.replaced_by,
  };
}

/** What a secret key is limited to; null: nothing. */
export const scopesOf = ({ scopes }: Pick<KeyRow, 'scopes'>): Permission[] | null => (scopes ? (JSON.parse(scopes) as Permission[]) : null);
