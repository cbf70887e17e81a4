import type { Knex } from 'knex';
import type { Deps } from '../deps.js';
import type { DisputeState, PaymentEvent, PaymentPlace, RefundState } from '../drivers/payments/payments.js';
import { settleDisputes } from './dispute.js';
import { placeOf } from './open-payment.js';
import { getPayment } from './payments.js';
import { settleRefunds, type RefundDeps } from './refund-settle.js';
import { isNewEvent, type OrderRow } from './store.js';

/** What came after a payment, as the provider tells of it now, oldest first. */
export interface Aftermath {
  paymentIntentId: string;
  refunds: RefundState[];
  disputes: DisputeState[];
}

export async function fetchAftermath(
  { payments }: Pick<Deps, 'payments'>,
  paymentIntentId: string,
  place: PaymentPlace,
): Promise<Aftermath> {
  const [refunds, disputes] = await Promise.all([
    payments.listRefunds(paymentIntentId, place),
    payments.listDisputes(paymentIntentId, place),
  ]);
  return { paymentIntentId, refunds: refunds.toReversed(), disputes: disputes.toReversed() };
}

/** Brings refunds and disputes of a settled payment up to date. Twice changes nothing more; of another payment, nothing at all. */
export async function settleAftermath(deps: RefundDeps, tx: Knex, order: OrderRow, aftermath: Aftermath): Promise<OrderRow> {
  const payment = await getPayment(tx, order.id);
  if (payment?.payment_intent_id !== aftermath.paymentIntentId) return order;
  await settleRefunds(deps, tx, order.id, aftermath.refunds);
  await settleDisputes(tx, order.id, aftermath.disputes);
  return (await tx<OrderRow>('orders').where({ id: order.id }).first())!;
}

/** Asks the provider what came after an order's payment. Nothing for an order that was not paid there. */
export async function reconcileAftermath(
  deps: RefundDeps & Pick<Deps, 'payments'>,
  order: OrderRow,
  event: PaymentEvent | null,
): Promise<void> {
  const payment = await getPayment(deps.db, order.id);
  if (!payment?.payment_intent_id) return;
  const aftermath = await fetchAftermath(deps, payment.payment_intent_id, placeOf(order));
  await deps.db.transaction(async (tx) => {
    if (event && !(await isNewEvent(tx, event))) return;
    await settleAftermath(deps, tx, order, aftermath);
  });
}
