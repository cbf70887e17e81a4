import type { Deps } from './deps.js';
import { inBrandOfJob } from './drivers/queue/in-brand.js';
import type { DeadHandlers, JobHandlers } from './drivers/queue/queue.js';
import { generateDead, generateHandler } from './generations/job.js';
import { mailHandler } from './mail/job.js';
import { refundHandler } from './orders/refund.js';
import { eraseHandler } from './privacy/job.js';
import { printGivenUp, printHandler } from './print/job.js';

/** Every kind of job with its handler. */
export function jobHandlers(deps: Deps): { handlers: Required<JobHandlers>; dead: DeadHandlers } {
  return inBrandOfJob(deps.db, {
    handlers: {
      generate: generateHandler(deps),
      print: printHandler(deps),
      mail: mailHandler(deps),
      refund: refundHandler(deps),
      erase: eraseHandler(deps),
    },
    dead: { generate: generateDead(deps), print: printGivenUp(deps) },
  });
}
