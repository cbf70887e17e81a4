import type { Knex } from 'knex';

const PORTION = 5_000;

/**
 * Deletes rows of any number without one statement that takes as long as they are many: PostgreSQL ends those after a while, and SQLite
 * lets nobody else write meanwhile. `key` is unique. Returns how many there were.
 */
export async function deleteInPortions(
  db: Knex,
  table: string,
  which: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  { key = 'id', size = PORTION }: { key?: string; size?: number } = {},
): Promise<number> {
  for (let total = 0; ;) {
    const portion = which(db(table)).limit(size).select(key);
    const deleted = await db(table).whereIn(key, portion).delete();
    total += deleted;
    if (deleted < size) return total;
  }
}

/** For a transaction of a job that must be whole, however long it takes: the limits of statements are those of requests. */
export async function withoutTimeLimit(tx: Knex): Promise<void> {
  if ((tx.client as { dialect: string }).dialect === 'postgresql') await tx.raw('set local statement_timeout = 0');
}
