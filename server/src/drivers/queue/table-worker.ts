import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { newId } from '../../id.js';
import { asSystem, hasTenancy } from '../database/tenancy.js';
import { isFinal, iso, reasonOf, type JobRow, type QueueSettings } from './job-row.js';
import type { DeadHandlers, JobHandlers, JobName, Jobs } from './queue.js';

interface Running {
  row: JobRow;
  abort: AbortController;
  done: Promise<void>;
}

/** Takes jobs from the table and runs them. One job has one worker: whoever changes its row first. */
export class Worker {
  readonly #db: Knex;
  readonly #log: Logger;
  readonly #settings: QueueSettings;
  readonly #handlers: JobHandlers;
  readonly #dead: DeadHandlers;
  readonly #concurrency: number;
  readonly #id = newId('wrk');
  readonly #running = new Map<string, Running>();
  #timer: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout;
  #looking: Promise<void> | null = null;
  #again = false;
  #stopping = false;

  constructor(db: Knex, log: Logger, settings: QueueSettings, handlers: JobHandlers, dead: DeadHandlers, concurrency: number) {
    this.#db = db;
    this.#log = log;
    this.#settings = settings;
    this.#handlers = handlers;
    this.#dead = dead;
    this.#concurrency = concurrency;
    this.#beat = setInterval(() => void asSystem(db, () => this.#heartbeat()), settings.beatMs);
  }

  /** Looks for work now, then every `pollMs`. */
  wake(): void {
    if (this.#stopping) return;
    clearTimeout(this.#timer);
    this.#again = true;
    this.#looking ??= asSystem(this.#db, () => this.#look()).finally(() => {
      this.#looking = null;
      if (!this.#stopping) this.#timer = setTimeout(() => this.wake(), this.#settings.pollMs);
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    await this.#looking;
    const ended = Promise.all([...this.#running.values()].map((job) => job.done));
    let grace: NodeJS.Timeout | undefined;
    await Promise.race([ended, new Promise<void>((resolve) => (grace = setTimeout(resolve, this.#settings.graceMs)))]);
    clearTimeout(grace);
    for (const { row, abort } of this.#running.values()) {
      abort.abort(new Error('the worker stops'));
      await this.#update(row, { status: 'queued', run_at: this.#now(), attempts: row.attempts - 1, worker: null });
    }
    clearInterval(this.#beat);
  }

  async #look(): Promise<void> {
    try {
      while (this.#again && !this.#stopping && this.#running.size < this.#concurrency) {
        this.#again = false;
        if (hasTenancy(this.#db)) await this.#takeDue();
        else for (const row of await this.#due()) await this.#take(row);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'cannot look for jobs');
    }
  }

  /**
   * Never what runs here already, though its lease is over, as after a sleep of the whole machine, or though somebody else
   * had it meanwhile: no worker has two tries of one job.
   */
  #due(): Knex.QueryBuilder<JobRow, JobRow[]> {
    return this.#db<JobRow>('jobs')
      .whereIn('status', ['queued', 'running'])
      .where('run_at', '<=', this.#now())
      .whereNotIn('id', [...this.#running.keys()])
      .whereIn('name', Object.keys(this.#handlers) as JobName[])
      .orderBy('run_at')
      .limit(this.#concurrency - this.#running.size);
  }

  /** Takes a job that is still as it was seen: of several workers one succeeds. */
  async #take(seen: JobRow): Promise<void> {
    const row: JobRow = { ...seen, status: 'running', worker: this.#id, attempts: seen.attempts + 1, run_at: this.#lease() };
    const { id, status, run_at, attempts } = seen;
    const change = { status: row.status, worker: row.worker, attempts: row.attempts, run_at: row.run_at };
    const taken = await this.#db<JobRow>('jobs').where({ id, status, run_at, attempts }).update(change);
    if (taken === 1) this.#begin(row);
  }

  /** PostgreSQL takes all that is due in one statement, and passes over what another worker is taking. */
  async #takeDue(): Promise<void> {
    const due = this.#due().forUpdate().skipLocked().select('id');
    const change = { status: 'running', worker: this.#id, run_at: this.#lease(), attempts: this.#db.raw('attempts + 1') } as const;
    const rows: JobRow[] = await this.#db<JobRow>('jobs').whereIn('id', due).update(change).returning('*');
    for (const row of rows) this.#begin(row);
  }

  #begin(row: JobRow): void {
    const { id } = row;
    this.#again = true;
    const abort = new AbortController();
    const done = this.#run(row, abort.signal).finally(() => {
      this.#running.delete(id);
      this.wake();
    });
    this.#running.set(id, { row, abort, done });
  }

  async #run(row: JobRow, signal: AbortSignal): Promise<void> {
    const log = this.#log.child({ job: row.id, name: row.name, attempt: row.attempts });
    try {
      if (row.attempts > this.#settings.maxAttempts(row.name)) return await this.#bury(row, row.error ?? 'its workers died');
      await this.#handle(row, signal);
      await this.#update(row, { status: 'done', error: null, finished_at: this.#now() });
    } catch (error) {
      if (signal.aborted) return;
      await this.#failed(row, error).catch((cause: unknown) => log.error({ err: cause }, 'cannot record the failure; the lease will end'));
    }
  }

  async #handle<N extends JobName>(row: JobRow & { name: N }, signal: AbortSignal): Promise<void> {
    await this.#handlers[row.name]!(JSON.parse(row.payload) as Jobs[N], { attempt: row.attempts, signal });
  }

  async #failed(row: JobRow, error: unknown): Promise<void> {
    const reason = reasonOf(error);
    if (row.attempts >= this.#settings.maxAttempts(row.name) || isFinal(error)) return this.#bury(row, reason);
    const runAt = this.#now(this.#settings.backoffMs(row.attempts));
    await this.#update(row, { status: 'queued', run_at: runAt, error: reason, worker: null });
  }

  /** The dead handler comes first: should we die meanwhile, somebody else will bury the job. */
  async #bury<N extends JobName>(row: JobRow & { name: N }, reason: string): Promise<void> {
    await this.#dead[row.name]?.(JSON.parse(row.payload) as Jobs[N], reason);
    await this.#update(row, { status: 'dead', error: reason, finished_at: this.#now() });
    this.#log.error({ job: row.id, name: row.name, reason }, 'job given up');
  }

  async #heartbeat(): Promise<void> {
    for (const { row, abort } of this.#running.values()) {
      try {
        const kept = await this.#update(row, { run_at: this.#lease() });
        if (!kept && this.#running.has(row.id)) abort.abort(new Error('another worker has the job'));
      } catch (error) {
        this.#log.warn({ err: error, job: row.id }, 'cannot renew the lease');
      }
    }
  }

  /** Changes a job that is still this worker's; resolves to whether it was. */
  async #update({ id }: JobRow, change: Partial<JobRow>): Promise<boolean> {
    const own = (): Promise<number> => this.#db<JobRow>('jobs').where({ id, worker: this.#id, status: 'running' }).update(change);
    return (await asSystem(this.#db, own)) === 1;
  }

  #lease(): string {
    return this.#now(this.#settings.leaseMs);
  }

  /** ISO 8601, `ahead` ms from now. */
  #now(ahead = 0): string {
    return iso(this.#settings.now() + ahead);
  }
}
