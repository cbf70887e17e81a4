import type { Knex } from 'knex';
import { PostgresClient } from './postgres-client.js';
import { SqliteClient } from './sqlite-client.js';

/** A statement that every database understands, with `?` for each binding and nowhere else. */
export interface Sql {
  sql: string;
  bindings: readonly (string | number | null)[];
}

/**
 * Changes one row and writes what follows from it, in one transaction, or in the caller's: for the writes that every edit makes.
 * `change` is an `update … returning *`; when it finds no row, nothing else is written and the result is undefined. Neither goes
 * through the query builder: SQLite carries it out at once on its one connection, PostgreSQL in two round trips.
 */
export async function changeRow<T>(db: Knex, change: Sql, then: (row: T) => readonly Sql[]): Promise<T | undefined> {
  const [row] = await changeRows<T>(db, change, ([first]) => then(first!));
  return row;
}

/** As `changeRow`, for a statement that changes any number of rows and returns them. Without `then` it is all that is written. */
export async function changeRows<T>(db: Knex, change: Sql, then?: (rows: T[]) => readonly Sql[]): Promise<T[]> {
  const client = db.client as unknown;
  if (db.isTransaction) return changeIn(db, change, then);
  if (client instanceof PostgresClient) return (await client.write(change, then as Parameters<PostgresClient['write']>[1])) as T[];
  if (!(client instanceof SqliteClient)) return db.transaction((tx) => changeIn(tx, change, then));
  return client.writeAtOnce((run) => {
    const rows = run(change.sql, change.bindings) as T[];
    if (then && rows.length > 0) for (const { sql, bindings } of then(rows)) run(sql, bindings);
    return rows;
  });
}

async function changeIn<T>(tx: Knex, change: Sql, then?: (rows: T[]) => readonly Sql[]): Promise<T[]> {
  const reply = (await tx.raw(change.sql, [...change.bindings] as Knex.RawBinding[])) as T[] | { rows: T[] };
  const rows = Array.isArray(reply) ? reply : reply.rows;
  if (then && rows.length > 0) for (const { sql, bindings } of then(rows)) await tx.raw(sql, [...bindings] as Knex.RawBinding[]);
  return rows;
}
