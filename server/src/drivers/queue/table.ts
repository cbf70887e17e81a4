import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { afterCommit, DEFAULTS, insertJob, type QueueSettings } from './job-row.js';
import type { Queue } from './queue.js';
import { Worker } from './table-worker.js';

/** The queue in the application's own database: work is enqueued by the transaction that makes it necessary. */
export function createTableQueue(db: Knex, log: Logger, options: Partial<QueueSettings> = {}): Queue {
  const settings: QueueSettings = { ...DEFAULTS, ...options };
  const workers = new Set<Worker>();
  return {
    add: async (tx, name, payload, how = {}) => {
      const row = await insertJob(tx, settings.now(), name, payload, how);
      if (row) afterCommit(tx, () => workers.forEach((worker) => worker.wake()));
    },
    work: async (handlers, { concurrency = 4, dead = {} } = {}) => {
      const worker = new Worker(db, log, settings, handlers, dead, concurrency);
      workers.add(worker);
      worker.wake();
      return {
        stop: async () => {
          workers.delete(worker);
          await worker.stop();
        },
      };
    },
  };
}
