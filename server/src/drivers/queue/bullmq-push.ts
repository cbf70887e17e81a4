import { Queue as BullQueue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { isRedisReady } from '../redis.js';
import type { JobRow } from './job-row.js';
import type { JobName } from './queue.js';

export type Pushed = Pick<JobRow, 'id' | 'name' | 'run_at'>;

const COMMAND_MS = 5_000;
const CONNECT_MS = 1_000;
const MAX_BATCH = 500;

/** The queue of BullMQ for one kind of job; each has its own, so that a worker takes only what it can do. */
export const bullName = (name: JobName): string => name.replaceAll(':', '-');
export const bullPrefix = (prefix: string): string => `${prefix}:jobs`;

/** Tells Redis which rows are to be worked on. Twice is once: the row's id is the job's id. */
export class BullPush {
  readonly #connection: Redis;
  readonly #prefix: string;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #queues = new Map<JobName, BullQueue>();
  #waiting: Pushed[] = [];
  #isScheduled = false;

  constructor(redis: Redis, prefix: string, log: Logger, now: () => number) {
    this.#connection = redis.duplicate({ keyPrefix: '', commandTimeout: COMMAND_MS });
    this.#connection.on('error', () => {}); // The application's connection says it for all.
    this.#prefix = prefix;
    this.#log = log;
    this.#now = now;
  }

  /** Pushes soon, together with whatever else is committed meanwhile. What fails is found in the table by a worker. */
  later(row: Pushed): void {
    this.#waiting.push(row);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      const rows = this.#waiting;
      this.#waiting = [];
      this.#isScheduled = false;
      this.push(rows).catch((error: unknown) => this.#log.debug({ err: error, jobs: rows.length }, 'jobs wait in the table'));
    });
  }

  /** Resolves when Redis has all of them; throws at once while it is away. */
  async push(rows: readonly Pushed[]): Promise<void> {
    await this.#isThere();
    const byName = new Map<JobName, Pushed[]>();
    for (const row of rows) {
      const some = byName.get(row.name);
      if (some) some.push(row);
      else byName.set(row.name, [row]);
    }
    await Promise.all([...byName].map(([name, some]) => this.#pushSome(name, some)));
  }

  async #pushSome(name: JobName, rows: readonly Pushed[]): Promise<void> {
    let before: Promise<unknown> = Promise.resolve();
    for (let from = 0; from < rows.length; from += MAX_BATCH) {
      // While Redis takes one batch the next one is made ready.
      const batch = this.#addBulk(name, rows.slice(from, from + MAX_BATCH));
      batch.catch(() => {}); // Said when it is awaited.
      await before;
      before = batch;
    }
    await before;
  }

  #addBulk(name: JobName, rows: readonly Pushed[]): Promise<unknown> {
    const now = this.#now();
    const jobs = rows.map(({ id, run_at }) => {
      const delay = Date.parse(run_at) - now;
      return { name, data: null, opts: delay > 0 ? { jobId: id, delay } : { jobId: id } };
    });
    return this.#queue(name).addBulk(jobs);
  }

  #queue(name: JobName): BullQueue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new BullQueue(bullName(name), {
      connection: this.#connection,
      prefix: bullPrefix(this.#prefix),
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      streams: { events: { maxLen: 100 } },
      skipWaitingForReady: true,
    });
    queue.on('error', (error) => this.#log.debug({ err: error }, 'BullMQ'));
    this.#queues.set(name, queue);
    return queue;
  }

  /** Whether this Redis has never heard of us, or has forgotten. */
  async isNew(): Promise<boolean> {
    return (await this.#connection.set(`${bullPrefix(this.#prefix)}:known`, '1', 'NX')) === 'OK';
  }

  /** Of all workers one gets it for so long. */
  async claimRelay(ms: number): Promise<boolean> {
    return (await this.#connection.set(`${bullPrefix(this.#prefix)}:relay`, '1', 'PX', ms, 'NX')) === 'OK';
  }

  async check(): Promise<void> {
    await this.#isThere();
    await this.#connection.ping();
  }

  /** A connection that is just being made is waited for; one that was lost is not. */
  async #isThere(): Promise<void> {
    const isStarting = /^(connecting|connect)$/.test(this.#connection.status);
    if (isStarting) await isRedisReady(this.#connection, CONNECT_MS);
    if (this.#connection.status !== 'ready') throw new Error('Redis is away');
  }

  /** Whenever Redis is back. Returns what ends it. */
  onReady(listener: () => void): () => void {
    this.#connection.on('ready', listener);
    return () => this.#connection.off('ready', listener);
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#queues.values()].map((queue) => queue.close()));
    this.#connection.disconnect();
  }
}
