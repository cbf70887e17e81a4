import type { Knex } from 'knex';
import { asSystem } from '../drivers/database/tenancy.js';
import { firstRow } from '../drivers/database/first-row.js';
import { Lru } from '../lru.js';
import type { Scope } from './scope.js';

const TTL_MS = 5_000;

/**
 * Guests whose rows were given to an account. Their sessions are over: what such a tab still saved would belong to nobody. The SDK
 * then takes the session that the other tab left in the page's storage.
 */
export class MergedGuests {
  #entries = new Lru<string, { isMerged: boolean; until: number }>(5_000);
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async has({ brandId, mode, ownerId }: Pick<Scope, 'brandId' | 'mode' | 'ownerId'>): Promise<boolean> {
    const hit = this.#entries.get(ownerId!);
    if (hit && (hit.isMerged || hit.until > Date.now())) return hit.isMerged;
    const sql = 'select guest_id from shopper_guests where brand_id = ? and mode = ? and guest_id = ?';
    const row = await asSystem(this.#db, () => firstRow(this.#db, sql, [brandId, mode, ownerId!]));
    this.#entries.set(ownerId!, { isMerged: row !== undefined, until: Date.now() + TTL_MS });
    return row !== undefined;
  }

  clear(): void {
    this.#entries = new Lru(5_000);
  }
}

const known = new WeakMap<object, MergedGuests>();

/** The one memory of a database in this process. */
export function mergedGuestsOf(db: Knex): MergedGuests {
  const key = db.client as object;
  const guests = known.get(key) ?? new MergedGuests(db);
  known.set(key, guests);
  return guests;
}
