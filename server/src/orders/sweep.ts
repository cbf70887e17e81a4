import type { Deps } from '../deps.js';
import { reconcileAftermath } from './aftermath.js';
import { closePayment, openOrWithdraw, withdraw } from './cancel.js';
import type { RefundRow } from './refund-store.js';
import { reconcileOrder } from './settle.js';
import { markChecked, type OrderRow } from './store.js';

const PER_PASS = 20;
/** Hosted Checkout expires by itself after this time; Payment Intents, and orders whose payment cannot be opened, never do. */
const LIFE_MS = 24 * 3_600_000;

/**
 * Asks the provider about orders that nobody looks at and whose webhook was lost: each at most every `olderThanMs`, until it is
 * paid or its payment has expired. Returns how many were asked about.
 */
export async function sweepOrders(deps: Deps, olderThanMs = 10 * 60_000): Promise<number> {
  const rows = (await deps
    .db<OrderRow>('orders')
    .whereIn('status', ['created', 'pending_payment'])
    .where('payment_checked_at', '<', before(olderThanMs))
    .orderBy('payment_checked_at')
    .limit(PER_PASS)) as OrderRow[];
  for (const row of rows) await withLog(deps, { order: row.id }, () => sweepOrder(deps, row));
  return rows.length + (await sweepRefunds(deps, olderThanMs));
}

async function sweepOrder(deps: Deps, row: OrderRow): Promise<void> {
  if (row.status === 'created') {
    await markChecked(deps.db, row.id);
    await (row.created_at < before(LIFE_MS) ? withdraw(deps, row) : openOrWithdraw(deps, row));
  } else if (row.payment_kind === 'intent' && row.created_at < before(LIFE_MS)) {
    await markChecked(deps.db, row.id);
    await closePayment(deps, row);
  } else {
    await reconcileOrder(deps, row, { isForced: true });
  }
}

/** Refunds by bank transfer take days, and the event of their end can be lost. */
async function sweepRefunds(deps: Deps, olderThanMs: number): Promise<number> {
  const rows = (await deps
    .db<RefundRow>('refunds')
    .where({ status: 'pending' })
    .whereNotNull('provider_id')
    .where('updated_at', '<', before(olderThanMs))
    .orderBy('updated_at')
    .limit(PER_PASS)) as RefundRow[];
  for (const row of rows) {
    await withLog(deps, { refund: row.id }, async () => {
      await deps.db<RefundRow>('refunds').where({ id: row.id }).update({ updated_at: new Date().toISOString() });
      await reconcileAftermath(deps, (await deps.db<OrderRow>('orders').where({ id: row.order_id }).first())!, null);
    });
  }
  return rows.length;
}

const before = (ms: number): string => new Date(Date.now() - ms).toISOString();

async function withLog(deps: Deps, ids: object, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    deps.log.warn({ err: error, ...ids }, 'cannot ask the payment provider');
  }
}
