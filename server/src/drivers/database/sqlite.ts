import knex, { type Knex } from 'knex';
import type { Database } from 'better-sqlite3';
import { SqliteClient } from './sqlite-client.js';

/**
 * Opens the embedded database. It has one connection, so inside a transaction use its `tx` only, and await nothing but the
 * database there: everybody else waits meanwhile. API and workers are separate processes on the same file.
 */
export function openSqlite(filename: string): Knex {
  return knex({
    client: SqliteClient,
    connection: { filename },
    useNullAsDefault: true,
    // Error messages without the values: they end in logs, and documents and prompts must not.
    compileSqlOnError: false,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: Database, done: (error: Error | null, connection: Database) => void) => {
        connection.pragma('busy_timeout = 5000');
        connection.pragma('journal_mode = WAL');
        connection.pragma('synchronous = NORMAL');
        connection.pragma('foreign_keys = ON');
        done(null, connection);
      },
    },
  });
}
