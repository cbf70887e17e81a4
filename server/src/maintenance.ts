import { settleExpired } from './budgets/ledger.js';
import type { Deps } from './deps.js';
import { asSystem } from './drivers/database/tenancy.js';
import { pruneJobs } from './dead-letters/store.js';
import { adoptStragglers } from './auth/shopper-accounts.js';
import { pruneReturns } from './auth/oauth/single-use.js';
import { pruneEndedSessions } from './auth/ended-sessions.js';
import { pruneRegistrations } from './auth/registrations.js';
import { pruneSessions } from './auth/staff-sessions.js';
import { sweepAccounts } from './commerce/payment-accounts.js';
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
  const task = (ms: number, what: string, work: () => Promise<unknown>) => every(deps, ms, () => watched(deps, what, work));
  const tasks = [
    task(SWEEP_MS, 'sweep orders', () => sweepOrders(deps)),
    task(SWEEP_MS, 'ask about payment accounts', () => sweepAccounts(deps)),
    every(deps, PRUNE_MS, () => prune(deps)),
    task(SWEEP_MS, 'settle calls that nobody settled', () => settleExpired(deps.db)),
    task(PRUNE_MS, 'delete old pictures', () => pruneGenerated(deps)),
    task(PRUNE_MS, 'check the ledger', () => auditLedger(deps)),
  ];
  return { stop: async () => void (await Promise.all(tasks.map((stop) => stop()))) };
}

/** Tells of orders of the last two days whose entries do not agree with their payment: somebody has to look at them. */
export async function auditLedger({ db, log }: Pick<Deps, 'db' | 'log'>, now = Date.now()): Promise<void> {
  for (const found of await checkLedger(db, new Date(now - 2 * DAY).toISOString()))
    log.error(found, 'the ledger does not agree with a payment');
}

type Step = (db: Deps['db'], ago: (days: number) => Date) => Promise<unknown>;

/** What nobody can ask for any more. Jobs that were given up stay for a quarter, for somebody to look at. */
const PRUNING: Readonly<Record<string, Step>> = {
  tickets: (db, ago) => pruneTickets(db, ago(0)),
  events: (db, ago) => pruneEvents(db, ago(1), ago(7)),
  guests: (db, ago) => adoptStragglers(db, ago(1 / 4)),
  sessions: (db, ago) => pruneSessions(db, ago(30), ago(0)),
  'shopper-sessions': (db, ago) => pruneEndedSessions(db, ago(0)),
  registrations: (db, ago) => pruneRegistrations(db, ago(0)),
  mails: (db, ago) => pruneMailDays(db, ago(2)),
  returns: (db, ago) => pruneReturns(db, ago(0)),
  idempotency: (db, ago) => pruneIdempotency(db, ago(7)),
  jobs: (db, ago) => pruneJobs(db, ago(7), ago(90)),
  deliveries: (db, ago) => pruneDeliveries(db, ago(30)),
  'payment-events': (db, ago) =>
    deleteInPortions(db, 'webhook_events', (events) => events.where('received_at', '<', ago(60).toISOString())),
};

/** Removes what is too old, each kind by itself: one that fails is logged and counted, and holds up no other. */
export async function prune(deps: Pick<Deps, 'db' | 'log' | 'observe'>, now = Date.now()): Promise<void> {
  for (const [name, step] of Object.entries(PRUNING))
    await watched(deps, `prune ${name}`, () => step(deps.db, (days) => new Date(now - days * DAY)));
}

async function watched({ log, observe }: Pick<Deps, 'log' | 'observe'>, what: string, task: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const end = (outcome: 'done' | 'failed'): void => observe.metrics.job(what, outcome, (performance.now() - start) / 1000);
  try {
    await task();
    end('done');
  } catch (error) {
    end('failed');
    log.warn({ err: error }, `cannot ${what}`);
  }
}

function every(deps: Pick<Deps, 'db' | 'log' | 'observe'>, ms: number, task: () => Promise<unknown>): () => Promise<void> {
  let pass: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    pass = pass.then(() => asSystem(deps.db, task));
  }, ms);
  return async () => {
    clearInterval(timer);
    await pass;
  };
}
