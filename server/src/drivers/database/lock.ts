import type { Knex } from 'knex';
import { hasTenancy } from './tenancy.js';

/**
 * Lets one transaction at a time go on that names the same thing; the others wait until it has ended. For decisions over rows
 * that are not there yet (a count, the first of its kind); a row that is there is locked with `forUpdate()`. SQLite has one
 * writer at a time anyway.
 */
export async function takeTurns(tx: Knex, name: string): Promise<void> {
  if (hasTenancy(tx)) await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name]);
}
