import ClientPostgres from 'knex/lib/dialects/postgres/index.js';
import type { Client as Connection } from 'pg';
import { isConnectionLost, withoutValues } from './postgres-errors.js';
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
}
/** What a connection shows: now (undefined: not known), and once its transaction has ended. */
interface Shown {
  now: Tenancy | undefined;
  session: Tenancy | undefined;
  isInTransaction: boolean;
}

const base = ClientPostgres.prototype as unknown as Dialect;
const shown = new WeakMap<Connection, Shown>();

/**
 * The knex dialect with two changes. Before a query it tells the connection whose rows may be seen (the settings `luneo.brand`,
 * `luneo.owner` and `luneo.mode` that the policies read), when that is not what it shows already; inside a transaction for that
 * transaction only. And its errors hold no values of rows, for they end in logs.
 */
export class PostgresClient extends ClientPostgres {
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
      const isLost = isConnectionLost(error);
      // The pool must not lend it in the moment before its socket is seen to be closed.
      if (isLost) Object.assign(connection, { __knex__disposed: error });
      throw withoutValues(error, { isLost });
    }
  }
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
