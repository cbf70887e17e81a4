import { DelayedError, WaitingError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { newId } from '../../id.js';
import { changeRows } from '../database/change-row.js';
import { firstRow } from '../database/first-row.js';
import { asSystem, hasTenancy } from '../database/tenancy.js';
import { openWaitingRedis } from '../redis.js';
import { Batch } from './batch.js';
import { bullName, bullPrefix, type BullPush } from './bullmq-push.js';
import { BullRelay } from './bullmq-relay.js';
import { isFinal, iso, reasonOf, type JobRow, type QueueSettings } from './job-row.js';
import type { DeadHandlers, JobHandlers, JobName, Jobs } from './queue.js';

const ONE_DUE = `select id, name, payload, attempts, error, status from jobs
  where id = ? and coalesce(status, '') in ('queued', 'running') and run_at <= ?`;
/** Nobody else has taken it. Not by the index of states, which would lead SQLite through the whole backlog. */
const OURS = `(coalesce(status, '') = 'running' and worker = ? or coalesce(status, '') = 'queued')`;

export interface BullParts {
  db: Knex;
  redis: Redis;
  prefix: string;
  log: Logger;
  settings: QueueSettings;
  push: BullPush;
}

interface Running {
  row: JobRow;
  abort: AbortController;
  giveBack: () => void;
  /** Whether the row says that the job is ours. */
  isLeased: boolean;
}

/** Nobody waits less for a row that somebody else has. */
const MIN_WAIT_MS = 20;
const CLOSE_MS = 2_000;
/** A job that is done sooner is never written down as running: most are, and the lease would be half of the work. */
const LEASE_AFTER_MS = 20;
/** What ends within so long of each other is written together. */
const END_AFTER_MS = 2;
/** Deaths of workers are counted in the row. */
const NEVER = 1_000_000;

/**
 * Runs what BullMQ brings. BullMQ says when to look at a job, the row says whether. A job that lasts is taken by changing its row,
 * under a lease; until then BullMQ's own lock keeps others away. The row says done before Redis forgets the job, so that a crash at
 * any point repeats at most one try.
 */
export class BullWorker {
  readonly #parts: BullParts;
  readonly #handlers: JobHandlers;
  readonly #dead: DeadHandlers;
  readonly #concurrency: number;
  readonly #id = newId('wrk');
  readonly #running = new Map<string, Running>();
  readonly #connection: Redis;
  readonly #relay: BullRelay;
  readonly #looks = new Batch<string, JobRow | undefined>((ids) => this.#asSystem(() => this.#lookAtAll(ids)));
  readonly #takes = new Batch<string, JobRow | undefined>((ids) => this.#asSystem(() => this.#takeAll(ids)));
  readonly #ends = new Batch<string, boolean>((ids) => this.#asSystem(() => this.#endAll(ids)), { waitMs: END_AFTER_MS });
  readonly #leases = new Set<Promise<void>>();
  #isGivingBack = false;
  #workers: Worker[] = [];
  #beat: NodeJS.Timeout | undefined;

  constructor(parts: BullParts, handlers: JobHandlers, dead: DeadHandlers, concurrency: number) {
    this.#parts = parts;
    this.#handlers = handlers;
    this.#dead = dead;
    this.#concurrency = concurrency;
    this.#connection = openWaitingRedis(parts.redis, parts.log, { keyPrefix: '' });
    this.#relay = new BullRelay(parts.db, parts.log, parts.settings, parts.push);
  }

  async start(): Promise<void> {
    const { leaseMs, beatMs } = this.#parts.settings;
    this.#beat = setInterval(() => void this.#asSystem(() => this.#heartbeat()), beatMs);
    this.#workers = (Object.keys(this.#handlers) as JobName[]).map((name) => {
      const worker = new Worker(bullName(name), (job, token) => this.#process(job, token!), {
        connection: this.#connection,
        prefix: bullPrefix(this.#parts.prefix),
        concurrency: this.#concurrency,
        lockDuration: leaseMs,
        stalledInterval: leaseMs,
        maxStalledCount: NEVER,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      });
      worker.on('error', (error) => this.#parts.log.debug({ err: error, name }, 'BullMQ'));
      return worker;
    });
    this.#relay.start();
  }

  async stop(): Promise<void> {
    await this.#relay.stop();
    const closed = Promise.allSettled(this.#workers.map((worker) => worker.close()));
    await within(closed, this.#parts.settings.graceMs);
    // A lease that is being written would come after the row was given back.
    this.#isGivingBack = true;
    await Promise.all(this.#leases);
    for (const { row, abort, giveBack } of this.#running.values()) {
      abort.abort(new Error('the worker stops'));
      const change = { status: 'queued', run_at: this.#now(), attempts: row.attempts - 1, worker: null } as const;
      await this.#update(row, change).catch((error: unknown) => this.#parts.log.warn({ err: error, job: row.id }, 'cannot give back'));
      giveBack();
    }
    await within(closed, CLOSE_MS);
    clearInterval(this.#beat);
    this.#connection.disconnect();
  }

  async #process(job: Job, token: string): Promise<void> {
    const id = job.id!;
    // Redis thought us dead while we were asleep: the first try goes on, and nobody has two at once.
    const seen = this.#running.has(id) ? undefined : await this.#look(id);
    const row = seen?.status === 'running' ? await this.#takes.call(id) : seen;
    if (!row) return this.#notTaken(job, token);
    const isLeased = seen!.status === 'running';
    // Tries that ended with the death of their worker before they had a lease are known to BullMQ alone.
    if (!isLeased) row.attempts += 1 + job.stalledCounter;
    const abort = new AbortController();
    const givenBack = new Promise<'given back'>((resolve) => {
      this.#running.set(id, { row, abort, isLeased, giveBack: () => resolve('given back') });
    });
    const leasing = isLeased ? undefined : setTimeout(() => this.#leaseNow(id), LEASE_AFTER_MS);
    try {
      const end = await Promise.race([this.#run(row, abort.signal), givenBack]);
      if (end === 'given back') {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (end === 'unsettled') return await this.#notTaken(job, token);
      if (end !== 'settled') await delay(job, token, end);
    } finally {
      clearTimeout(leasing);
      this.#running.delete(id);
    }
  }

  #leaseNow(id: string): void {
    if (this.#isGivingBack) return;
    const lease = this.#lease(id).finally(() => this.#leases.delete(lease));
    this.#leases.add(lease);
  }

  /** The row says from now on that the job is ours; when it is somebody else's, this try ends. */
  async #lease(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (!running) return;
    try {
      const isOurs = (await this.#takes.call(id)) !== undefined;
      running.isLeased = isOurs;
      if (!isOurs && this.#running.has(id)) running.abort.abort(new Error('another worker has the job'));
    } catch (error) {
      this.#parts.log.warn({ err: error, job: id }, 'cannot note the lease');
    }
  }

  /** The job ends here when the row is settled or gone; otherwise it comes again when the row is free. */
  async #notTaken(job: Job, token: string): Promise<void> {
    const row = await this.#asSystem(() => this.#parts.db<JobRow>('jobs').where({ id: job.id! }).first('status', 'run_at'));
    if (!row || row.status === 'done' || row.status === 'dead') return;
    await delay(job, token, Math.max(Date.parse(row.run_at) - this.#parts.settings.now(), MIN_WAIT_MS));
  }

  /** Resolves to how it ended, or to the wait before the next try. */
  async #run(row: JobRow, signal: AbortSignal): Promise<'settled' | 'unsettled' | number> {
    const { settings, log } = this.#parts;
    const about = { job: row.id, name: row.name, attempt: row.attempts };
    try {
      if (row.attempts > settings.maxAttempts(row.name)) return await this.#bury(row, row.error ?? 'its workers died');
      await this.#handle(row, signal);
      // It was told to stop: what it leaves behind is not done, and the row may be waiting for somebody else again.
      if (signal.aborted) return 'unsettled';
      if (!(await this.#ends.call(row.id))) return 'unsettled';
      return 'settled';
    } catch (error) {
      if (signal.aborted) return 'unsettled';
      return this.#failed(row, error).catch((cause: unknown) => {
        log.error({ ...about, err: cause }, 'cannot record the failure; the lease will end');
        return 'unsettled' as const;
      });
    }
  }

  async #handle<N extends JobName>(row: JobRow & { name: N }, signal: AbortSignal): Promise<void> {
    await this.#handlers[row.name]!(JSON.parse(row.payload) as Jobs[N], { attempt: row.attempts, signal });
  }

  async #failed(row: JobRow, error: unknown): Promise<'settled' | 'unsettled' | number> {
    const { maxAttempts, backoffMs } = this.#parts.settings;
    if (row.attempts >= maxAttempts(row.name) || isFinal(error)) return this.#bury(row, reasonOf(error));
    const wait = backoffMs(row.attempts);
    const { attempts } = row;
    const isOurs = await this.#update(row, { status: 'queued', attempts, run_at: this.#now(wait), error: reasonOf(error), worker: null });
    return isOurs ? wait : 'unsettled';
  }

  /** The dead handler comes first: should we die meanwhile, somebody else will bury the job. */
  async #bury<N extends JobName>(row: JobRow & { name: N }, reason: string): Promise<'settled' | 'unsettled'> {
    await this.#dead[row.name]?.(JSON.parse(row.payload) as Jobs[N], reason);
    const isOurs = await this.#update(row, { status: 'dead', attempts: row.attempts, error: reason, finished_at: this.#now() });
    this.#parts.log.error({ job: row.id, name: row.name, reason }, 'job given up');
    return isOurs ? 'settled' : 'unsettled';
  }

  /** What may be run now: a row that waits, or one whose worker has let its lease end, which has to be taken first. */
  #look(id: string): Promise<JobRow | undefined> {
    const { db } = this.#parts;
    // SQLite answers one sooner than many are put together.
    return hasTenancy(db) ? this.#looks.call(id) : firstRow<JobRow>(db, ONE_DUE, [id, this.#now()]);
  }

  async #lookAtAll(ids: string[]): Promise<(id: string) => JobRow | undefined> {
    const rows = (await this.#due(ids).select(['id', 'name', 'payload', 'attempts', 'error', 'status'])) as JobRow[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return (id) => byId.get(id);
  }

  async #takeAll(ids: string[]): Promise<(id: string) => JobRow | undefined> {
    const rows = (await this.#due(ids)
      .update({ status: 'running', worker: this.#id, attempts: this.#parts.db.raw('attempts + 1'), run_at: this.#now(this.#leaseMs) })
      .returning(['id', 'name', 'payload', 'attempts', 'error'])) as JobRow[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return (id) => byId.get(id);
  }

  #due(ids: string[]): Knex.QueryBuilder {
    return (
      this.#parts
        .db('jobs')
        .whereIn('id', ids)
        // Not by the index of states, which would lead SQLite through the whole backlog.
        .whereRaw("coalesce(status, '') in ('queued', 'running')")
        .where('run_at', '<=', this.#now())
    );
  }

  async #endAll(ids: string[]): Promise<(id: string) => boolean> {
    const ended = new Set((await this.#endRows(ids)).map(({ id }) => id));
    return (id) => ended.has(id);
  }

  async #endRows(ids: string[]): Promise<{ id: string }[]> {
    const { db } = this.#parts;
    const sql = (which: string): string =>
      `update jobs set status = 'done', error = null, finished_at = ? where ${which} and ${OURS} returning id`;
    if (!hasTenancy(db)) {
      const bindings = [this.#now(), JSON.stringify(ids), this.#id];
      return changeRows(db, { sql: sql('id in (select value from json_each(?))'), bindings }, () => []);
    }
    const { rows } = (await db.raw(sql('id = any(?)'), [this.#now(), ids, this.#id])) as { rows: { id: string }[] };
    return rows;
  }

  async #heartbeat(): Promise<void> {
    const running = [...this.#running.values()].filter(({ isLeased }) => isLeased);
    if (running.length === 0) return;
    try {
      const ids = running.map(({ row }) => row.id);
      const kept = (await this.#ours()
        .whereIn('id', ids)
        .update({ run_at: this.#now(this.#leaseMs) })
        .returning('id')) as Pick<JobRow, 'id'>[];
      const known = new Set(kept.map(({ id }) => id));
      for (const { row, abort } of running)
        if (!known.has(row.id) && this.#running.has(row.id)) abort.abort(new Error('another worker has the job'));
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'cannot renew the leases');
    }
  }

  /** Changes a job that is still this worker's; resolves to whether it was. */
  async #update({ id }: JobRow, change: Partial<JobRow>): Promise<boolean> {
    return (await this.#asSystem(() => this.#ours().where({ id }).update(change))) === 1;
  }

  /** Brands are the handlers' business. */
  async #asSystem<T>(work: () => PromiseLike<T>): Promise<T> {
    return asSystem(this.#parts.db, work);
  }

  /** Rows that nobody else has taken. */
  #ours(): Knex.QueryBuilder {
    return this.#parts.db('jobs').whereRaw(OURS, [this.#id]);
  }

  get #leaseMs(): number {
    return this.#parts.settings.leaseMs;
  }

  /** ISO 8601, `ahead` ms from now. */
  #now(ahead = 0): string {
    return iso(this.#parts.settings.now() + ahead);
  }
}

async function delay(job: Job, token: string, ms: number): Promise<never> {
  await job.moveToDelayed(Date.now() + ms, token);
  throw new DelayedError();
}

async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([promise, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
