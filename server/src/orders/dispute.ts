import type { Dispute } from '@luneo/sdk/contracts/orders.js';
import type { Deps } from '../deps.js';
import type { DisputeState, PaymentEvent } from '../drivers/payments/payments.js';
import { book } from '../ledger/ledger.js';
import { emitEvent } from '../outbox/outbox.js';
import { bookingOf } from './payments.js';
import { changeOrder, isNewEvent, type OrderRow } from './store.js';

/** What the provider holds, or has taken, because of a dispute: it cannot be refunded as well. */
export function disputedAmount(order: Pick<OrderRow, 'dispute'>): number {
  const dispute = order.dispute === null ? null : (JSON.parse(order.dispute) as Dispute);
  return dispute && (dispute.status === 'needs_response' || dispute.status === 'under_review' || dispute.status === 'lost')
    ? dispute.amount
    : 0;
}

/** Shows a dispute on its order and books what it moves. The state was fetched, so events may come in any order. */
export async function settleDispute(
  { db }: Pick<Deps, 'db'>,
  order: OrderRow,
  state: DisputeState,
  event: PaymentEvent | null,
): Promise<OrderRow> {
  return db.transaction(async (tx) => {
    const row = (await tx<OrderRow>('orders').where({ id: order.id }).forUpdate().first())!;
    if (event && !(await isNewEvent(tx, event))) return row;
    const { providerId: id, status, reason, amount, respondBy, createdAt } = state;
    const dispute = JSON.stringify({ id, status, reason, amount, respondBy, createdAt } satisfies Dispute);
    if (dispute === row.dispute) return row;
    if (status !== 'warning') {
      await book(tx, bookingOf(row), 'dispute', amount, id);
      await book(tx, bookingOf(row), 'dispute_fee', state.fee, id);
    }
    if (status === 'won') await book(tx, bookingOf(row), 'dispute_won', amount, id);
    if (status === 'lost') await book(tx, bookingOf(row), 'dispute_lost', amount, id);
    const changed = await changeOrder(tx, row, { dispute });
    const audience = { brandId: row.brand_id, ownerId: null, mode: row.mode };
    await emitEvent(tx, audience, { topic: `order:${row.id}`, type: 'order.disputed', data: { status, amount } });
    return changed;
  });
}
