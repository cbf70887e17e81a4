import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';
import { Lru } from '../lru.js';
import { findProduct, seesDrafts, type CachedProduct } from './store.js';

/** How long shoppers are shown a product without another look: a change counts at once in this process, in others after this. */
const TTL_MS = 1_000;
const MAX_SHOWN = 1_000;

interface Shown {
  found: CachedProduct;
  until: number;
}

/** What shoppers were shown lately, by brand and by the name that they asked for. What they may not see is asked for every time. */
class ShownProducts {
  #entries = new Lru<string, Shown>(MAX_SHOWN);
  /** Grows with every change, so that what was read before one is not remembered after it. */
  #changes = 0;

  async get(db: Knex, scope: Scope, idOrSlug: string): Promise<CachedProduct> {
    const name = `${scope.brandId} ${idOrSlug}`;
    const hit = this.#entries.get(name);
    if (hit && hit.until > Date.now()) return hit.found;
    const changes = this.#changes;
    const found = await findProduct(db, scope, idOrSlug);
    if (changes === this.#changes) this.#entries.set(name, { found, until: Date.now() + TTL_MS });
    return found;
  }

  clear(): void {
    this.#changes += 1;
    this.#entries = new Lru(MAX_SHOWN);
  }
}

const known = new WeakMap<object, ShownProducts>();

/** The one memory of a database in this process. */
function shownOf(db: Knex): ShownProducts {
  const key = db.client as object;
  const shown = known.get(key) ?? new ShownProducts();
  known.set(key, shown);
  return shown;
}

/**
 * A product for looking at it and for a quote, by id or slug: staff and secret keys get it as it is now, shoppers as it was at most a
 * second ago. What is designed, ordered and charged is read anew (`getProduct`). Throws `not-found`.
 */
export function showProduct(db: Knex, scope: Scope, idOrSlug: string): Promise<CachedProduct> {
  return seesDrafts(scope) ? findProduct(db, scope, idOrSlug) : shownOf(db).get(db, scope, idOrSlug);
}

/** After the commit of a change. */
export const forgetShown = (db: Knex): void => shownOf(db).clear();
