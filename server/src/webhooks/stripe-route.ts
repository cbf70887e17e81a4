import { refreshAccount } from '../commerce/payment-accounts.js';
import type { Deps } from '../deps.js';
import type { PaymentEvent } from '../drivers/payments/payments.js';
import { reconcileAftermath } from '../orders/aftermath.js';
import { openOrWithdraw } from '../orders/cancel.js';
import { getPayment } from '../orders/payments.js';
import { fetchState, settleOrder } from '../orders/settle.js';
import { findForPayment, type OrderRow } from '../orders/store.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';

const RECEIVED = { status: 200, body: { received: true } } as const;

/** Events come twice, late and in any order: they only say what to look at. Its state is fetched from the provider. */
export function stripeWebhookRoute(deps: Deps): Route {
  return route('webhooks.stripe', async ({ body, request }) => {
    const signature = request.headers['stripe-signature'];
    if (typeof signature !== 'string') throw new Problem('invalid-signature', 'Send the Stripe-Signature header.');
    const event = deps.payments.readEvent(body, signature);
    if (await deps.db('webhook_events').where({ id: event.id }).first('id')) return RECEIVED;
    if (event.accountId !== null) {
      await refreshAccount(deps, event.accountId, event);
      return RECEIVED;
    }
    const order = await orderOf(deps, event);
    if (order) await settle(deps, order, event);
    else deps.log.info({ event: event.id, type: event.type }, 'an event that no order waits for');
    return RECEIVED;
  });
}

/** Of an order on another account than the event's nothing is believed: whoever owns that account writes its metadata. */
async function orderOf({ db, payments }: Deps, event: PaymentEvent): Promise<OrderRow | null> {
  const { isAftermath, paymentIntentId, place } = event;
  let order = await findForPayment(db, event);
  if (!order && isAftermath && paymentIntentId !== null) {
    const orderId = await payments.orderOf(paymentIntentId, place);
    if (orderId !== null) order = await findForPayment(db, { orderId, sessionId: null, paymentIntentId: null });
  }
  return order?.stripe_account === place.account ? order : null;
}

async function settle(deps: Deps, order: OrderRow, event: PaymentEvent): Promise<void> {
  if (!event.isAftermath) return settlePayment(deps, order, event, event);
  if (!(await getPayment(deps.db, order.id))) {
    const isLost = order.status === 'created' && order.payment_kind === 'checkout';
    await settlePayment(deps, isLost ? await openOrWithdraw(deps, order) : order, event, null);
  }
  await reconcileAftermath(deps, order, event);
}

async function settlePayment(deps: Deps, order: OrderRow, about: PaymentEvent, event: PaymentEvent | null): Promise<void> {
  const known = await fetchState(deps, withReference(order, about));
  if (known) await settleOrder(deps, order, known, event);
}

/** An event can overtake the answer to the request that opened the payment: then it says which one to ask about. */
function withReference(order: OrderRow, { sessionId, paymentIntentId }: PaymentEvent): OrderRow {
  if (order.payment_kind === 'intent') return { ...order, payment_intent_id: order.payment_intent_id ?? paymentIntentId };
  return { ...order, checkout_session_id: order.checkout_session_id ?? sessionId };
}
