import { assemble, release, run, stopOnSignal } from './assemble.js';
import type { Deps } from './deps.js';
import type { DeadHandlers, JobHandlers } from './drivers/queue/queue.js';
import { generateDead, generateHandler } from './generations/job.js';
import { mailHandler } from './mail/job.js';
import { startMaintenance } from './maintenance.js';
import { printGivenUp, printHandler } from './print/job.js';

const GRACE_MS = 15_000;

/** Every kind of job with its handler. */
export function jobHandlers(deps: Deps): { handlers: Required<JobHandlers>; dead: DeadHandlers } {
  return {
    handlers: { generate: generateHandler(deps), print: printHandler(deps), mail: mailHandler(deps) },
    dead: { generate: generateDead(deps), print: printGivenUp(deps) },
  };
}

await run(async (config) => {
  const deps = await assemble(config, 'worker');
  const { handlers, dead } = jobHandlers(deps);
  const working = await deps.queue.work(handlers, { dead });
  const maintenance = startMaintenance(deps);
  deps.log.info({ jobs: Object.keys(handlers) }, 'working');
  stopOnSignal(deps.log, GRACE_MS, async () => {
    await Promise.all([working.stop(), maintenance.stop()]);
    await release(deps);
  });
});
