import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Knex } from 'knex';
import type { Scope } from './auth/scope.js';
import { newId } from './id.js';
import { Problem } from './problem.js';
import { deleteInPortions } from './drivers/database/portions.js';

/** `key`: unique among all callers and endpoints, null when none was sent. `requestHash`: of what was asked for. SHA-256 in hex. */
export interface Idempotency {
  key: string | null;
  requestHash: string;
  /** As the caller sent it: what is derived from it, nobody else can. Null when none was sent. */
  sent: string | null;
  /** Called when the answer is that of an earlier request. */
  onReplay: () => void;
}
interface KeyRow {
  key: string;
  request_hash: string;
  /** Empty until the first request has made something. */
  resource_id: string;
  created_at: string;
  locked_by: string | null;
  locked_until: string | null;
}

/** A request whose process died is believed to be carried out for so long. One that lives renews it. */
const LEASE_MS = 10_000;
const BEAT_MS = 2_500;

/**
 * Reads `Idempotency-Key`, with which a caller may repeat a request whose answer was lost. Keys of different callers never meet.
 * An answer that is repeated carries `Idempotent-Replayed: true`. Throws `invalid-request` for a key of more than 200 characters.
 */
export function readIdempotency(request: Request, scope: Scope, asked: unknown): Idempotency {
  const sent = request.headers['idempotency-key'];
  // The endpoint and its parameters, not the path as it was typed: `/v1/orders` and `/v1/orders/` are one.
  const where = [request.endpointName, request.params];
  const requestHash = hash([where, asked]);
  const onReplay = (): void => void request.res?.setHeader('Idempotent-Replayed', 'true');
  if (typeof sent !== 'string' || sent === '') return { key: null, sent: null, requestHash, onReplay };
  if (sent.length > 200) throw new Problem('invalid-request', 'Idempotency-Key may have 200 characters at most.');
  return { key: hash([scope.brandId, scope.mode, scope.ownerId ?? scope.actorId, where, sent]), sent, requestHash, onReplay };
}

/** Stands for the bytes of an upload in what was asked for; empty where no key was sent and nobody will compare. */
export function contentOf(request: Request, body: Uint8Array): string {
  return request.headers['idempotency-key'] === undefined ? '' : createHash('sha256').update(body).digest('hex');
}

/**
 * Makes something once. `create` writes it, in the transaction that also notes the key; a repeated request is answered with what
 * `read` finds. `finish` is what follows outside of the transaction, e.g. a call to a provider: it runs every time and must be
 * idempotent itself. A request that failed before it made anything leaves no trace: its key may be used again.
 *
 * Throws `idempotency-conflict` while the first request is carried out, `idempotency-mismatch` for another request.
 */
export async function createOnce<T>(
  db: Knex,
  once: Idempotency,
  create: (tx: Knex) => Promise<{ id: string; made: T }>,
  read: (id: string) => Promise<T>,
  finish: (made: T) => Promise<T> = async (made) => made,
): Promise<T> {
  const make = (noted: Noted): Promise<T> =>
    db.transaction(async (tx) => {
      const result = await create(tx);
      await noted(tx, result.id);
      return result.made;
    });
  return carryOut(db, once, make, read, finish);
}

/**
 * The same for work that gives the same thing when it is done again, e.g. because it is found by its content: it may take its time,
 * and read and write files, for nothing of it has to be undone.
 */
export function createSame<T>(
  db: Knex,
  once: Idempotency,
  work: () => Promise<T>,
  idOf: (made: T) => string,
  read: (id: string) => Promise<T>,
): Promise<T> {
  const make = async (noted: Noted): Promise<T> => {
    const made = await work();
    await noted(db, idOf(made));
    return made;
  };
  return carryOut(db, once, make, read, async (made) => made);
}

/** Notes with the key what was made. */
type Noted = (tx: Knex, id: string) => Promise<void>;

async function carryOut<T>(
  db: Knex,
  once: Idempotency,
  make: (noted: Noted) => Promise<T>,
  read: (id: string) => Promise<T>,
  finish: (made: T) => Promise<T>,
): Promise<T> {
  const { key } = once;
  if (key === null) return finish(await make(async () => {}));
  const holder = newId('req');
  const before = await claim(db, key, once.requestHash, holder);
  if (before) {
    once.onReplay();
    return finish(await read(before));
  }
  const beat = setInterval(() => void renew(db, key, holder).catch(() => {}), BEAT_MS);
  try {
    return await finish(await make((tx, id) => note(tx, key, holder, id)));
  } finally {
    clearInterval(beat);
    // The lease ends by itself should the database be away.
    await release(db, key, holder).catch(() => {});
  }
}

/** What an earlier request made; null when this one may go on. */
async function claim(db: Knex, key: string, request_hash: string, holder: string): Promise<string | null> {
  const lock = { locked_by: holder, locked_until: leaseEnd() };
  const row: KeyRow = { key, request_hash, resource_id: '', created_at: new Date().toISOString(), ...lock };
  const inserted = (await db<KeyRow>('idempotency_keys').insert(row).onConflict('key').ignore().returning('key')) as unknown[];
  if (inserted.length > 0) return null;
  const known = await db<KeyRow>('idempotency_keys').where({ key }).first();
  if (known && known.request_hash !== request_hash)
    throw new Problem('idempotency-mismatch', 'This Idempotency-Key was used for another request. Use a new key for a new request.');
  if (!known || (known.locked_until !== null && known.locked_until > new Date().toISOString())) throw inFlight();
  if (known.resource_id !== '') return known.resource_id;
  const { locked_by, locked_until } = known;
  if ((await db<KeyRow>('idempotency_keys').where({ key, locked_by, locked_until }).update(lock)) !== 1) throw inFlight();
  return null;
}

const leaseEnd = (): string => new Date(Date.now() + LEASE_MS).toISOString();

const inFlight = (): Problem =>
  new Problem('idempotency-conflict', 'The first request with this Idempotency-Key has not been answered yet. Send it again in a moment.', {
    headers: { 'Retry-After': '1' },
  });

async function note(tx: Knex, key: string, locked_by: string, resource_id: string): Promise<void> {
  if ((await tx<KeyRow>('idempotency_keys').where({ key, locked_by }).update({ resource_id })) !== 1) throw inFlight();
}

async function renew(db: Knex, key: string, locked_by: string): Promise<void> {
  await db<KeyRow>('idempotency_keys').where({ key, locked_by }).update({ locked_until: leaseEnd() });
}

async function release(db: Knex, key: string, locked_by: string): Promise<void> {
  await db<KeyRow>('idempotency_keys').where({ key, locked_by, resource_id: '' }).delete();
  await db<KeyRow>('idempotency_keys').where({ key, locked_by }).update({ locked_by: null, locked_until: null });
}

/** Forgets keys that were used before `before`. */
export async function pruneIdempotency(db: Knex, before: Date): Promise<void> {
  await deleteInPortions(db, 'idempotency_keys', (keys) => keys.where('created_at', '<', before.toISOString()), { key: 'key' });
}

const hash = (parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
