import type { Client, Submittable } from 'pg';
import type { Sql } from './change-row.js';

/** The part of pg's connection that a query of one's own writes to. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: (string | null)[] }): void;
  describe(message: { type: 'P' | 'S' }): void;
  execute(): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}
interface Column {
  name: string;
  parse(text: string): unknown;
}
/** A statement that a connection has prepared. `columns` is null until the database has described them. */
interface Prepared {
  name: string;
  columns: readonly Column[] | null;
}
interface Prepareds {
  bySql: Map<string, Prepared>;
  /** Names of forgotten ones, to be closed with the next message. */
  forgotten: string[];
  /** Names are never used twice on a connection. */
  last: number;
}
export type DatabaseRow = Record<string, unknown>;

const MAX_PREPARED = 200;
const prepareds = new WeakMap<Client, Prepareds>();

function preparedOn(connection: Client): Prepareds {
  const known = prepareds.get(connection);
  if (known) return known;
  const made = { bySql: new Map<string, Prepared>(), forgotten: [], last: 0 };
  prepareds.set(connection, made);
  return made;
}

function forget({ bySql, forgotten }: Prepareds, statements: Iterable<string>): void {
  for (const sql of statements) {
    const name = bySql.get(sql)?.name;
    if (name) forgotten.push(name);
    bySql.delete(sql);
  }
}

/**
 * Sends several statements to PostgreSQL in one message and waits once; resolves to the rows of each. They are one transaction, unless
 * they begin or end one themselves: when one fails, those behind it are not carried out. Statements stay prepared on the
 * connection. This is node-postgres's interface for queries of one's own, without which each of these would be a wait of its own.
 */
export function roundTrip(connection: Client, statements: readonly Sql[]): Promise<DatabaseRow[][]> {
  return new Promise((resolve, reject) => {
    connection.query(new RoundTrip(connection, statements, resolve, reject) as unknown as Submittable);
  });
}

/** The schema has changed under a prepared statement, or somebody else has discarded it: it was not carried out, and works once more. */
export function isStale(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code === '26000' || (code === '0A000' && /cached plan/.test(message ?? ''));
}

/** Prepares everything anew on this connection. */
export function forgetPrepared(connection: Client): void {
  const all = preparedOn(connection);
  forget(all, [...all.bySql.keys()]);
}

class RoundTrip {
  readonly #connection: Client;
  readonly #statements: readonly Sql[];
  readonly #resolve: (rows: DatabaseRow[][]) => void;
  readonly #reject: (error: unknown) => void;
  readonly #sent: Prepared[] = [];
  readonly #first: string[] = [];
  readonly #rows: DatabaseRow[][] = [];
  #at = 0;
  #hasFailed = false;

  constructor(connection: Client, statements: readonly Sql[], resolve: (rows: DatabaseRow[][]) => void, reject: (error: unknown) => void) {
    this.#connection = connection;
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(wire: Wire): void {
    wire.stream.cork();
    for (const name of preparedOn(this.#connection).forgotten.splice(0)) wire.close({ type: 'S', name });
    for (const { sql, bindings } of this.#statements) {
      const prepared = this.#prepare(wire, sql);
      const values: (string | null)[] = [];
      for (let i = 0; i < bindings.length; i++) values.push(bindings[i] === null ? null : String(bindings[i]));
      wire.bind({ statement: prepared.name, values });
      if (!prepared.columns) wire.describe({ type: 'P' });
      wire.execute();
      this.#sent.push(prepared);
      this.#rows.push([]);
    }
    wire.sync();
    wire.stream.uncork();
  }

  #prepare(wire: Wire, sql: string): Prepared {
    const all = preparedOn(this.#connection);
    const known = all.bySql.get(sql);
    if (known) return known;
    if (all.bySql.size >= MAX_PREPARED) forget(all, [all.bySql.keys().next().value!]);
    const prepared = { name: `luneo_${++all.last}`, columns: null };
    all.bySql.set(sql, prepared);
    this.#first.push(sql);
    wire.parse({ name: prepared.name, text: numbered(sql) });
    return prepared;
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#sent[this.#at]!.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#connection.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const columns = this.#sent[this.#at]!.columns!;
    const row: DatabaseRow = {};
    for (let i = 0; i < columns.length; i++) {
      const text = fields[i];
      row[columns[i]!.name] = text === null || text === undefined ? null : columns[i]!.parse(text);
    }
    this.#rows[this.#at]!.push(row);
  }

  handleCommandComplete(): void {
    this.#sent[this.#at]!.columns ??= [];
    this.#at++;
  }

  handleError(error: unknown): void {
    this.#hasFailed = true;
    // What was to be prepared here may not have been.
    forget(preparedOn(this.#connection), this.#first);
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (!this.#hasFailed) this.#resolve(this.#rows);
  }
}

/** `?` → `$1`, `$2`, … */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => `$${++count}`);
}
