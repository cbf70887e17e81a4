import type { Knex } from 'knex';
import { firstRow } from '../drivers/database/first-row.js';
import { deleteInPortions } from '../drivers/database/portions.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { Lru } from '../lru.js';

const TTL_MS = 5_000;

/** Shoppers' sessions that were signed out: counts at once in this process, elsewhere after a few seconds. */
export class EndedSessions {
  #entries = new Lru<string, { isEnded: boolean; until: number }>(5_000);
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async has(id: string): Promise<boolean> {
    const hit = this.#entries.get(id);
    if (hit && (hit.isEnded || hit.until > Date.now())) return hit.isEnded;
    const sql = 'select id from ended_shopper_sessions where id = ?';
    const isEnded = (await asSystem(this.#db, () => firstRow(this.#db, sql, [id]))) !== undefined;
    this.#entries.set(id, { isEnded, until: Date.now() + TTL_MS });
    return isEnded;
  }

  /** Twice is no error. `expiresAt`: when nothing of it can be used any more. */
  async end(id: string, brand_id: string, expiresAt: Date): Promise<void> {
    const row = { id, brand_id, expires_at: expiresAt.toISOString() };
    await this.#db('ended_shopper_sessions').insert(row).onConflict('id').ignore();
    this.#entries.set(id, { isEnded: true, until: 0 });
  }
}

const known = new WeakMap<object, EndedSessions>();

/** The one memory of a database in this process. */
export function endedSessionsOf(db: Knex): EndedSessions {
  const key = db.client as object;
  const ended = known.get(key) ?? new EndedSessions(db);
  known.set(key, ended);
  return ended;
}

export async function pruneEndedSessions(db: Knex, now: Date): Promise<void> {
  await deleteInPortions(db, 'ended_shopper_sessions', (rows) => rows.where('expires_at', '<', now.toISOString()));
}
