import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { Problem } from '../problem.js';
import { openPayment, placeOf } from './open-payment.js';
import { cancelled, fetchState, settleOrder, type SettleDeps } from './settle.js';
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
  const open = order.status === 'created' ? await openOrWithdraw(deps, order) : order;
  if (open.status === 'cancelled') return open;
  if (open.payment_intent_id) await deps.payments.cancelIntent(open.payment_intent_id, placeOf(open));
  else if (open.checkout_session_id) await deps.payments.expireCheckout(open.checkout_session_id, placeOf(open));
  const state = await fetchState(deps, open);
  return state ? settleOrder(deps, open, state, null) : open;
}

type WithdrawDeps = Pick<Deps, 'db' | 'payments' | 'log'>;

/** As `openPayment`; an order that the provider refuses is cancelled. */
export function openOrWithdraw(deps: WithdrawDeps, order: OrderRow): Promise<OrderRow> {
  return openPayment(deps, order).catch((error: unknown) => withdrawRefused(deps, order, error));
}

/**
 * Cancels an order whose payment the provider will never open (`conflict`): otherwise it would keep its coupon, and nobody could pay,
 * cancel or forget it. Throws every other error.
 */
export async function withdrawRefused(deps: WithdrawDeps, order: OrderRow, error: unknown): Promise<OrderRow> {
  if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
  deps.log.warn({ err: error, order: order.id }, 'the payment provider does not take an order');
  return withdraw(deps, order);
}

/** Cancels an order whose payment was never opened. */
export async function withdraw({ db }: Pick<Deps, 'db'>, { id }: OrderRow): Promise<OrderRow> {
  return db.transaction(async (tx) => {
    const row = (await tx<OrderRow>('orders').where({ id }).forUpdate().first())!;
    return row.status === 'created' ? cancelled(tx, row, { paymentStatus: 'cancelled' }) : row;
  });
}

const paid = ({ status }: OrderRow): Problem =>
  new Problem('conflict', `The order is ${status} and cannot be cancelled any more. Refund it instead.`);

const onItsWay = (): Problem =>
  new Problem('conflict', 'The payment is on its way and cannot be stopped. Refund the order once it has arrived, or wait until it fails.');
