import type { Knex } from 'knex';
import { asSystem } from '../drivers/database/tenancy.js';
import { firstRow } from '../drivers/database/first-row.js';
import { perDatabase, TtlCache } from '../ttl-cache.js';
import type { Scope } from './scope.js';

const TTL_MS = 5_000;

/**
 * Guests whose rows were given to an account. Their sessions are over: what such a tab still saved would belong to nobody. The SDK
 * then takes the session that the other tab left in the page's storage.
 */
export class MergedGuests {
  readonly #merged = new TtlCache<boolean>({ ttlMs: TTL_MS, isLasting: Boolean });
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** What is known without asking: undefined is nothing. */
  known(guestId: string): boolean | undefined {
    return this.#merged.known(guestId);
  }

  has({ brandId, mode, ownerId }: Pick<Scope, 'brandId' | 'mode' | 'ownerId'>): Promise<boolean> {
    return this.#merged.get(ownerId!, async () => {
      const sql = 'select guest_id from shopper_guests where brand_id = ? and mode = ? and guest_id = ?';
      const row = await asSystem(this.#db, () => firstRow(this.#db, sql, [brandId, mode, ownerId!]));
      return row !== undefined;
    });
  }

  clear(): void {
    this.#merged.clear();
  }
}

/** The one memory of a database in this process. */
export const mergedGuestsOf = perDatabase((db) => new MergedGuests(db));
