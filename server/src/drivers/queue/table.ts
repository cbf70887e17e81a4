import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { newId } from '../../id.js';
import type { JobName, Queue } from './queue.js';
import { iso, Worker } from './table-worker.js';
import type { JobRow, WorkerSettings } from './table-worker.js';

/** 0.5 s, 1 s, 2 s … at most 10 minutes, each up to a quarter longer by chance. */
const backoff = (attempt: number): number => Math.min(500 * 2 ** (attempt - 1), 600_000) * (1 + Math.random() / 4);
/** A shopper waits a minute for a prompt; what was paid for is tried for half a day, so that a full disk loses nothing. */
const tries = (name: JobName): number => (name === 'generate' ? 8 : 75);

/** The queue in the application's own database: work is enqueued by the transaction that makes it necessary. */
export function createTableQueue(db: Knex, log: Logger, options: Partial<WorkerSettings> = {}): Queue {
  const settings: WorkerSettings = {
    leaseMs: 10_000,
    beatMs: 2_500,
    pollMs: 60,
    graceMs: 8_000,
    maxAttempts: tries,
    backoffMs: backoff,
    now: Date.now,
    ...options,
  };
  const workers = new Set<Worker>();
  return {
    add: async (tx, name, payload, { key, runAt } = {}) => {
      const now = settings.now();
      const row: JobRow = {
        id: newId('job'),
        name,
        key: key ?? null,
        payload: JSON.stringify(payload),
        status: 'queued',
        run_at: iso(runAt?.getTime() ?? now),
        attempts: 0,
        worker: null,
        error: null,
        created_at: iso(now),
        finished_at: null,
      };
      await tx<JobRow>('jobs').insert(row).onConflict('key').ignore();
      const committed = tx.isTransaction ? (tx as Knex.Transaction).executionPromise : Promise.resolve();
      const wake = (): void => workers.forEach((worker) => worker.wake());
      committed.then(wake, () => {});
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
