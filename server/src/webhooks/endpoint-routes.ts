import type { WebhookEndpoint, WebhookEndpointWithSecret, WebhookPayload } from '@luneo/sdk/contracts/webhooks.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { createOnce, readIdempotency } from '../idempotency.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import * as store from './endpoints.js';
import type { EndpointRow } from './endpoints.js';
import { getDelivery, skipPending, insertDeliveries, newDelivery, toDelivery } from './deliveries.js';
import { deliveryRoutes } from './delivery-routes.js';
import { verdict } from './verify.js';

const OVERLAP_HOURS = 24;

/** Where a brand is told of events. Every change is in the audit log; secrets are shown once. */
export function endpointRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  const toEndpoint = (row: EndpointRow): WebhookEndpoint => store.toEndpoint(row, config);
  const shown = (row: EndpointRow): WebhookEndpointWithSecret => ({ ...toEndpoint(row), secret: store.secretsOf(row, config)[0]! });
  /** Carries out a change and notes it, both or neither. */
  const changed = (scope: Scope, id: string, action: string, change: (tx: Deps['db']) => Promise<EndpointRow>): Promise<EndpointRow> =>
    db.transaction(async (tx) => {
      const row = await change(tx);
      await recordAudit(tx, scope, { action, target: id, data: { url: row.url } });
      return row;
    });

  return [
    ...deliveryRoutes(deps),

    route('webhooks.list', async ({ scope }) => ({
      status: 200,
      body: { items: (await store.listEndpoints(db, scope)).map(toEndpoint) },
    })),

    route('webhooks.create', async ({ scope, body, request }) => {
      if (scope.brandId === '') throw new Problem('forbidden', 'Choose a brand first: webhooks belong to one.');
      const create = async (tx: Deps['db']) => {
        const row = await store.createEndpoint(tx, scope, config, body);
        await recordAudit(tx, scope, { action: 'webhook.created', target: row.id, data: { url: row.url } });
        return { id: row.id, made: row };
      };
      const row = await createOnce(db, readIdempotency(request, scope, body), create, (id) => store.getEndpoint(db, scope, id));
      return { status: 201, body: shown(row), headers: { Location: `/v1/webhooks/endpoints/${row.id}` } };
    }),

    route('webhooks.get', async ({ scope, params }) => ({
      status: 200,
      body: toEndpoint(await store.getEndpoint(db, scope, params.endpointId)),
    })),

    route('webhooks.update', async ({ scope, params: { endpointId }, body }) => {
      const row = await changed(scope, endpointId, 'webhook.changed', (tx) => store.changeEndpoint(tx, scope, config, endpointId, body));
      return { status: 200, body: toEndpoint(row) };
    }),

    route('webhooks.delete', async ({ scope, params: { endpointId } }) => {
      await db.transaction(async (tx) => {
        await store.deleteEndpoint(tx, scope, endpointId);
        await recordAudit(tx, scope, { action: 'webhook.deleted', target: endpointId });
      });
      return { status: 204 };
    }),

    route('webhooks.rotate', async ({ scope, params: { endpointId }, body, request }) => {
      const hours = body.overlapHours ?? OVERLAP_HOURS;
      const rotate = async (tx: Deps['db']) => {
        const rotated = await store.rotateSecret(tx, scope, config, endpointId, hours);
        await recordAudit(tx, scope, { action: 'webhook.rotated', target: endpointId, data: { url: rotated.url } });
        return { id: endpointId, made: rotated };
      };
      const row = await createOnce(db, readIdempotency(request, scope, body), rotate, (id) => store.getEndpoint(db, scope, id));
      return { status: 200, body: shown(row) };
    }),

    route('webhooks.enable', async ({ scope, params: { endpointId } }) => {
      const row = await changed(scope, endpointId, 'webhook.enabled', (tx) => store.enableEndpoint(tx, scope, endpointId));
      return { status: 200, body: toEndpoint(row) };
    }),

    route('webhooks.disable', async ({ scope, params: { endpointId } }) => {
      const row = await changed(scope, endpointId, 'webhook.disabled', async (tx) => {
        const disabled = await store.disableEndpoint(tx, scope, endpointId);
        await skipPending(tx, endpointId);
        return disabled;
      });
      return { status: 200, body: toEndpoint(row) };
    }),

    route('webhooks.test', async ({ scope, params: { endpointId }, request }) => {
      const create = async (tx: Deps['db']) => {
        const endpoint = await store.getEndpoint(tx, scope, endpointId);
        if (endpoint.status !== 'enabled') throw new Problem('conflict', 'The endpoint is disabled. Enable it first.');
        const delivery = newDelivery(endpoint, testPayload(endpoint), null);
        await insertDeliveries(tx, [delivery]);
        return { id: delivery.id, made: delivery };
      };
      const row = await createOnce(db, readIdempotency(request, scope, {}), create, (id) => getDelivery(db, scope, id));
      return { status: 202, body: toDelivery(row) };
    }),

    route('webhooks.verify', async ({ scope, body }) => {
      if ((body.secret === undefined) === (body.endpointId === undefined))
        throw new Problem('invalid-request', 'Send the secret, or the id of the endpoint whose secret it is.');
      const secrets = body.endpointId ? store.secretsOf(await store.getEndpoint(db, scope, body.endpointId), config) : [body.secret!];
      return { status: 200, body: verdict(secrets, body) };
    }),
  ];
}

const testPayload = ({ id, brand_id, mode }: EndpointRow): WebhookPayload => ({
  type: 'webhook.test',
  timestamp: new Date().toISOString(),
  data: { object: 'webhook', id, brandId: brand_id, ownerId: null, mode, state: {} },
});
