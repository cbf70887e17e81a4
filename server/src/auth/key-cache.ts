import type { Knex } from 'knex';
import { Lru } from '../lru.js';
import type { KeyRow } from './keys.js';

/** How long a key's row is believed without asking the database again: a revocation by another process counts after this. */
const TTL_MS = 5_000;
const MAX_CACHED = 5_000;

/** Rows of keys that were asked for lately, by key or id. */
export class KeyCache {
  #entries = new Lru<string, { row: KeyRow | null; until: number }>(MAX_CACHED);

  async get(name: string, load: () => Promise<KeyRow | null>): Promise<KeyRow | null> {
    const hit = this.#entries.get(name);
    if (hit && hit.until > Date.now()) return hit.row;
    const row = await load();
    this.#entries.set(name, { row, until: Date.now() + TTL_MS });
    return row;
  }

  clear(): void {
    this.#entries = new Lru(MAX_CACHED);
  }
}

const caches = new WeakMap<object, KeyCache>();

/** The one cache of a database in this process. */
export function keyCacheOf(db: Knex): KeyCache {
  const key = db.client as object;
  const cache = caches.get(key) ?? new KeyCache();
  caches.set(key, cache);
  return cache;
}
