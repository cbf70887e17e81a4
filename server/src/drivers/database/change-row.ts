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
  const client = db.client as unknown;
  if (db.isTransaction) return changeIn(db, change, then);
  if (!(client instanceof SqliteClient)) return db.transaction((tx) => changeIn(tx, change, then));
  return client.writeAtOnce((run) => {
    const [row] = run(change.sql, change.bindings) as T[];
    if (row !== undefined) for (const { sql, bindings } of then(row)) run(sql, bindings);
    return row;
  });
}

async function changeIn<T>(tx: Knex, change: Sql, then: (row: T) => readonly Sql[]): Promise<T | undefined> {
  const reply = (await tx.raw(change.sql, [...change.bindings] as Knex.RawBinding[])) as T[] | { rows: T[] };
  const [row] = Array.isArray(reply) ? reply : reply.rows;
  if (row !== undefined) for (const { sql, bindings } of then(row)) await tx.raw(sql, [...bindings] as Knex.RawBinding[]);
  return row;
}
