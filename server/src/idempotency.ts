import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Knex } from 'knex';
import type { Scope } from './auth/scope.js';
import { isUniqueViolation } from './drivers/database/database.js';
import { Problem } from './problem.js';

/** `key`: unique among all callers and endpoints, null when none was sent. `requestHash`: of what was asked for. SHA-256 in hex. */
export interface Idempotency {
  key: string | null;
  requestHash: string;
}
interface KeyRow {
  key: string;
  request_hash: string;
  resource_id: string;
  created_at: string;
}

/**
 * Reads `Idempotency-Key`, with which a caller may repeat a request whose answer was lost. Keys of different callers never meet.
 * Throws `invalid-request` for one that is longer than 200 characters.
 */
export function readIdempotency(request: Request, scope: Scope, asked: unknown): Idempotency {
  const sent = request.headers['idempotency-key'];
  const requestHash = hash([request.path, asked]);
  if (typeof sent !== 'string' || sent === '') return { key: null, requestHash };
  if (sent.length > 200) throw new Problem('invalid-request', 'Idempotency-Key may have 200 characters at most.');
  return { key: hash([scope.brandId, scope.mode, scope.ownerId ?? scope.actorId, request.path, sent]), requestHash };
}

/**
 * Makes something once. `create` writes it, in the transaction that also notes the key; for a repeated request, also one that
 * comes at the same time, `read` finds what the first one made. Throws `conflict` for the same key with another request.
 */
export async function createOnce<T>(
  db: Knex,
  idempotency: Idempotency,
  create: (tx: Knex) => Promise<{ id: string; made: T }>,
  read: (id: string) => Promise<T>,
): Promise<T> {
  const before = await findMade(db, idempotency);
  if (before) return read(before);
  try {
    return await db.transaction(async (tx) => {
      const { id, made } = await create(tx);
      await note(tx, idempotency, id);
      return made;
    });
  } catch (error) {
    const winner = isUniqueViolation(error) && (await findMade(db, idempotency));
    if (!winner) throw error;
    return read(winner);
  }
}

async function findMade(db: Knex, { key, requestHash }: Idempotency): Promise<string | null> {
  const row = key === null ? undefined : await db<KeyRow>('idempotency_keys').where({ key }).first();
  if (!row) return null;
  if (row.request_hash === requestHash) return row.resource_id;
  throw new Problem('conflict', 'This Idempotency-Key was used for another request. Use a new key for a new request.');
}

async function note(tx: Knex, { key, requestHash: request_hash }: Idempotency, resource_id: string): Promise<void> {
  if (key !== null) await tx<KeyRow>('idempotency_keys').insert({ key, request_hash, resource_id, created_at: new Date().toISOString() });
}

/** Forgets keys that were used before `before`. */
export async function pruneIdempotency(db: Knex, before: Date): Promise<void> {
  await db<KeyRow>('idempotency_keys').where('created_at', '<', before.toISOString()).delete();
}

const hash = (parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
