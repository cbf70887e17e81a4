import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import { systemScope } from '../auth/brands.js';
import type { Queue } from '../drivers/queue/queue.js';
import { queueMail } from '../mail/store.js';
import { emitEvent } from '../outbox/outbox.js';
import type { Outcome } from './attempt.js';
import { skipPending, type DeliveryRow } from './deliveries.js';
import type { EndpointRow } from './endpoints.js';
import { GIVE_UP_AFTER, waitAfter } from './retries.js';

export interface Tried {
  row: DeliveryRow;
  endpoint: EndpointRow;
  outcome: Outcome;
  /** ms since 1970 when the try began. */
  at: number;
}

/** Stores what became of tries, and what follows for their endpoints. Storing one twice changes nothing. */
export async function storeOutcomes(tx: Knex, queue: Queue, tried: readonly Tried[], chance: () => number): Promise<void> {
  const counted: Tried[] = [];
  for (const one of tried) if (await storeDelivery(tx, one, chance())) counted.push(one);
  for (const endpointId of new Set(counted.map(({ endpoint }) => endpoint.id)))
    await storeEndpoint(
      tx,
      queue,
      endpointId,
      counted.filter(({ endpoint }) => endpoint.id === endpointId),
    );
}

async function storeDelivery(tx: Knex, { row, outcome, at }: Tried, chance: number): Promise<boolean> {
  const tries = row.tries + 1;
  const wait = outcome.result === 'failed' ? waitAfter(tries, chance, outcome.retryAfter) : null;
  const status = outcome.result === 'delivered' ? 'delivered' : wait === null ? 'failed' : 'pending';
  const changed = await tx<DeliveryRow>('webhook_deliveries')
    .where({ id: row.id, status: 'pending', tries: row.tries, attempts: row.attempts })
    .update({
      status,
      tries,
      attempts: row.attempts + 1,
      next_attempt_at: wait === null ? null : new Date(at + outcome.durationMs + wait).toISOString(),
      last_attempt_at: new Date(at).toISOString(),
      response_status: outcome.status,
      response_body: outcome.body,
      duration_ms: outcome.durationMs,
      error: outcome.error,
    });
  return changed === 1;
}

async function storeEndpoint(tx: Knex, queue: Queue, id: string, tried: readonly Tried[]): Promise<void> {
  const { endpoint, outcome, at } = tried.at(-1)!;
  if (tried.some((one) => one.outcome.result === 'gone')) return disable(tx, queue, endpoint, 'gone');
  if (tried.some((one) => one.outcome.result === 'delivered'))
    await tx<EndpointRow>('webhook_endpoints').where({ id }).whereNotNull('failing_since').update({ failing_since: null });
  if (outcome.result === 'delivered') return;
  const row = await tx<EndpointRow>('webhook_endpoints').where({ id }).first('failing_since');
  const since = row?.failing_since ?? null;
  if (since === null)
    await tx<EndpointRow>('webhook_endpoints')
      .where({ id })
      .update({ failing_since: new Date(at).toISOString() });
  else if (at - Date.parse(since) >= GIVE_UP_AFTER) await disable(tx, queue, endpoint, 'failing');
}

/** Sends nothing more to an endpoint, and tells its brand. */
async function disable(tx: Knex, queue: Queue, endpoint: EndpointRow, reason: 'gone' | 'failing'): Promise<void> {
  const { id, brand_id: brandId, mode, url } = endpoint;
  const now = new Date().toISOString();
  const disabled = await tx<EndpointRow>('webhook_endpoints')
    .where({ id, status: 'enabled' })
    .update({ status: 'disabled', disabled_reason: reason, updated_at: now });
  if (disabled !== 1) return;
  await skipPending(tx, id);
  await emitEvent(tx, { brandId, ownerId: null, mode }, { topic: `webhook:${id}`, type: 'webhook.disabled', data: { reason, url } });
  await recordAudit(tx, systemScope(brandId, mode), { action: 'webhook.disabled', target: id, data: { reason, url } });
  for (const to of await adminsOf(tx, brandId))
    await queueMail(queue, tx, { brandId, kind: 'webhook-disabled', to, data: { endpointId: id, url, reason } });
}

async function adminsOf(tx: Knex, brandId: string): Promise<string[]> {
  const rows = (await tx('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where({ 'memberships.brand_id': brandId, 'memberships.role': 'brand_admin' })
    .orderBy('users.email')
    .select('users.email')) as { email: string }[];
  return rows.map(({ email }) => email);
}
