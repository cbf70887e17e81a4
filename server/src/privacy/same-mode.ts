import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';
import { notFound } from '../problem.js';

/**
 * A test key must not read, nor forget, whoever buys for real. Tables without a mode hold nothing of a shopper that one with a mode
 * does not lead to. Throws `not-found` for a shopper of the other mode; an unknown one passes.
 */
export async function requireSameMode(
  db: Knex,
  tables: ReadonlyMap<string, ReadonlySet<string>>,
  { brandId, mode }: Scope,
  ownerId: string,
): Promise<void> {
  for (const [table, columns] of tables) {
    const owner = table === 'shoppers' ? 'id' : 'owner_id';
    if (!columns.has('mode') || !columns.has(owner)) continue;
    const elsewhere: unknown = await db(table)
      .where({ brand_id: brandId, [owner]: ownerId })
      .whereNot({ mode })
      .first(owner);
    if (elsewhere) throw notFound('shopper', ownerId);
  }
}
