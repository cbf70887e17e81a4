import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
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

    route('webhooks.replay', async ({ scope, params: { deliveryId } }) => {
      const row = await db.transaction(async (tx) => {
        await recordAudit(tx, scope, { action: 'webhook.replayed', target: deliveryId });
        return replayDelivery(tx, scope, deliveryId);
      });
      return { status: 202, body: toDelivery(row) };
    }),

    route('webhooks.replayRange', async ({ scope, params: { endpointId }, body }) => {
      const count = await db.transaction(async (tx) => {
        await getEndpoint(tx, scope, endpointId);
        const replayed = await replayRange(tx, scope, endpointId, body);
        await recordAudit(tx, scope, { action: 'webhook.replayed', target: endpointId, data: { ...body, count: replayed } });
        return replayed;
      });
      return { status: 202, body: { count } };
    }),
  ];
}
