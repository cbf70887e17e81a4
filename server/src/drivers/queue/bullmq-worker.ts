import { DelayedError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { newId } from '../../id.js';
import { openWaitingRedis } from '../redis.js';
import { settleDeaths, uncountedDeaths, type BullJob } from './bullmq-deaths.js';
import { bullName, bullPrefix, type BullPush } from './bullmq-push.js';
import { BullRelay } from './bullmq-relay.js';
import { BullRows } from './bullmq-rows.js';
import { Try } from './bullmq-try.js';
import { isFinal, reasonOf, type QueueSettings } from './job-row.js';
import type { DeadHandlers, JobHandlers, JobName, Jobs } from './queue.js';

export interface BullParts {
  db: Knex;
  redis: Redis;
  prefix: string;
  log: Logger;
  settings: QueueSettings;
  push: BullPush;
}

/** How a try ended: with an outcome in the row, without one, or with a wait in ms before the next try. */
type End = 'settled' | 'unsettled' | number;

/** Nobody waits less for a row that somebody else has. */
const MIN_WAIT_MS = 20;
const CLOSE_MS = 2_000;
/** A job that is done sooner is never written down as running: most are, and the lease would be half of the work. */
const LEASE_AFTER_MS = 20;
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
  readonly #rows: BullRows;
  readonly #running = new Map<string, Try>();
  readonly #connection: Redis;
  readonly #relay: BullRelay;
  #workers: Worker[] = [];
  #beat: NodeJS.Timeout | undefined;

  constructor(parts: BullParts, handlers: JobHandlers, dead: DeadHandlers, concurrency: number) {
    const { db, redis, log, settings, push } = parts;
    this.#parts = parts;
    this.#handlers = handlers;
    this.#dead = dead;
    this.#concurrency = concurrency;
    this.#rows = new BullRows(db, settings, newId('wrk'));
    this.#connection = openWaitingRedis(redis, log, { keyPrefix: '' });
    this.#relay = new BullRelay(db, log, settings, push);
  }

  async start(): Promise<void> {
    const { leaseMs, beatMs } = this.#parts.settings;
    this.#beat = setInterval(() => void this.#heartbeat(), beatMs);
    this.#workers = (Object.keys(this.#handlers) as JobName[]).map((name) => {
      const worker = new Worker(bullName(name), (job: BullJob, token) => this.#process(job, token!), {
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
    for (const current of this.#running.values()) await this.#giveBack(current);
    await within(closed, CLOSE_MS);
    clearInterval(this.#beat);
    this.#connection.disconnect();
  }

  async #giveBack(current: Try): Promise<void> {
    // A lease that is being written would come after the row was given back.
    await current.leased();
    current.abort(new Error('the worker stops'));
    const change = { status: 'queued', run_at: this.#rows.now(), attempts: current.row.attempts - 1, worker: null } as const;
    await this.#rows
      .change(current, change)
      .catch((error: unknown) => this.#parts.log.warn({ err: error, job: current.id }, 'cannot give back'));
    current.giveBack();
  }

  async #process(job: BullJob, token: string): Promise<void> {
    const id = job.id!;
    const row = this.#running.has(id) ? undefined : await this.#rows.due(id);
    // Redis thought us dead while we were asleep: the first try goes on, and nobody has two at once.
    const isHere = this.#running.has(id);
    if (!row || isHere) return this.#notTaken(job, token, isHere);
    const deaths = row.status === 'running' ? 0 : uncountedDeaths(job, row.attempts);
    const current = new Try(row, row.attempts + deaths + 1);
    this.#running.set(id, current);
    try {
      const isTaken = await this.#take(job, current, row.status === 'running' || deaths > 0);
      const end = isTaken ? await current.outcome(this.#run(current)) : 'unsettled';
      if (end === 'given back') {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (end === 'unsettled') return await this.#notTaken(job, token, false);
      if (end !== 'settled') await delay(job, token, end);
    } finally {
      this.#running.delete(id);
    }
  }

  /** Without a lease at first where BullMQ's lock will do; resolves to whether the try may begin. */
  async #take(job: BullJob, current: Try, isLeased: boolean): Promise<boolean> {
    if (isLeased) return (current.isLeased = await this.#rows.take(current));
    await settleDeaths(job, current.seen);
    current.leaseAfter(LEASE_AFTER_MS, () => this.#lease(current));
    return true;
  }

  /** The row says from now on that the job is ours; when it is somebody else's, this try ends. */
  async #lease(current: Try): Promise<void> {
    try {
      current.isLeased = await this.#rows.take(current);
      if (!current.isLeased) current.abort(new Error('another worker has the job'));
    } catch (error) {
      this.#parts.log.warn({ err: error, job: current.id }, 'cannot note the lease');
    }
  }

  /** The job ends here when the row is settled or gone; otherwise it comes again when the row is free. */
  async #notTaken(job: BullJob, token: string, isHere: boolean): Promise<void> {
    const row = await this.#rows.state(job.id!);
    if (!row || row.status === 'done' || row.status === 'dead') return;
    // The try that BullMQ took for dead goes on, or has counted itself in the row.
    if (isHere || row.status === 'running') await settleDeaths(job, row.attempts);
    await delay(job, token, Math.max(Date.parse(row.run_at) - this.#parts.settings.now(), MIN_WAIT_MS));
  }

  async #run(current: Try): Promise<End> {
    const { settings, log } = this.#parts;
    const { row } = current;
    if (current.isAborted) return 'unsettled';
    try {
      if (row.attempts > settings.maxAttempts(row.name)) return await this.#bury(current, row.error ?? 'its workers died');
      await this.#handle(current, row.name);
      // One that was told to stop: what it leaves behind is not done, and the row may be waiting for somebody else again.
      if (!(await current.decide())) return 'unsettled';
      return (await this.#rows.end(row.id)) ? 'settled' : 'unsettled';
    } catch (error) {
      if (current.isAborted) return 'unsettled';
      return this.#failed(current, error).catch((cause: unknown) => {
        const about = { job: row.id, name: row.name, attempt: row.attempts };
        log.error({ ...about, err: cause }, 'cannot record the failure; the lease will end');
        return 'unsettled' as const;
      });
    }
  }

  async #handle<N extends JobName>(current: Try, name: N): Promise<void> {
    await this.#handlers[name]!(JSON.parse(current.row.payload) as Jobs[N], current);
  }

  async #failed(current: Try, error: unknown): Promise<End> {
    const { maxAttempts, backoffMs } = this.#parts.settings;
    const { attempts, name } = current.row;
    if (attempts >= maxAttempts(name) || isFinal(error)) return this.#bury(current, reasonOf(error));
    const wait = backoffMs(attempts);
    const change = { status: 'queued', attempts, run_at: this.#rows.now(wait), error: reasonOf(error), worker: null } as const;
    const isOurs = (await current.decide()) && (await this.#rows.change(current, change));
    return isOurs ? wait : 'unsettled';
  }

  /** The dead handler comes first: should we die meanwhile, somebody else will bury the job. */
  async #bury(current: Try, reason: string): Promise<End> {
    const { id, name, payload, attempts } = current.row;
    await this.#dead[name]?.(JSON.parse(payload) as never, reason);
    const change = { status: 'dead', attempts, error: reason, finished_at: this.#rows.now() } as const;
    const isOurs = (await current.decide()) && (await this.#rows.change(current, change));
    if (isOurs) this.#parts.log.error({ job: id, name, reason }, 'job given up');
    return isOurs ? 'settled' : 'unsettled';
  }

  async #heartbeat(): Promise<void> {
    const held = [...this.#running.values()].filter(({ isHeld }) => isHeld);
    if (held.length === 0) return;
    try {
      const kept = await this.#rows.renew(held.map(({ id }) => id));
      for (const current of held) if (!kept.has(current.id) && current.isHeld) current.abort(new Error('another worker has the job'));
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'cannot renew the leases');
    }
  }
}

async function delay(job: BullJob, token: string, ms: number): Promise<never> {
  await job.moveToDelayed(Date.now() + ms, token);
  throw new DelayedError();
}

async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([promise, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
