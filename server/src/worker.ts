import { assemble, release, run, stopOnSignal } from './assemble.js';
import { jobHandlers } from './jobs.js';
import { startMaintenance } from './maintenance.js';
import { observeJobs } from './observe/jobs.js';
import { serveMetrics } from './observe/metrics-routes.js';
import { announceEvents } from './outbox/signal.js';
import { startWebhooks } from './webhooks/start.js';

const GRACE_MS = 15_000;

await run(async (config) => {
  const deps = await assemble(config, 'worker');
  const { handlers, dead } = observeJobs(deps, jobHandlers(deps));
  const { metrics } = config;
  const scraped = metrics.port > 0 ? await serveMetrics(deps.observe.metrics, metrics.port + 1, metrics.host) : null;
  const working = await deps.queue.work(handlers, { dead });
  const maintenance = startMaintenance(deps);
  const webhooks = startWebhooks(deps);
  const stopAnnouncing = announceEvents(deps);
  deps.log.info({ jobs: Object.keys(handlers) }, 'working');
  stopOnSignal(deps.log, GRACE_MS, async () => {
    await Promise.all([working.stop(), maintenance.stop(), webhooks.stop()]);
    stopAnnouncing();
    scraped?.close();
    await release(deps);
  });
});
