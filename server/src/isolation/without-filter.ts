import { currentTenancy, EVERYTHING } from '../drivers/database/tenancy.js';
import { PostgresClient } from '../drivers/database/postgres-client.js';

interface Dialect {
  _query: (this: unknown, connection: unknown, query: { sql: string }) => Promise<unknown>;
  readFirst: (this: unknown, sql: string, bindings: unknown) => Promise<unknown>;
  write: (this: unknown, change: { sql: string }, then: unknown) => Promise<unknown>;
}

const FILTER = /(?:"\w+"\.|\b\w+\.)?"?\b(?:brand_id|owner_id|mode|tenant)\b"? = (\$\d+|\?)/g;

/** Statements whose filters were taken out so far. */
export const taken = { filters: 0 };

/** The same statement for any brand, shopper and mode. What it writes stays. */
export function withoutFilter(sql: string): string {
  if (!/^(select|update|delete)\b/i.test(sql)) return sql;
  const where = sql.search(/ where /i);
  if (where < 0) return sql;
  const open = sql.slice(where).replaceAll(FILTER, '$1::text is not null');
  return sql.slice(0, where) + open;
}

/**
 * From now on, in this process, no query of a request or a job filters by brand, shopper or mode on PostgreSQL: as if every such `where`
 * had been forgotten. Queries of the system, e.g. to find out who calls, stay as they are.
 */
export function switchOffFilters(): void {
  const dialect = PostgresClient.prototype as unknown as Dialect;
  const { _query: query, readFirst, write } = dialect;
  dialect._query = function (connection, asked) {
    asked.sql = opened(asked.sql);
    return query.call(this, connection, asked);
  };
  dialect.readFirst = function (sql, bindings) {
    return readFirst.call(this, opened(sql), bindings);
  };
  dialect.write = function (change, then) {
    return write.call(this, { ...change, sql: opened(change.sql) }, then);
  };
}

function opened(sql: string): string {
  const tenancy = currentTenancy();
  if (tenancy === undefined || tenancy === EVERYTHING) return sql;
  const open = withoutFilter(sql);
  if (open !== sql) taken.filters += 1;
  return open;
}
