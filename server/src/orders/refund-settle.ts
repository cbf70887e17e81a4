import type { Knex } from 'knex';
import { releaseCoupon } from '../commerce/coupons.js';
import type { Deps } from '../deps.js';
import type { RefundState } from '../drivers/payments/payments.js';
import { newId } from '../id.js';
import { book } from '../ledger/ledger.js';
import { queueMail } from '../mail/store.js';
import { bookingOf, getPayment, type PaymentRow } from './payments.js';
import { insertRefund, listRefundRows, type RefundRow } from './refund-store.js';
import { changeOrder, type OrderRow } from './store.js';

export type RefundDeps = Pick<Deps, 'db' | 'queue' | 'log'>;

/** Brings a refund to what the provider says of it, with ledger, order and mail, in one transaction. Twice changes nothing more. */
export async function settleRefund(deps: RefundDeps, tx: Knex, refundId: string, state: RefundState): Promise<RefundRow> {
  const known = (await tx<RefundRow>('refunds').where({ id: refundId }).first())!;
  const order = (await tx<OrderRow>('orders').where({ id: known.order_id }).forUpdate().first())!;
  const refund = (await tx<RefundRow>('refunds').where({ id: refundId }).forUpdate().first())!;
  const provider_id = refund.provider_id ?? (state.providerId || null);
  if (refund.status === 'failed' || (refund.status === state.status && refund.provider_id === provider_id)) return refund;
  const payment = (await getPayment(tx, order.id))!;
  const status = refund.status === 'succeeded' && state.status === 'pending' ? 'succeeded' : state.status;
  const isDone = status === 'succeeded' && refund.status !== 'succeeded';
  const fee_amount = isDone ? await feeShare(tx, payment, refund) : refund.fee_amount;
  const next: RefundRow = { ...refund, status, provider_id, fee_amount, updated_at: new Date().toISOString() };
  await tx<RefundRow>('refunds').where({ id: refundId }).update(next);
  if (isDone) await succeeded(deps, tx, order, payment, next);
  if (status === 'failed') await failed(tx, order, refund);
  return next;
}

async function succeeded({ queue }: RefundDeps, tx: Knex, order: OrderRow, payment: PaymentRow, refund: RefundRow): Promise<void> {
  await book(tx, bookingOf(order), 'refund', refund.amount, refund.id);
  await book(tx, bookingOf(order), 'platform_fee_refund', refund.fee_amount, refund.id);
  const given = (await listRefundRows(tx, order.id)).filter(({ status }) => status === 'succeeded');
  if (given.reduce((sum, { amount }) => sum + amount, 0) >= payment.amount) {
    await releaseCoupon(tx, order.id);
    await changeOrder(tx, order, { paymentStatus: 'refunded', ...(order.status !== 'cancelled' && { status: 'refunded' }) });
  }
  if (!order.email || refund.amount === 0) return;
  const { id: orderId, currency, brand_id: brandId, locale, mode } = order;
  const data = { orderId, amount: refund.amount, currency };
  await queueMail(queue, tx, { brandId, kind: 'order-refunded', to: order.email, data, key: `mail:${refund.id}`, locale, mode });
}

/** What comes back can be given again. A bank may send money back days after it was given: then it is booked back. */
async function failed(tx: Knex, order: OrderRow, before: RefundRow): Promise<void> {
  const wasGiven = before.status === 'succeeded';
  if (wasGiven) await book(tx, bookingOf(order), 'refund_failed', before.amount, before.id);
  const refunded = Math.max(0, order.refunded - before.amount);
  await changeOrder(tx, order, { refunded, ...(order.payment_status === 'refunded' && { paymentStatus: 'succeeded' }) });
}

/** The platform's fee goes back in proportion; rounded over all refunds together, so that the last one brings the rest. */
async function feeShare(tx: Knex, payment: PaymentRow, refund: RefundRow): Promise<number> {
  if (payment.application_fee === 0) return 0;
  const given = (await listRefundRows(tx, payment.order_id)).filter(({ status }) => status === 'succeeded');
  const total = given.reduce((sum, { amount }) => sum + amount, refund.amount);
  const returned = given.reduce((sum, { fee_amount }) => sum + fee_amount, 0);
  return Math.max(0, Math.round((payment.application_fee * total) / payment.amount) - returned);
}

/** Brings all refunds of an order up to date, also those that staff made in the provider's own dashboard. */
export async function settleRefunds(deps: RefundDeps, tx: Knex, orderId: string, states: readonly RefundState[]): Promise<void> {
  for (const state of states) await settleRefund(deps, tx, await rowFor(tx, orderId, state), state);
}

async function rowFor(tx: Knex, orderId: string, { refundId, providerId, amount, reason }: RefundState): Promise<string> {
  const order = (await tx<OrderRow>('orders').where({ id: orderId }).forUpdate().first())!;
  const known = await tx<RefundRow>('refunds')
    .where({ order_id: orderId })
    .where((query) => void query.where({ provider_id: providerId }).orWhere({ id: refundId ?? '' }))
    .first();
  if (known) return known.id;
  const row = await insertRefund(tx, order, { id: newId('rfd'), amount, reason });
  await changeOrder(tx, order, { refunded: order.refunded + amount });
  return row.id;
}
