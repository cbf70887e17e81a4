import type { Knex } from 'knex';
import { releaseCoupon } from '../commerce/coupons.js';
import type { Deps } from '../deps.js';
import type { PaymentEvent, PaymentState } from '../drivers/payments/payments.js';
import { newId } from '../id.js';
import { queueConfirmation } from '../mail/store.js';
import { defaultFabricator } from '../production/assign.js';
import { fetchAftermath, settleAftermath } from './aftermath.js';
import { placeOf } from './open-payment.js';
import { getPayment, insertPayment, noteProviderFee, type Charge } from './payments.js';
import { insertRefund } from './refund-store.js';
import { changeOrder, isNewEvent, markChecked, type OrderChange, type OrderRow } from './store.js';

export type SettleDeps = Pick<Deps, 'db' | 'payments' | 'queue' | 'log' | 'config'>;

/** How often reading an unpaid order asks the provider again, in case the webhook was lost. */
const RECHECK_MS = 3_000;

/**
 * Brings an order to the state that the provider tells of its payment. Everything that follows from a payment (row, payment,
 * ledger, print job, mail, event, what was given back or is disputed already, and the webhook's id) is one transaction: it happens
 * once, or not yet. Returns the order.
 */
export async function settleOrder(deps: SettleDeps, order: OrderRow, state: PaymentState, event: PaymentEvent | null): Promise<OrderRow> {
  const { paymentIntentId, isContested } = state;
  const aftermath = paymentIntentId !== null && isContested ? await fetchAftermath(deps, paymentIntentId, placeOf(order)) : null;
  return deps.db.transaction(async (tx) => {
    const row = (await tx<OrderRow>('orders').where({ id: order.id }).forUpdate().first())!;
    if (event && !(await isNewEvent(tx, event))) return row;
    const settled = await settlePayment(deps, tx, row, state);
    return aftermath ? settleAftermath(deps, tx, settled, aftermath) : settled;
  });
}

async function settlePayment(deps: SettleDeps, tx: Knex, row: OrderRow, state: PaymentState): Promise<OrderRow> {
  if (!belongs(row, state)) {
    deps.log.error({ order: row.id, session: state.sessionId, intent: state.paymentIntentId }, 'a payment does not match its order');
    return row;
  }
  if (row.status === 'cancelled') return state.paid ? giveBack(deps, tx, row, state) : row;
  if (row.status !== 'pending_payment' && row.status !== 'created') {
    await noteProviderFee(tx, row, state);
    return row;
  }
  const open = await opened(tx, row, state);
  if (state.paid) return pay(deps, tx, open, state);
  if (state.status === 'expired') return cancelled(tx, open, { paymentStatus: 'cancelled' });
  if (state.status === 'complete' && state.declined) return cancelled(tx, open, { paymentStatus: 'failed' });
  if (state.status === 'complete') return changeIfNew(tx, open, 'processing');
  return state.declined ? changeIfNew(tx, open, 'failed') : open;
}

/** Asks the provider about an order that waits for its payment; not more often than every few seconds unless `isForced`. */
export async function reconcileOrder(deps: SettleDeps, order: OrderRow, { isForced = false } = {}): Promise<OrderRow> {
  if (order.status !== 'pending_payment') return order;
  if (!isForced && Date.parse(order.payment_checked_at) > Date.now() - RECHECK_MS) return order;
  await markChecked(deps.db, order.id);
  const state = await fetchState(deps, order);
  return state ? settleOrder(deps, order, state, null) : order;
}

/** What the provider says; null while the order has nothing there. */
export async function fetchState({ payments }: Pick<Deps, 'payments'>, order: OrderRow): Promise<PaymentState | null> {
  const place = placeOf(order);
  if (order.payment_intent_id) return payments.getIntent(order.payment_intent_id, place);
  return order.checkout_session_id ? payments.getCheckout(order.checkout_session_id, place) : null;
}

/** The very payment of this order, over the very amount. */
function belongs(row: OrderRow, state: PaymentState): boolean {
  const [known, told] =
    row.payment_kind === 'intent' ? [row.payment_intent_id, state.paymentIntentId] : [row.checkout_session_id, state.sessionId];
  const isSame = told !== null && (known === null || known === told);
  return isSame && state.orderId === row.id && state.amountTotal === row.total && state.currency === row.currency;
}

/** An event can overtake the answer to the request that opened the payment. */
async function opened(tx: Knex, row: OrderRow, state: PaymentState): Promise<OrderRow> {
  if (row.status !== 'created') return row;
  const reference = row.payment_kind === 'intent' ? { payment_intent_id: state.paymentIntentId } : { checkout_session_id: state.sessionId };
  return changeOrder(tx, row, { status: 'pending_payment', ...reference });
}

async function changeIfNew(tx: Knex, row: OrderRow, paymentStatus: 'processing' | 'failed'): Promise<OrderRow> {
  return row.payment_status === paymentStatus ? row : changeOrder(tx, row, { paymentStatus });
}

/** An order that will not be paid gives its coupon back. */
export async function cancelled(tx: Knex, row: OrderRow, change: OrderChange): Promise<OrderRow> {
  await releaseCoupon(tx, row.id);
  return changeOrder(tx, row, { status: 'cancelled', client_secret: null, ...change });
}

/** An order over nothing is paid as it is made: the same payment, print job, mail and event, and no entry in the ledger. */
export function payNothing(deps: Pick<SettleDeps, 'queue' | 'config'>, tx: Knex, order: OrderRow): Promise<OrderRow> {
  const { id, currency } = order;
  return pay(deps, tx, order, {
    sessionId: `free_${id}`,
    paymentIntentId: null,
    chargeId: null,
    amountTotal: 0,
    currency,
    providerFee: 0,
    email: null,
  });
}

async function pay(
  { queue, config }: Pick<SettleDeps, 'queue' | 'config'>,
  tx: Knex,
  order: OrderRow,
  state: Charge & Pick<PaymentState, 'email'>,
): Promise<OrderRow> {
  const now = new Date().toISOString();
  await insertPayment(tx, order, state, now);
  const paid = await changeOrder(tx, order, {
    status: 'paid',
    paymentStatus: 'succeeded',
    printStatus: 'queued',
    email: order.email ?? state.email,
    client_secret: null,
    fabricator_id: await defaultFabricator(tx, config, order),
    paid_at: now,
  });
  await queue.add(tx, 'print', { orderId: order.id, brandId: order.brand_id }, { key: `print:${order.id}` });
  await queueConfirmation(queue, tx, paid);
  return paid;
}

/**
 * Paid although it was cancelled. The provider decides such races when we cancel, so this takes an accident there; nothing is made
 * and all of it goes back.
 */
async function giveBack({ queue, log }: SettleDeps, tx: Knex, order: OrderRow, state: PaymentState): Promise<OrderRow> {
  if (await getPayment(tx, order.id)) return order;
  log.warn({ order: order.id }, 'a cancelled order was paid: it is refunded');
  await insertPayment(tx, order, state, new Date().toISOString());
  const refund = await insertRefund(tx, order, { id: newId('rfd'), amount: state.amountTotal, note: 'Paid after it was cancelled' });
  await queue.add(tx, 'refund', { refundId: refund.id, brandId: order.brand_id }, { key: `refund:${refund.id}` });
  return changeOrder(tx, order, { refunded: order.refunded + refund.amount });
}
