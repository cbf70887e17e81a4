import type { Deps } from '../deps.js';
import type { PaymentEvent } from '../drivers/payments/payments.js';
import { settleDispute } from '../orders/dispute.js';
import { placeOf } from '../orders/open-payment.js';
import { reconcileRefunds } from '../orders/refund-settle.js';
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
    const order = await findForPayment(deps.db, event);
    if (order) await settle(deps, order, event);
    else deps.log.info({ event: event.id, type: event.type }, 'an event that no order waits for');
    return RECEIVED;
  });
}

async function settle(deps: Deps, order: OrderRow, event: PaymentEvent): Promise<void> {
  const { payments } = deps;
  if (event.disputeId) {
    await settleDispute(deps, order, await payments.getDispute(event.disputeId, placeOf(order)), event);
  } else if (/^(refund\.|charge\.refund)/.test(event.type)) {
    await reconcileRefunds(deps, order, event);
  } else {
    const known = await fetchState(deps, withReference(order, event));
    if (known) await settleOrder(deps, order, known, event);
  }
}

/** An event can overtake the answer to the request that opened the payment: then it says which one to ask about. */
function withReference(order: OrderRow, { sessionId, paymentIntentId }: PaymentEvent): OrderRow {
  if (order.payment_kind === 'intent') return { ...order, payment_intent_id: order.payment_intent_id ?? paymentIntentId };
  return { ...order, checkout_session_id: order.checkout_session_id ?? sessionId };
}
