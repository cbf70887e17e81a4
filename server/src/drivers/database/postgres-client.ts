import ClientPostgres from 'knex/lib/dialects/postgres/index.js';
import type { Client as Connection } from 'pg';
import type { Sql } from './change-row.js';
import { isConnectionLost, withoutValues } from './postgres-errors.js';
import { ReadBatch } from './read-batch.js';
import { forgetPrepared, isStale, roundTrip, type DatabaseRow } from './round-trip.js';
import { currentTenancy, type Tenancy } from './tenancy.js';

interface Query {
  sql: string;
  bindings?: unknown[];
  response?: unknown;
}
interface Dialect {
  config: { unscoped?: Tenancy };
  _query(connection: Connection, query: Query): Promise<Query>;
  acquireConnection(): Promise<unknown>;
  releaseConnection(connection: Connection): Promise<void>;
}
/** What a connection shows: now (undefined: not known), and once its transaction has ended. */
interface Shown {
  now: Tenancy | undefined;
  session: Tenancy | undefined;
  isInTransaction: boolean;
}

const base = ClientPostgres.prototype as unknown as Dialect;
const shown = new WeakMap<Connection, Shown>();
const BEGIN: Sql = { sql: 'begin', bindings: [] };
const COMMIT: Sql = { sql: 'commit', bindings: [] };
const ROLLBACK: Sql = { sql: 'rollback', bindings: [] };

/**
 * The knex dialect with three changes. Before a query it tells the connection whose rows may be seen (the settings `luneo.brand`,
 * `luneo.owner` and `luneo.mode` that the policies read), when that is not what it shows already; inside a transaction for that
 * transaction only. What every request asks (`readFirst`, `write`) is prepared, passes the query builder by, and takes its settings
 * along in the same message. And its errors hold no values of rows, for they end in logs.
 */
export class PostgresClient extends ClientPostgres {
  readonly #reads = new ReadBatch((statements) => this.#lend((connection) => roundTrip(connection, statements)));

  override async acquireConnection(): Promise<unknown> {
    try {
      return await base.acquireConnection.call(this as unknown as Dialect);
    } catch (error) {
      throw withoutValues(error, { isLost: true });
    }
  }

  async _query(connection: Connection, query: Query): Promise<Query> {
    const state = shown.get(connection) ?? { now: undefined, session: undefined, isInTransaction: false };
    shown.set(connection, state);
    try {
      return await run(this as unknown as Dialect, connection, query, state);
    } catch (error) {
      throw failed(connection, error);
    }
  }

  /** First row of a `select` of fixed text, in one round trip that it may share. */
  readFirst(sql: string, bindings: Sql['bindings']): Promise<DatabaseRow | undefined> {
    return this.#reads.first(settingsFor(wantedBy(this as unknown as Dialect)), { sql, bindings });
  }

  /** One change that returns rows, in one round trip, or with what follows from them: then in two, and in one transaction. */
  async write(change: Sql, then?: (rows: DatabaseRow[]) => readonly Sql[]): Promise<DatabaseRow[]> {
    const settings = settingsFor(wantedBy(this as unknown as Dialect));
    return this.#lend(async (connection) => {
      if (!then) return (await roundTrip(connection, [settings, change]))[1]!;
      try {
        const [, , rows] = await roundTrip(connection, [BEGIN, settings, change]);
        await roundTrip(connection, [...(rows!.length > 0 ? then(rows!) : []), COMMIT]);
        return rows!;
      } catch (error) {
        // Lost with its connection, or undone here; the first error is the one to tell.
        await roundTrip(connection, [ROLLBACK]).catch(() => {});
        throw error;
      }
    });
  }

  async #lend<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = (await this.acquireConnection()) as Connection;
    try {
      return await work(connection).catch((error: unknown) => {
        if (!isStale(error)) throw error;
        forgetPrepared(connection);
        return work(connection);
      });
    } catch (error) {
      throw failed(connection, error);
    } finally {
      await (this as unknown as Dialect).releaseConnection(connection);
    }
  }
}

/** What a failure says. The pool must not lend a lost connection in the moment before its socket is seen to be closed. */
function failed(connection: Connection, error: unknown): unknown {
  const isLost = isConnectionLost(error);
  if (isLost) Object.assign(connection, { __knex__disposed: error });
  return withoutValues(error, { isLost });
}

/** For the transaction that they are sent in. */
function settingsFor({ brand, owner, mode }: Tenancy): Sql {
  const sql = `select set_config('luneo.brand', ?, true), set_config('luneo.owner', ?, true), set_config('luneo.mode', ?, true)`;
  return { sql, bindings: [brand, owner, mode] };
}

async function run(client: Dialect, connection: Connection, query: Query, state: Shown): Promise<Query> {
  const control = /^(BEGIN|COMMIT|ROLLBACK TO|ROLLBACK|SAVEPOINT|RELEASE)\b/.exec(query.sql)?.[1];
  if (control) return runControl(client, connection, query, state, control);
  const wanted = wantedBy(client);
  if (!isSame(state.now, wanted)) {
    await connection.query({ name: 'luneo-tenancy', text: 'select set_config($1,$2,$7), set_config($3,$4,$7), set_config($5,$6,$7)' }, [
      'luneo.brand',
      wanted.brand,
      'luneo.owner',
      wanted.owner,
      'luneo.mode',
      wanted.mode,
      state.isInTransaction,
    ]);
    state.now = wanted;
    if (!state.isInTransaction) state.session = wanted;
  }
  return base._query.call(client, connection, query);
}

/** A transaction begins with its own settings, in the same message; they end with it. */
async function runControl(client: Dialect, connection: Connection, query: Query, state: Shown, control: string): Promise<Query> {
  if (control === 'BEGIN') {
    const { brand, owner, mode } = (state.now = wantedBy(client));
    const set = (name: string, value: string): string => `set_config('luneo.${name}', ${connection.escapeLiteral(value)}, true)`;
    const sql = `${query.sql} select ${set('brand', brand)}, ${set('owner', owner)}, ${set('mode', mode)};`;
    state.isInTransaction = true;
    return base._query.call(client, connection, { sql });
  }
  const reply = await base._query.call(client, connection, query);
  if (control === 'ROLLBACK TO') state.now = undefined;
  if (control === 'COMMIT' || control === 'ROLLBACK') {
    state.now = state.session;
    state.isInTransaction = false;
  }
  return reply;
}

/** Throws for code that forgot to say for whom it works: the database would show it nothing, which looks like an empty table. */
function wantedBy({ config }: Dialect): Tenancy {
  const tenancy = currentTenancy() ?? config.unscoped;
  if (!tenancy) throw new Error('A query outside of runInScope and asSystem: say whose rows it may see.');
  return tenancy;
}

const isSame = (a: Tenancy | undefined, b: Tenancy): boolean =>
  a === b || (a !== undefined && a.brand === b.brand && a.owner === b.owner && a.mode === b.mode);
