import type { Deps } from './deps.js';
import { asSystem } from './drivers/database/tenancy.js';
import { pruneIdempotency } from './idempotency.js';
import { pruneEvents } from './outbox/reader.js';
import { pruneTickets } from './realtime/tickets.js';
import { sweepOrders } from './orders/sweep.js';

const SWEEP_MS = 60_000;
const PRUNE_MS = 3_600_000;
const DAY = 86_400_000;

/** What a worker does beside its jobs, until stopped: asks about forgotten payments every minute, tidies up every hour. */
export function startMaintenance(deps: Deps): { stop(): Promise<void> } {
  const tasks = [every(deps, SWEEP_MS, 'sweep orders', () => sweepOrders(deps)), every(deps, PRUNE_MS, 'prune', () => prune(deps))];
  return { stop: async () => void (await Promise.all(tasks.map((stop) => stop()))) };
}

/** Removes what nobody can ask for any more. Jobs that were given up stay, for somebody to look at. */
export async function prune({ db }: Pick<Deps, 'db'>, now = Date.now()): Promise<void> {
  await pruneTickets(db, new Date(now));
  await pruneEvents(db, new Date(now - DAY), new Date(now - 7 * DAY));
  await pruneIdempotency(db, new Date(now - 7 * DAY));
  await db('jobs')
    .where({ status: 'done' })
    .where('finished_at', '<', new Date(now - 7 * DAY).toISOString())
    .delete();
  await db('webhook_events')
    .where('received_at', '<', new Date(now - 60 * DAY).toISOString())
    .delete();
}

function every({ db, log }: Pick<Deps, 'db' | 'log'>, ms: number, what: string, task: () => Promise<unknown>): () => Promise<void> {
  let pass: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    pass = pass.then(() => asSystem(db, task)).catch((error: unknown) => log.warn({ err: error }, `cannot ${what}`));
  }, ms);
  return async () => {
    clearInterval(timer);
    await pass;
  };
}
