import type { Knex } from 'knex';
import type { Job } from '@luneo/sdk/contracts/jobs.js';
import type { Scope } from '../auth/scope.js';
import type { JobRow } from '../drivers/queue/job-row.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';
import { notFound, Problem } from '../problem.js';
import { deleteInPortions } from '../drivers/database/portions.js';

const jobs = (db: Knex, { brandId }: Scope) => db<JobRow>('jobs').where({ tenant: brandId });

/** Jobs of the scope's brand, newest first. */
export async function listJobs(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor, status }: PageRequest & { status?: Job['status'] | undefined },
): Promise<{ rows: JobRow[]; nextCursor: string | null }> {
  const query = jobs(db, scope);
  if (cursor) void query.where('id', '<', cursor);
  if (status) void query.where({ status });
  return pageOf(await query.orderBy('id', 'desc').limit(limit + 1), limit);
}

/** Puts a job that was given up back into the queue, with all its tries. Throws `conflict` for any other job. */
export async function retryJob(tx: Knex, scope: Scope, id: string, now: Date): Promise<JobRow> {
  const row = await jobs(tx, scope).where({ id }).first();
  if (!row) throw notFound('job', id);
  const [queued] = (await jobs(tx, scope)
    .where({ id, status: 'dead' })
    .update({ status: 'queued', attempts: 0, run_at: now.toISOString(), worker: null, finished_at: null })
    .returning('*')) as JobRow[];
  if (!queued) throw new Problem('conflict', `Only a job that was given up can be tried again; this one is ${row.status}.`);
  return queued;
}

/** Removes jobs that were done, or given up, before these times. */
export async function pruneJobs(db: Knex, done: Date, dead: Date): Promise<void> {
  for (const [status, before] of [
    ['done', done],
    ['dead', dead],
  ] as const)
    await deleteInPortions(db, 'jobs', (jobs) => jobs.where({ status }).where('finished_at', '<', before.toISOString()));
}

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    attempts: row.attempts,
    reason: row.error,
    about: idsOf(row.payload),
    runAt: row.run_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** Payloads name rows; should one ever hold more, it stays here. */
function idsOf(payload: string): Record<string, string> {
  const entries = Object.entries(JSON.parse(payload) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([key, value]) => key.endsWith('Id') && typeof value === 'string')) as Record<string, string>;
}
