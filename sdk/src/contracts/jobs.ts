import * as z from 'zod/mini';
import { Time, prefixed } from './common.js';

export const JobId = prefixed('job');

/** Work that the brand's data waits for. What it works with is named by ids only. */
export const Job = z.object({
  id: JobId,
  /** `generate`, `print`, `mail` … */
  name: z.string(),
  /** `dead`: given up; somebody has to look at `reason` and try again. */
  status: z.enum(['queued', 'running', 'done', 'dead']),
  attempts: z.int(),
  /** Why the last try failed; null before a failure. */
  reason: z.nullable(z.string()),
  /** Rows that it works on, e.g. `{ orderId }`. */
  about: z.record(z.string(), z.string()),
  /** Not before this time; of a running job: when it is given to somebody else, should nothing be heard of it. */
  runAt: Time,
  createdAt: Time,
  finishedAt: z.nullable(Time),
});
export const JobQuery = z.strictObject({
  status: z.optional(Job.shape.status),
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.maxLength(200))),
});
export type Job = z.infer<typeof Job>;
