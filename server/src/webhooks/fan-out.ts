import type { Knex } from 'knex';
import type { WebhookPayload } from '@luneo/sdk/contracts/webhooks.js';
import { endedSessionOf, type StoredEvent } from '../outbox/outbox.js';
import { insertDeliveries, newDelivery } from './deliveries.js';
import { wants, type EndpointRow } from './endpoints.js';

/** Makes the deliveries of events: to the endpoints of their brand and mode that want them. May be run again with the same events. */
export async function fanOut(tx: Knex, all: readonly StoredEvent[]): Promise<void> {
  const events = all.filter((event) => endedSessionOf(event) === null);
  const brands = [...new Set(events.map(({ brandId }) => brandId))];
  const endpoints = await tx<EndpointRow>('webhook_endpoints').whereIn('brand_id', brands);
  if (endpoints.length === 0) return;
  const rows = events.flatMap((event) => {
    const payload = payloadOf(event);
    return endpoints.filter((endpoint) => isFor(endpoint, event)).map((endpoint) => newDelivery(endpoint, payload, event.id));
  });
  await insertDeliveries(tx, rows);
}

/** Nobody is told of what was before they asked. */
const isFor = (endpoint: EndpointRow, { brandId, mode, type, createdAt }: StoredEvent): boolean =>
  endpoint.brand_id === brandId && (mode === null || endpoint.mode === mode) && endpoint.created_at <= createdAt && wants(endpoint, type);

export function payloadOf({ type, createdAt, topic, brandId, ownerId, mode, data }: StoredEvent): WebhookPayload {
  const [object = '', id = ''] = topic.split(':');
  return { type, timestamp: createdAt, data: { object, id, brandId, ownerId, mode, state: data } };
}
