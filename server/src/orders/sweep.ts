import type { Deps } from '../deps.js';
import { reconcileOrder } from './settle.js';
import type { OrderRow } from './store.js';

const PER_PASS = 20;

/**
 * Asks the provider about orders that nobody looks at and whose webhook was lost: each at most every `olderThanMs`, until it is
 * paid or its checkout has expired. Returns how many were asked about.
 */
export async function sweepOrders(deps: Deps, olderThanMs = 10 * 60_000): Promise<number> {
  const rows = (await deps
    .db<OrderRow>('orders')
    .where({ status: 'pending_payment' })
    .where('payment_checked_at', '<', new Date(Date.now() - olderThanMs).toISOString())
    .orderBy('payment_checked_at')
    .limit(PER_PASS)) as OrderRow[];
  for (const row of rows) {
    await reconcileOrder(deps, row, { isForced: true }).catch((error: unknown) => {
      deps.log.warn({ err: error, order: row.id }, 'cannot ask the payment provider');
    });
  }
  return rows.length;
}
