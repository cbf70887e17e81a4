import type { Job } from 'bullmq';

/** Kept in BullMQ's job: how many stalls it had seen when the row said so many tries. */
export interface Counted {
  attempts: number;
  stalls: number;
}
export type BullJob = Job<Counted | null>;

const NOTHING: Counted = { attempts: 0, stalls: 0 };

/**
 * Tries that ended with the death of their worker before they had a lease, which BullMQ alone has seen, as stalls. A row that was
 * changed since knows its tries itself; and where `settleDeaths` was called before the handler began, every stall since then with
 * the row unchanged is such a death.
 */
export function uncountedDeaths({ data, stalledCounter }: BullJob, attempts: number): number {
  const counted = data ?? NOTHING;
  return counted.attempts === attempts ? Math.max(0, stalledCounter - counted.stalls) : 0;
}

/** All stalls so far are in the row's `attempts`, or were no deaths. Costs nothing for a job that has neither failed nor stalled. */
export async function settleDeaths(job: BullJob, attempts: number): Promise<void> {
  const counted = job.data ?? NOTHING;
  const stalls = job.stalledCounter;
  if (counted.attempts !== attempts || counted.stalls !== stalls) await job.updateData({ attempts, stalls });
}
