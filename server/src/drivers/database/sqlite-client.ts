import ClientBetterSqlite3 from 'knex/lib/dialects/better-sqlite3/index.js';
import BetterSqlite3, { type Database, type Statement } from 'better-sqlite3';

const MAX_STATEMENTS = 300;
const statements = new WeakMap<Database, Map<string, Statement>>();

interface Query {
  sql: string;
  bindings?: unknown[];
  response?: unknown;
  context?: unknown;
}
type Transaction = ReturnType<InstanceType<typeof ClientBetterSqlite3>['transaction']>;
interface Dialect {
  _formatBindings(bindings: unknown[] | undefined): unknown[];
}
interface Beginning {
  begin(connection: Database): unknown;
  query(connection: Database, sql: string): unknown;
}
const base = ClientBetterSqlite3.prototype as unknown as Dialect;

/**
 * The knex dialect with two changes: transactions begin IMMEDIATE (a deferred one that reads first fails at its first write when
 * another process wrote meanwhile), and prepared statements are kept, which takes half off the cost of a small query.
 */
export class SqliteClient extends ClientBetterSqlite3 {
  #reader: Database | undefined;

  /** First row of a `select`, at once, on a connection that only reads what is committed. */
  readFirst(sql: string, bindings: readonly unknown[]): unknown {
    return prepare(this.#readerOpened(), sql).get(bindings);
  }

  /** All rows, in the same way. */
  readAll(sql: string, bindings: readonly unknown[]): unknown[] {
    return prepare(this.#readerOpened(), sql).all(bindings);
  }

  #readerOpened(): Database {
    return (this.#reader ??= openReader(String((this.config.connection as { filename: string }).filename)));
  }

  /** Runs statements in a transaction of their own, at once: nothing else happens between the first and the last. */
  async writeAtOnce<T>(work: (run: (sql: string, bindings: readonly unknown[]) => unknown[]) => T): Promise<T> {
    const connection = (await this.acquireConnection()) as Database;
    try {
      prepare(connection, 'begin immediate').run();
      try {
        const result = work((sql, bindings) => {
          const statement = prepare(connection, sql);
          if (statement.reader) return statement.all(bindings);
          statement.run(bindings);
          return [];
        });
        prepare(connection, 'commit').run();
        return result;
      } catch (error) {
        if (connection.inTransaction) prepare(connection, 'rollback').run();
        throw error;
      }
    } finally {
      await this.releaseConnection(connection);
    }
  }

  override async destroy(callback?: () => void): Promise<void> {
    this.#reader?.close();
    this.#reader = undefined;
    await super.destroy(callback as () => void);
  }

  override transaction(container: unknown, config: unknown, outer: unknown): Transaction {
    const transaction = super.transaction(container, config, outer);
    const beginning = transaction as unknown as Beginning;
    beginning.begin = (connection) => beginning.query(connection, 'BEGIN IMMEDIATE;');
    return transaction;
  }

  async _query(connection: Database, query: Query): Promise<Query> {
    const statement = prepare(connection, query.sql);
    const bindings = base._formatBindings.call(this as unknown as Dialect, query.bindings);
    if (statement.reader) {
      query.response = statement.all(bindings);
      return query;
    }
    const result = statement.run(bindings);
    query.response = result;
    query.context = { lastID: result.lastInsertRowid, changes: result.changes };
    return query;
  }
}

function openReader(filename: string): Database {
  const reader = new BetterSqlite3(filename, { readonly: true });
  reader.pragma('busy_timeout = 5000');
  return reader;
}

function prepare(connection: Database, sql: string): Statement {
  let cache = statements.get(connection);
  if (!cache) statements.set(connection, (cache = new Map()));
  const known = cache.get(sql);
  if (known) return known;
  const statement = connection.prepare(sql);
  if (/^\s*(select|insert|update|delete|begin|commit|rollback)\b/i.test(sql)) {
    if (cache.size >= MAX_STATEMENTS) cache.delete(cache.keys().next().value!);
    cache.set(sql, statement);
  }
  return statement;
}
