import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { createOnce, readIdempotency } from '../idempotency.js';
import { route, type Route } from '../route.js';
import { getDelivery, listDeliveries, replayDelivery, replayRange, toDelivery } from './deliveries.js';
import { getEndpoint } from './endpoints.js';

/** What was sent to a brand's endpoints, and sending it again. */
export function deliveryRoutes({ db }: Deps): Route[] {
  return [
    route('webhooks.deliveries', async ({ scope, params, query }) => {
      await getEndpoint(db, scope, params.endpointId);
      const { rows, nextCursor } = await listDeliveries(db, scope, params.endpointId, query);
      return { status: 200, body: { items: rows.map(toDelivery), nextCursor } };
    }),

    route('webhooks.delivery', async ({ scope, params }) => ({
      status: 200,
      body: toDelivery(await getDelivery(db, scope, params.deliveryId)),
    })),

    route('webhooks.replay', async ({ scope, params: { deliveryId }, request }) => {
      const replay = async (tx: Deps['db']) => {
        await recordAudit(tx, scope, { action: 'webhook.replayed', target: deliveryId });
        return { id: deliveryId, made: await replayDelivery(tx, scope, deliveryId) };
      };
      const row = await createOnce(db, readIdempotency(request, scope, {}), replay, (id) => getDelivery(db, scope, id));
      return { status: 202, body: toDelivery(row) };
    }),

    route('webhooks.replayRange', async ({ scope, params: { endpointId }, body, request }) => {
      const replay = async (tx: Deps['db']) => {
        await getEndpoint(tx, scope, endpointId);
        const replayed = await replayRange(tx, scope, endpointId, body);
        await recordAudit(tx, scope, { action: 'webhook.replayed', target: endpointId, data: { ...body, count: replayed } });
        // How many there were is all that a repeated request has to know.
        return { id: String(replayed), made: replayed };
      };
      const count = await createOnce(db, readIdempotency(request, scope, body), replay, async (id) => Number(id));
      return { status: 202, body: { count } };
    }),
  ];
}
