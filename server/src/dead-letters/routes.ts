import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../route.js';
import { listJobs, retryJob, toJob } from './store.js';

/** Work in the background as a brand sees it: what waits, what was given up and why. */
export function jobRoutes({ db }: Deps): Route[] {
  return [
    route('jobs.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listJobs(db, scope, query);
      return { status: 200, body: { items: rows.map(toJob), nextCursor } };
    }),

    route('jobs.retry', async ({ scope, params: { jobId } }) => {
      const row = await db.transaction(async (tx) => {
        const queued = await retryJob(tx, scope, jobId, new Date());
        await recordAudit(tx, scope, { action: 'job.retried', target: jobId, data: { name: queued.name } });
        return queued;
      });
      return { status: 202, body: toJob(row) };
    }),
  ];
}
