import type { Deps } from '../deps.js';
import { settleOrder } from '../orders/settle.js';
import { findForPayment } from '../orders/store.js';
import { Problem } from '../problem.js';
import { route } from '../route.js';
import type { Route } from '../route.js';

const RECEIVED = { status: 200, body: { received: true } } as const;

/** Events come twice, late and in any order: they only say which checkout to look at. Its state is fetched from the provider. */
export function webhookRoutes(deps: Deps): Route[] {
  return [
    route('webhooks.stripe', async ({ body, request }) => {
      const signature = request.headers['stripe-signature'];
      if (typeof signature !== 'string') throw new Problem('invalid-signature', 'Send the Stripe-Signature header.');
      const event = deps.payments.readEvent(body, signature);
      if (await deps.db('webhook_events').where({ id: event.id }).first('id')) return RECEIVED;
      const order = await findForPayment(deps.db, event);
      const sessionId = order && (order.checkout_session_id ?? event.sessionId);
      if (!sessionId) {
        deps.log.info({ event: event.id, type: event.type }, 'an event that no order waits for');
        return RECEIVED;
      }
      await settleOrder(deps, order, await deps.payments.getCheckout(sessionId), event);
      return RECEIVED;
    }),
  ];
}
