import type { Knex } from 'knex';
import { changeRows } from '../database/change-row.js';
import { allRows } from '../database/first-row.js';
import { asSystem, hasTenancy } from '../database/tenancy.js';
import { Batch } from './batch.js';
import { iso, type JobRow, type QueueSettings } from './job-row.js';

/** What a worker has to know of a job before it runs it. */
export type DueRow = Pick<JobRow, 'id' | 'name' | 'payload' | 'attempts' | 'error' | 'status'>;

/** A try that is to have a lease: the row said `seen` tries, and this is number `attempt`. */
export interface Take {
  id: string;
  seen: number;
  attempt: number;
}

/** Not by the index of states, which would lead SQLite through the whole backlog. */
const DUE = `coalesce(jobs.status, '') in ('queued', 'running') and jobs.run_at <= ?`;

/** What differs between the databases: how many values come in one binding. */
const MANY = {
  sqlite: {
    ids: 'id in (select value from json_each(?))',
    takes: "(select value ->> 'id' as id, value ->> 'seen' as seen, value ->> 'attempt' as attempt from json_each(?)) as takes",
  },
  postgres: {
    ids: 'id in (select json_array_elements_text(?::json))',
    takes: 'json_to_recordset(?::json) as takes(id text, seen int, attempt int)',
  },
};

/** The rows of jobs as one worker of BullMQ reads and changes them. What many tries ask for at once is one statement. */
export class BullRows {
  readonly #db: Knex;
  readonly #settings: QueueSettings;
  readonly #worker: string;
  readonly #looks = new Batch<string, DueRow | undefined>((ids) => this.#asSystem(() => this.#lookAtAll(ids)));
  readonly #takes = new Batch<Take, boolean>((takes) => this.#asSystem(() => this.#takeAll(takes)));
  readonly #ends = new Batch<string, boolean>((ids) => this.#asSystem(() => this.#endAll(ids)), { turns: 2 });

  constructor(db: Knex, settings: QueueSettings, worker: string) {
    this.#db = db;
    this.#settings = settings;
    this.#worker = worker;
  }

  /** What may be run now: a row that waits, or one whose worker has let its lease end, which has to be taken first. */
  due(id: string): Promise<DueRow | undefined> {
    return this.#looks.call(id);
  }

  /** The row says from now on that the job is this worker's; resolves to whether it is still due and as it was seen. */
  take(take: Take): Promise<boolean> {
    return this.#takes.call(take);
  }

  /** The job is done; resolves to whether nobody else has it. */
  end(id: string): Promise<boolean> {
    return this.#ends.call(id);
  }

  /** Changes a job that is still this worker's, or waits as this try has seen it; resolves to whether it was. */
  async change({ id, seen }: { id: string; seen: number }, change: Partial<JobRow>): Promise<boolean> {
    const ours = `(status = 'running' and worker = ? or status = 'queued' and attempts = ?)`;
    const changed = await this.#asSystem(() => this.#db<JobRow>('jobs').where({ id }).whereRaw(ours, [this.#worker, seen]).update(change));
    return changed === 1;
  }

  /** Renews the leases of these jobs; resolves to the ones that are still this worker's. */
  async renew(ids: string[]): Promise<Set<string>> {
    const mine = { worker: this.#worker, status: 'running' } as const;
    const renewed: Pick<JobRow, 'id'>[] = await this.#asSystem(() =>
      this.#db<JobRow>('jobs').where(mine).whereIn('id', ids).update({ run_at: this.#lease() }).returning('id'),
    );
    return new Set(renewed.map(({ id }) => id));
  }

  state(id: string): Promise<Pick<JobRow, 'status' | 'run_at' | 'attempts'> | undefined> {
    return this.#asSystem(() => this.#db<JobRow>('jobs').where({ id }).first('status', 'run_at', 'attempts'));
  }

  /** ISO 8601, `ahead` ms from now. */
  now(ahead = 0): string {
    return iso(this.#settings.now() + ahead);
  }

  #lease(): string {
    return this.now(this.#settings.leaseMs);
  }

  async #lookAtAll(ids: string[]): Promise<(id: string) => DueRow | undefined> {
    const sql = `select id, name, payload, attempts, error, status from jobs where ${this.#many.ids} and ${DUE}`;
    const rows = await allRows<DueRow>(this.#db, sql, [JSON.stringify(ids), this.now()]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return (id) => byId.get(id);
  }

  async #takeAll(takes: Take[]): Promise<(take: Take) => boolean> {
    const sql = `update jobs set status = 'running', worker = ?, attempts = takes.attempt, run_at = ?
      from ${this.#many.takes} where jobs.id = takes.id and jobs.attempts = takes.seen and ${DUE} returning jobs.id`;
    const taken = await this.#change(sql, [
      this.#worker,
      this.#lease(),
      JSON.stringify(takes.map(({ id, seen, attempt }) => ({ id, seen, attempt }))),
      this.now(),
    ]);
    return ({ id }) => taken.has(id);
  }

  /** A try without a lease is counted when it ends. */
  async #endAll(ids: string[]): Promise<(id: string) => boolean> {
    const sql = `update jobs set status = 'done', error = null, finished_at = ?,
      attempts = attempts + case when status = 'queued' then 1 else 0 end
      where ${this.#many.ids} and (coalesce(status, '') = 'running' and worker = ? or coalesce(status, '') = 'queued') returning id`;
    const ended = await this.#change(sql, [this.now(), JSON.stringify(ids), this.#worker]);
    return (id) => ended.has(id);
  }

  get #many(): (typeof MANY)['sqlite'] {
    return hasTenancy(this.#db) ? MANY.postgres : MANY.sqlite;
  }

  /** The ids that an `update … returning id` has changed. */
  async #change(sql: string, bindings: string[]): Promise<Set<string>> {
    const rows = await changeRows<{ id: string }>(this.#db, { sql, bindings });
    return new Set(rows.map(({ id }) => id));
  }

  /** Brands are the handlers' business. */
  async #asSystem<T>(work: () => PromiseLike<T>): Promise<T> {
    return asSystem(this.#db, work);
  }
}
