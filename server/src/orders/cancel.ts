import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { Problem } from '../problem.js';
import { openPayment, placeOf } from './open-payment.js';
import { fetchState, settleOrder, type SettleDeps } from './settle.js';
import { getOrderRow, type OrderRow } from './store.js';

/**
 * Cancels an order that is not paid. The payment is closed at the provider first, and what the provider then says is the outcome:
 * of a cancellation and a payment at the same time exactly one happens. Throws `conflict` when it was the payment.
 */
export async function cancelOrder(deps: Deps, scope: Scope, orderId: string): Promise<OrderRow> {
  const order = await getOrderRow(deps.db, scope, orderId);
  if (order.status === 'cancelled') return order;
  if (order.status !== 'created' && order.status !== 'pending_payment') throw paid(order);
  const closed = await closePayment(deps, order);
  if (closed.status !== 'cancelled') throw closed.paid_at ? paid(closed) : onItsWay();
  if (scope.via !== 'shopper')
    await deps.db.transaction((tx) =>
      recordAudit(tx, scope, { action: 'order.cancelled', target: order.id, data: { number: order.number } }),
    );
  return closed;
}

/** Closes the payment of an order and settles the order by what became of it. */
export async function closePayment(deps: SettleDeps, order: OrderRow): Promise<OrderRow> {
  const open = order.status === 'created' ? await openPayment(deps, order) : order;
  if (open.payment_intent_id) await deps.payments.cancelIntent(open.payment_intent_id, placeOf(open));
  else if (open.checkout_session_id) await deps.payments.expireCheckout(open.checkout_session_id, placeOf(open));
  const state = await fetchState(deps, open);
  return state ? settleOrder(deps, open, state, null) : open;
}

const paid = ({ status }: OrderRow): Problem =>
  new Problem('conflict', `The order is ${status} and cannot be cancelled any more. Refund it instead.`);

const onItsWay = (): Problem =>
  new Problem('conflict', 'The payment is on its way and cannot be stopped. Refund the order once it has arrived, or wait until it fails.');
