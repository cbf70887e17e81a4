import type { Dispute } from '@luneo/sdk/contracts/orders.js';
import type { Knex } from 'knex';
import type { DisputeState } from '../drivers/payments/payments.js';
import { book } from '../ledger/ledger.js';
import { emitEvent } from '../outbox/outbox.js';
import { bookingOf } from './payments.js';
import { changeOrder, type OrderRow } from './store.js';

/** What the provider holds, or has taken, because of a dispute: it cannot be refunded as well. */
export function disputedAmount(order: Pick<OrderRow, 'dispute'>): number {
  const dispute = order.dispute === null ? null : (JSON.parse(order.dispute) as Dispute);
  return dispute && (dispute.status === 'needs_response' || dispute.status === 'under_review' || dispute.status === 'lost')
    ? dispute.amount
    : 0;
}

/** Books what disputes of a payment move, oldest first, and shows the newest on its order. They were fetched: events may come in any order. */
export async function settleDisputes(tx: Knex, orderId: string, states: readonly DisputeState[]): Promise<void> {
  const row = (await tx<OrderRow>('orders').where({ id: orderId }).forUpdate().first())!;
  for (const state of states) await bookDispute(tx, row, state);
  const newest = states.at(-1);
  if (newest) await showDispute(tx, row, newest);
}

async function bookDispute(tx: Knex, row: OrderRow, { providerId: id, status, amount, fee }: DisputeState): Promise<void> {
  if (status !== 'warning') {
    await book(tx, bookingOf(row), 'dispute', amount, id);
    await book(tx, bookingOf(row), 'dispute_fee', fee, id);
  }
  if (status === 'won') await book(tx, bookingOf(row), 'dispute_won', amount, id);
  if (status === 'lost') await book(tx, bookingOf(row), 'dispute_lost', amount, id);
}

async function showDispute(tx: Knex, row: OrderRow, state: DisputeState): Promise<void> {
  const { providerId: id, status, reason, amount, respondBy, createdAt } = state;
  const dispute = JSON.stringify({ id, status, reason, amount, respondBy, createdAt } satisfies Dispute);
  if (dispute === row.dispute) return;
  await changeOrder(tx, row, { dispute });
  const audience = { brandId: row.brand_id, ownerId: null, mode: row.mode };
  await emitEvent(tx, audience, { topic: `order:${row.id}`, type: 'order.disputed', data: { status, amount } });
}
