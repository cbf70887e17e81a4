import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { BullPush } from './bullmq-push.js';
import { BullWorker } from './bullmq-worker.js';
import { afterCommit, DEFAULTS, insertJob, type QueueSettings } from './job-row.js';
import type { Queue } from './queue.js';

/** Work is brought by Redis; the table is looked at for what Redis was not told or has forgotten. */
const POLL_MS = 5_000;

/**
 * BullMQ on Redis brings the jobs to the workers, the `jobs` table keeps them: `add` writes the row in the caller's transaction, and
 * after the commit its id goes to Redis. Nothing but ids, names and counts is in Redis, so losing it loses nothing: workers push again
 * what it does not know. `redis` is the application's connection; the queue makes its own ones beside it and keeps all
 * its keys under `prefix`.
 */
export function createBullQueue(db: Knex, redis: Redis, prefix: string, log: Logger, options: Partial<QueueSettings> = {}): Queue {
  const settings: QueueSettings = { ...DEFAULTS, pollMs: POLL_MS, ...options };
  const push = new BullPush(redis, prefix, log, settings.now);
  return {
    add: async (tx, name, payload, how = {}) => {
      const row = await insertJob(tx, settings.now(), name, payload, how);
      if (row) afterCommit(tx, () => push.later(row));
    },
    work: async (handlers, { concurrency = 4, dead = {} } = {}) => {
      const worker = new BullWorker({ db, redis, prefix, log, settings, push }, handlers, dead, concurrency);
      await worker.start();
      return { stop: () => worker.stop() };
    },
    check: () => push.check(),
    close: () => push.close(),
  };
}
