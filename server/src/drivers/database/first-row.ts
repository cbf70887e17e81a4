import type { Knex } from 'knex';
import { SqliteClient } from './sqlite-client.js';

/**
 * The first row of a plain `select`, for the few queries that every request makes: outside a transaction SQLite answers from a
 * read-only connection of its own, without the query builder and without waiting for a writer; about 10 µs instead of 100.
 * Inside a transaction, and on other databases, it is an ordinary query. `sql` is portable, with `?` for each binding.
 */
export async function firstRow<T>(db: Knex, sql: string, bindings: readonly (string | number)[]): Promise<T | undefined> {
  const client = db.client as unknown;
  if (!db.isTransaction && client instanceof SqliteClient) return client.readFirst(sql, bindings) as T | undefined;
  const reply = (await db.raw(sql, [...bindings])) as T[] | { rows: T[] };
  return (Array.isArray(reply) ? reply : reply.rows)[0];
}
