import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';
import type { Scope } from '../../auth/scope.js';

/** What row-level security lets through: an id, `*` for all of them, or nothing. */
export interface Tenancy {
  brand: string;
  owner: string;
  mode: string;
}

export const EVERYTHING: Tenancy = Object.freeze({ brand: '*', owner: '*', mode: '*' });

const current = new AsyncLocalStorage<Tenancy>();

/** What the running code may see; undefined outside of `runInScope` and `asSystem`. */
export const currentTenancy = (): Tenancy | undefined => current.getStore();

/** Whether the database itself keeps brands, shoppers and modes apart. SQLite cannot: there the store functions are the one wall. */
export const hasTenancy = (db: Knex): boolean => (db.client as { dialect: string }).dialect === 'postgresql';

/** Runs `work` with the database showing only what `scope` may touch, whatever its queries ask for. Costs nothing on SQLite. */
export function runInScope<T>(db: Knex, scope: Pick<Scope, 'brandId' | 'ownerId' | 'role' | 'via' | 'mode'>, work: () => T): T {
  return hasTenancy(db) ? runAs(tenancyOf(scope), work) : work();
}

/**
 * Runs `work` with the rows of every brand: for finding out who calls, and for what serves all brands at once (queue, dispatcher,
 * sweeps, maintenance). Also widens a request's scope for a moment, e.g. to add up a budget over all shoppers.
 */
export function asSystem<T>(db: Knex, work: () => T): T {
  return hasTenancy(db) ? runAs(EVERYTHING, work) : work();
}

/** A query of knex begins when somebody waits for it, which must not be outside. */
function runAs<T>(tenancy: Tenancy, work: () => T): T {
  return current.run(tenancy, () => {
    const result = work();
    const isQuery = typeof (result as PromiseLike<unknown> | null)?.then === 'function' && !(result instanceof Promise);
    return isQuery ? ((result as unknown as PromiseLike<unknown>).then((value) => value) as T) : result;
  });
}

/** Platform staff who chose no brand see every brand; nobody else does. */
function tenancyOf({ brandId, ownerId, role, via, mode }: Pick<Scope, 'brandId' | 'ownerId' | 'role' | 'via' | 'mode'>): Tenancy {
  const brand = brandId || (role === 'platform_admin' ? '*' : '');
  return { brand, owner: ownerId ?? '*', mode: via === 'system' ? '*' : mode };
}
