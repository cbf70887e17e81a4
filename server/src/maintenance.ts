import { settleExpired } from './budgets/ledger.js';
import type { Deps } from './deps.js';
import { asSystem } from './drivers/database/tenancy.js';
import { pruneJobs } from './dead-letters/store.js';
import { adoptStragglers } from './auth/shopper-accounts.js';
import { pruneReturns } from './auth/oauth/single-use.js';
import { pruneEndedSessions } from './auth/ended-sessions.js';
import { pruneRegistrations } from './auth/registrations.js';
import { pruneSessions } from './auth/staff-sessions.js';
import { pruneGenerated } from './generations/retention.js';
import { pruneIdempotency } from './idempotency.js';
import { pruneMailDays } from './mail/stranger-limit.js';
import { checkLedger } from './ledger/check.js';
import { pruneEvents } from './outbox/reader.js';
import { pruneTickets } from './realtime/tickets.js';
import { sweepOrders } from './orders/sweep.js';
import { pruneDeliveries } from './webhooks/deliveries.js';
import { deleteInPortions } from './drivers/database/portions.js';

const SWEEP_MS = 60_000;
const PRUNE_MS = 3_600_000;
const DAY = 86_400_000;

/** What a worker does beside its jobs, until stopped: asks about forgotten payments every minute, tidies up every hour. */
export function startMaintenance(deps: Deps): { stop(): Promise<void> } {
  const tasks = [
    every(deps, SWEEP_MS, 'sweep orders', () => sweepOrders(deps)),
    every(deps, PRUNE_MS, 'prune', () => prune(deps)),
    every(deps, SWEEP_MS, 'settle calls that nobody settled', () => settleExpired(deps.db)),
    every(deps, PRUNE_MS, 'delete old pictures', () => pruneGenerated(deps)),
    every(deps, PRUNE_MS, 'check the ledger', () => auditLedger(deps)),
  ];
  return { stop: async () => void (await Promise.all(tasks.map((stop) => stop()))) };
}

/** Tells of orders of the last two days whose entries do not agree with their payment: somebody has to look at them. */
export async function auditLedger({ db, log }: Pick<Deps, 'db' | 'log'>, now = Date.now()): Promise<void> {
  for (const found of await checkLedger(db, new Date(now - 2 * DAY).toISOString()))
    log.error(found, 'the ledger does not agree with a payment');
}

/** Removes what nobody can ask for any more. Jobs that were given up stay for a quarter, for somebody to look at. */
export async function prune({ db }: Pick<Deps, 'db'>, now = Date.now()): Promise<void> {
  await pruneTickets(db, new Date(now));
  await pruneEvents(db, new Date(now - DAY), new Date(now - 7 * DAY));
  await adoptStragglers(db, new Date(now - DAY / 4));
  await pruneSessions(db, new Date(now - 30 * DAY), new Date(now));
  await pruneEndedSessions(db, new Date(now));
  await pruneRegistrations(db, new Date(now));
  await pruneMailDays(db, new Date(now - 2 * DAY));
  await pruneReturns(db, new Date(now));
  await pruneIdempotency(db, new Date(now - 7 * DAY));
  await pruneJobs(db, new Date(now - 7 * DAY), new Date(now - 90 * DAY));
  await pruneDeliveries(db, new Date(now - 30 * DAY));
  await deleteInPortions(db, 'webhook_events', (events) => events.where('received_at', '<', new Date(now - 60 * DAY).toISOString()));
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
