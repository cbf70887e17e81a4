import type { Knex } from 'knex';
import { Lru } from './lru.js';

const MAX = 5_000;

export interface TtlOptions<V> {
  /** How long a value is believed. */
  ttlMs: number;
  /** Entries at most. Default 5,000. */
  max?: number;
  /** Values that never change again, and are believed for as long as there is room. */
  isLasting?: (value: V) => boolean;
}

/** What the database said lately, believed for a moment: on hot paths a look into a map takes the place of a query. */
export class TtlCache<V> {
  readonly #ttlMs: number;
  readonly #max: number;
  readonly #isLasting: (value: V) => boolean;
  #entries: Lru<string, { value: V; until: number }>;
  /** Grows with every `clear`, so that what was read before one is not remembered after it. */
  #clears = 0;

  constructor({ ttlMs, max = MAX, isLasting = () => false }: TtlOptions<V>) {
    this.#ttlMs = ttlMs;
    this.#max = max;
    this.#isLasting = isLasting;
    this.#entries = new Lru(max);
  }

  /** What is known without asking: undefined is nothing. */
  known(name: string): V | undefined {
    const hit = this.#entries.get(name);
    return hit !== undefined && hit.until > Date.now() ? hit.value : undefined;
  }

  /** What is known, else what `load` answers; that is remembered, `null` too. */
  async get(name: string, load: () => Promise<V>): Promise<V> {
    const known = this.known(name);
    if (known !== undefined) return known;
    const clears = this.#clears;
    const value = await load();
    // Who was told otherwise meanwhile knows better.
    const meanwhile = this.known(name);
    if (meanwhile !== undefined) return meanwhile;
    if (clears === this.#clears) this.set(name, value);
    return value;
  }

  set(name: string, value: V): void {
    this.#entries.set(name, { value, until: this.#isLasting(value) ? Infinity : Date.now() + this.#ttlMs });
  }

  /** Something changed: the next one to ask is told what the database says then. */
  clear(): void {
    this.#clears += 1;
    this.#entries = new Lru(this.#max);
  }
}

/** One of a kind for each database of this process, made when it is asked for. */
export function perDatabase<T>(make: (db: Knex) => T): (db: Knex) => T {
  const made = new WeakMap<object, T>();
  return (db) => {
    const key = db.client as object;
    const known = made.get(key) ?? make(db);
    made.set(key, known);
    return known;
  };
}
