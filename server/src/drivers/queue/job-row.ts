import type { Knex } from 'knex';
import { newId } from '../../id.js';
import { Problem } from '../../problem.js';
import type { JobName, Jobs } from './queue.js';

/** A job, whatever brings it to a worker: the row is the truth about its state, its tries and why it failed. */
export interface JobRow {
  id: string;
  name: JobName;
  key: string | null;
  payload: string;
  status: 'queued' | 'running' | 'done' | 'dead';
  /** Not before this time; of a running job: when its lease ends. */
  run_at: string;
  attempts: number;
  worker: string | null;
  error: string | null;
  created_at: string;
  finished_at: string | null;
  /** The brand whose work it is; null for an account's. */
  tenant: string | null;
}

export interface QueueSettings {
  /** A worker that does not renew its lease for so long is taken for dead. */
  leaseMs: number;
  /** How often a worker renews the leases of its jobs. */
  beatMs: number;
  /** How often a worker looks into the table for work that nobody told it of. */
  pollMs: number;
  /** How long `stop` waits for running jobs. */
  graceMs: number;
  /** Tries of a job before it is given up. */
  maxAttempts: (name: JobName) => number;
  /** Wait before try `attempt + 1`. */
  backoffMs: (attempt: number) => number;
  /** The time now, ms since 1970. All workers of a table have to agree on it. */
  now: () => number;
}

export const DEFAULTS: QueueSettings = {
  leaseMs: 10_000,
  beatMs: 2_500,
  pollMs: 20,
  graceMs: 8_000,
  // A shopper waits a minute for a prompt; what was paid for is tried for half a day, so that a full disk loses nothing.
  maxAttempts: (name) => (name === 'generate' ? 8 : 75),
  // 0.5 s, 1 s, 2 s … at most 10 minutes, each up to a quarter longer by chance.
  backoffMs: (attempt) => Math.min(500 * 2 ** (attempt - 1), 600_000) * (1 + Math.random() / 4),
  now: Date.now,
};

/** Writes a job in the caller's transaction. Resolves to null when its key is there already. */
export async function insertJob<N extends JobName>(
  tx: Knex,
  now: number,
  name: N,
  payload: Jobs[N],
  { key, runAt }: { key?: string | undefined; runAt?: Date | undefined },
): Promise<JobRow | null> {
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
    tenant: (payload as { brandId?: string | null }).brandId ?? null,
  };
  const insert = tx<JobRow>('jobs').insert(row);
  if (!key) {
    await insert;
    return row;
  }
  const inserted = await insert.onConflict('key').ignore().returning('id');
  return inserted.length > 0 ? row : null;
}

/** Calls `then` once what `tx` wrote can be seen by everybody; not at all when it is rolled back. */
export function afterCommit(tx: Knex, then: () => void): void {
  const committed = tx.isTransaction ? (tx as Knex.Transaction).executionPromise : Promise.resolve();
  committed.then(then, () => {});
}

export const iso = (at: number): string => new Date(at).toISOString();

/** What is kept in `error`. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000);

/** A request that is wrong stays wrong; everything else may work the next time. */
export const isFinal = (error: unknown): boolean => error instanceof Problem && error.status < 500 && error.code !== 'rate-limited';
