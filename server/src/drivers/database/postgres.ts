import { createRequire } from 'node:module';
import knex, { type Knex } from 'knex';
import type { types as Types } from 'pg';
import { PostgresClient } from './postgres-client.js';
import type { Tenancy } from './tenancy.js';

export interface PostgresOptions {
  url: string;
  /** Who may change the schema; `url` by default. */
  ownerUrl?: string;
  /** Connections of this process at most. */
  poolSize?: number;
  /** What code outside of any scope may see; without it such a query throws. For tests and one-off programs. */
  unscoped?: Tenancy;
  /** ms that a statement may take; 0: as long as it needs. */
  statementTimeout?: number;
}

const INT8 = 20;
const NUMERIC = 1700;

/** Counts and sums come as numbers, as on SQLite; nothing of ours counts beyond 2^53. */
const numbers = (types: typeof Types): typeof Types.getTypeParser =>
  ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? Number : types.getTypeParser(oid, format as 'text')) as typeof Types.getTypeParser;

// A process on SQLite starts without it.
const load = createRequire(import.meta.url);

/** Opens PostgreSQL with a pool of connections. Nothing is asked of it yet. */
export function openPostgres({ url, ownerUrl = url, poolSize = 10, unscoped, statementTimeout = 15_000 }: PostgresOptions): Knex {
  const { types } = load('pg') as typeof import('pg');
  const config = {
    client: PostgresClient,
    connection: {
      connectionString: url,
      application_name: 'luneo',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      statement_timeout: statementTimeout,
      lock_timeout: statementTimeout && 10_000,
      idle_in_transaction_session_timeout: statementTimeout && 30_000,
      types: { getTypeParser: numbers(types) },
    },
    // Error messages without the values: they end in logs, and documents and prompts must not.
    compileSqlOnError: false,
    // Whoever waits for a connection is told what is wrong with it, and logs that.
    log: { warn: () => {}, error: () => {}, deprecate: () => {}, debug: () => {} },
    // Ours, not knex's: read by `PostgresClient` and `migrate`.
    unscoped,
    ownerUrl,
    acquireConnectionTimeout: 10_000,
    pool: { min: 0, max: poolSize, idleTimeoutMillis: 30_000 },
  };
  return knex(config as unknown as Knex.Config);
}
