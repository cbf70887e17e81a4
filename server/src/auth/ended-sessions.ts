import type { Knex } from 'knex';
import { firstRow } from '../drivers/database/first-row.js';
import { deleteInPortions } from '../drivers/database/portions.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { emitSessionEnd } from '../outbox/outbox.js';
import { perDatabase, TtlCache } from '../ttl-cache.js';
import type { Scope } from './scope.js';

const TTL_MS = 5_000;

/** Shoppers' sessions that were signed out: counts at once in this process, elsewhere after a few seconds. */
export class EndedSessions {
  readonly #ended = new TtlCache<boolean>({ ttlMs: TTL_MS, isLasting: Boolean });
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** What is known without asking: undefined is nothing. */
  known(id: string): boolean | undefined {
    return this.#ended.known(id);
  }

  has(id: string): Promise<boolean> {
    return this.#ended.get(id, async () => {
      const sql = 'select id from ended_shopper_sessions where id = ?';
      return (await asSystem(this.#db, () => firstRow(this.#db, sql, [id]))) !== undefined;
    });
  }

  /** Twice is no error. `expiresAt`: when nothing of it can be used any more. Open sockets of the session are closed, in every process. */
  async end(id: string, { brandId, ownerId, mode }: Scope, expiresAt: Date): Promise<void> {
    const row = { id, brand_id: brandId, expires_at: expiresAt.toISOString() };
    await this.#db.transaction(async (tx) => {
      const made = (await tx('ended_shopper_sessions').insert(row).onConflict('id').ignore().returning('id')) as unknown[];
      if (made.length > 0) await emitSessionEnd(tx, { brandId, ownerId, mode }, id);
    });
    this.#ended.set(id, true);
  }
}

/** The one memory of a database in this process. */
export const endedSessionsOf = perDatabase((db) => new EndedSessions(db));

/** Of these sessions those that were ended, as the database says at this moment. */
export async function endedAmong(db: Knex, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += 500) {
    const rows = (await db('ended_shopper_sessions')
      .whereIn('id', ids.slice(at, at + 500))
      .select('id')) as { id: string }[];
    for (const { id } of rows) found.add(id);
  }
  return found;
}

export async function pruneEndedSessions(db: Knex, now: Date): Promise<void> {
  await deleteInPortions(db, 'ended_shopper_sessions', (rows) => rows.where('expires_at', '<', now.toISOString()));
}
