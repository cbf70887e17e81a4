import { assemble, release, run, stopOnSignal } from './assemble.js';
import type { Deps } from './deps.js';
import { inBrandOfJob } from './drivers/queue/in-brand.js';
import type { DeadHandlers, JobHandlers } from './drivers/queue/queue.js';
import { generateDead, generateHandler } from './generations/job.js';
import { mailHandler } from './mail/job.js';
import { startMaintenance } from './maintenance.js';
import { observeJobs } from './observe/jobs.js';
import { serveMetrics } from './observe/metrics-routes.js';
import { eraseHandler } from './privacy/job.js';
import { printGivenUp, printHandler } from './print/job.js';

const GRACE_MS = 15_000;

/** Every kind of job with its handler. */
export function jobHandlers(deps: Deps): { handlers: Required<JobHandlers>; dead: DeadHandlers } {
  return inBrandOfJob(deps.db, {
    handlers: { generate: generateHandler(deps), print: printHandler(deps), mail: mailHandler(deps), erase: eraseHandler(deps) },
    dead: { generate: generateDead(deps), print: printGivenUp(deps) },
  });
}

await run(async (config) => {
  const deps = await assemble(config, 'worker');
  const { handlers, dead } = observeJobs(deps, jobHandlers(deps));
  const { metrics } = config;
  const scraped = metrics.port > 0 ? await serveMetrics(deps.observe.metrics, metrics.port + 1, metrics.host) : null;
  const working = await deps.queue.work(handlers, { dead });
  const maintenance = startMaintenance(deps);
  deps.log.info({ jobs: Object.keys(handlers) }, 'working');
  stopOnSignal(deps.log, GRACE_MS, async () => {
    await Promise.all([working.stop(), maintenance.stop()]);
    scraped?.close();
    await release(deps);
  });
});
