import type { Knex } from 'knex';
import { SqliteClient } from './sqlite-client.js';

/** A statement that every database understands, with `?` for each binding. */
export interface Sql {
  sql: string;
  bindings: readonly (string | number | null)[];
}

/**
 * Changes one row and writes what follows from it, in one transaction, or in the caller's: for the writes that every edit makes.
 * `change` is an `update … returning *`; when it finds no row, nothing else is written and the result is undefined. SQLite carries
 * it out at once on its one connection, without the query builder, in a quarter of the time.
 */
export async function changeRow<T>(db: Knex, change: Sql, then: (row: T) => readonly Sql[]): Promise<T | undefined> {
  const [row] = await changeRows<T>(db, change, ([first]) => then(first!));
  return row;
}

/** As `changeRow`, for a statement that changes any number of rows and returns them. */
export async function changeRows<T>(db: Knex, change: Sql, then: (rows: T[]) => readonly Sql[]): Promise<T[]> {
  const client = db.client as unknown;
  if (db.isTransaction) return changeIn(db, change, then);
  if (!(client instanceof SqliteClient)) return db.transaction((tx) => changeIn(tx, change, then));
  return client.writeAtOnce((run) => {
    const rows = run(change.sql, change.bindings) as T[];
    if (rows.length > 0) for (const { sql, bindings } of then(rows)) run(sql, bindings);
    return rows;
  });
}

async function changeIn<T>(tx: Knex, change: Sql, then: (rows: T[]) => readonly Sql[]): Promise<T[]> {
  const reply = (await tx.raw(change.sql, [...change.bindings] as Knex.RawBinding[])) as T[] | { rows: T[] };
  const rows = Array.isArray(reply) ? reply : reply.rows;
  if (rows.length > 0) for (const { sql, bindings } of then(rows)) await tx.raw(sql, [...bindings] as Knex.RawBinding[]);
  return rows;
}
