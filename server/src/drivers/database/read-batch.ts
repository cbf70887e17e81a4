import type { Sql } from './change-row.js';
import { isDatabaseGone } from './postgres-errors.js';
import type { DatabaseRow } from './round-trip.js';

/** A query and the settings that say whose rows it may see. */
interface Read {
  settings: Sql;
  query: Sql;
  resolve: (row: DatabaseRow | undefined) => void;
  reject: (error: unknown) => void;
}

/** More than these go in two messages: a long one would keep the first waiting for the last. */
const MAX_READS = 32;

/**
 * Reads that begin in the same turn of the event loop go to the database in one message: most of what a small query costs is waking
 * up and writing to a socket, so the more there is to do, the cheaper each of it gets. Each takes its settings along, where the one before it has others; nobody waits for
 * others to come.
 */
export class ReadBatch {
  readonly #run: (statements: Sql[]) => Promise<DatabaseRow[][]>;
  #waiting: Read[] = [];

  /** `run` carries statements out in their order, in one transaction, and resolves to the rows of each. */
  constructor(run: (statements: Sql[]) => Promise<DatabaseRow[][]>) {
    this.#run = run;
  }

  /** The first row of `query`. */
  first(settings: Sql, query: Sql): Promise<DatabaseRow | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#send());
      this.#waiting.push({ settings, query, resolve, reject });
    });
  }

  #send(): void {
    const reads = this.#waiting;
    this.#waiting = [];
    for (let i = 0; i < reads.length; i += MAX_READS) void this.#answer(reads.slice(i, i + MAX_READS));
  }

  async #answer(reads: Read[]): Promise<void> {
    const statements: Sql[] = [];
    const places = reads.map(({ settings, query }, i) => {
      if (!isSame(reads[i - 1]?.settings, settings)) statements.push(settings);
      return statements.push(query) - 1;
    });
    try {
      const rows = await this.#run(statements);
      reads.forEach(({ resolve }, i) => resolve(rows[places[i]!]![0]));
    } catch (error) {
      if (reads.length === 1 || isDatabaseGone(error)) reads.forEach(({ reject }) => reject(error));
      // One of them cannot be carried out, which is no matter of the others.
      else for (const read of reads) void this.#answer([read]);
    }
  }
}

/** Settings hold until the end of the message. */
const isSame = (a: Sql | undefined, b: Sql): boolean => a !== undefined && a.bindings.every((value, i) => value === b.bindings[i]);
