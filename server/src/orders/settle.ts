import type { Knex } from 'knex';
import type { Deps } from '../deps.js';
import type { CheckoutState, PaymentEvent } from '../drivers/payments/payments.js';
import { newId } from '../id.js';
import { queueConfirmation } from '../mail/store.js';
import { changeOrder, markChecked } from './store.js';
import type { OrderRow } from './store.js';

type SettleDeps = Pick<Deps, 'db' | 'payments' | 'queue' | 'log'>;

/** How often reading an unpaid order asks the provider again, in case the webhook was lost. */
const RECHECK_MS = 3_000;

/**
 * Brings an order to the state that the provider tells of its checkout. Everything that follows from a payment (row, payment,
 * print job, mail, event, and the webhook's id) is one transaction: it happens once, or not yet. Returns the order.
 */
export async function settleOrder(deps: SettleDeps, order: OrderRow, state: CheckoutState, event: PaymentEvent | null): Promise<OrderRow> {
  return deps.db.transaction(async (tx) => {
    if (event && !(await recordEvent(tx, event))) return order;
    const row = (await tx<OrderRow>('orders').where({ id: order.id }).forUpdate().first())!;
    if (row.status !== 'pending_payment' && row.status !== 'created') return row;
    if (!belongs(row, state)) {
      deps.log.error({ order: row.id, session: state.sessionId }, 'a checkout does not match its order');
      return row;
    }
    const open = await opened(tx, row, state);
    if (state.paid) return pay(deps, tx, open, state);
    if (state.status === 'expired') return changeOrder(tx, open, { status: 'cancelled', paymentStatus: 'cancelled' });
    if (state.status === 'complete' && state.declined) return changeOrder(tx, open, { status: 'cancelled', paymentStatus: 'failed' });
    if (state.declined && open.payment_status === 'pending') return changeOrder(tx, open, { paymentStatus: 'failed' });
    return open;
  });
}

/** Asks the provider about an order that waits for its payment; not more often than every few seconds unless `isForced`. */
export async function reconcileOrder(deps: SettleDeps, order: OrderRow, { isForced = false } = {}): Promise<OrderRow> {
  if (order.status !== 'pending_payment' || !order.checkout_session_id) return order;
  if (!isForced && Date.parse(order.payment_checked_at) > Date.now() - RECHECK_MS) return order;
  await markChecked(deps.db, order.id);
  return settleOrder(deps, order, await deps.payments.getCheckout(order.checkout_session_id), null);
}

/** Whether the event is new. */
async function recordEvent(tx: Knex, event: PaymentEvent): Promise<boolean> {
  const row = { id: event.id, type: event.type, received_at: new Date().toISOString() };
  const added: unknown[] = await tx('webhook_events').insert(row).onConflict('id').ignore().returning('id');
  return added.length === 1;
}

/** The very checkout of this order, over the very amount. */
function belongs(row: OrderRow, state: CheckoutState): boolean {
  const isSession = row.checkout_session_id === null || row.checkout_session_id === state.sessionId;
  return isSession && state.orderId === row.id && state.amountTotal === row.total && state.currency === row.currency;
}

/** An event can overtake the answer to the request that opened the checkout. */
async function opened(tx: Knex, row: OrderRow, { sessionId }: CheckoutState): Promise<OrderRow> {
  if (row.status !== 'created') return row;
  return changeOrder(tx, row, { status: 'pending_payment', checkout_session_id: sessionId });
}

async function pay({ queue }: SettleDeps, tx: Knex, order: OrderRow, state: CheckoutState): Promise<OrderRow> {
  const now = new Date().toISOString();
  await tx('payments').insert({
    id: newId('pay'),
    brand_id: order.brand_id,
    order_id: order.id,
    session_id: state.sessionId,
    payment_intent_id: state.paymentIntentId,
    amount: state.amountTotal,
    currency: state.currency,
    created_at: now,
  });
  const paid = await changeOrder(tx, order, {
    status: 'paid',
    paymentStatus: 'succeeded',
    printStatus: 'queued',
    email: order.email ?? state.email,
    paid_at: now,
  });
  await queue.add(tx, 'print', { orderId: order.id, brandId: order.brand_id }, { key: `print:${order.id}` });
  await queueConfirmation(queue, tx, paid);
  return paid;
}
