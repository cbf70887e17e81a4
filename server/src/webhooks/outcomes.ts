import type { Knex } from 'knex';
import type { WebhookDelivery } from '@luneo/sdk/contracts/webhooks.js';
import { recordAudit } from '../audit/audit.js';
import { systemScope } from '../auth/brands.js';
import { adminsOf } from '../auth/memberships.js';
import { changeRows, type Sql } from '../drivers/database/change-row.js';
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
/** More than a delivery is tried by itself; only somebody who asks for it again and again loses the first ones. */
const MAX_LOGGED = 30;
type Stored = Pick<DeliveryRow, 'id' | 'endpoint_id'>;

/** The delivery as it was sent, and what it becomes, if it still is what it was. */
const TRIED = [
  'sent',
  'tries_before',
  'attempts_before',
  'new_status',
  'next_at',
  'last_at',
  'answer',
  'answer_body',
  'took',
  'problem',
  'tries_log',
];
const TYPES = ['text', 'integer', 'integer', 'text', 'text', 'text', 'integer', 'text', 'integer', 'text', 'text'];
const FIRST = `(${TYPES.map((type) => `cast(? as ${type})`).join(', ')})`;
const NEXT = `, (${TYPES.map(() => '?').join(', ')})`;

/**
 * Stores what became of tries, and what follows for their endpoints, in one transaction. Storing one twice changes nothing: it is not
 * counted again.
 */
export async function storeOutcomes(db: Knex, queue: Queue, tried: readonly Tried[], chance: () => number): Promise<void> {
  const change = storeDeliveries(tried, chance);
  if (tried.every(({ outcome }) => outcome.result === 'delivered')) {
    await changeRows<Stored>(db, change, (rows) => [succeeded(rows)]);
    return;
  }
  await db.transaction(async (tx) => {
    const stored = await changeRows<Stored>(tx, change, () => []);
    const ids = new Set(stored.map(({ id }) => id));
    const counted = tried.filter(({ row }) => ids.has(row.id));
    for (const endpointId of new Set(counted.map(({ endpoint }) => endpoint.id)))
      await storeEndpoint(
        tx,
        queue,
        endpointId,
        counted.filter(({ endpoint }) => endpoint.id === endpointId),
      );
  });
}

/** One statement for all of them: their number is what a busy sender waits for. */
function storeDeliveries(tried: readonly Tried[], chance: () => number): Sql {
  const bindings = tried.flatMap(({ row, outcome, at }) => {
    const wait = outcome.result === 'failed' ? waitAfter(row.tries + 1, chance(), outcome.retryAfter) : null;
    const status = outcome.result === 'delivered' ? 'delivered' : wait === null ? 'failed' : 'pending';
    const next = wait === null ? null : iso(at + outcome.durationMs + wait);
    return [
      row.id,
      row.tries,
      row.attempts,
      status,
      next,
      iso(at),
      outcome.status,
      outcome.body,
      outcome.durationMs,
      outcome.error,
      logged(row, outcome, at),
    ];
  });
  return {
    sql: `with t (${TRIED.join(', ')}) as (values ${FIRST}${NEXT.repeat(tried.length - 1)})
      update webhook_deliveries
      set status = t.new_status, tries = t.tries_before + 1, attempts = t.attempts_before + 1, next_attempt_at = t.next_at,
        last_attempt_at = t.last_at, response_status = t.answer, response_body = t.answer_body, duration_ms = t.took, error = t.problem, log = t.tries_log
      from t
      where id = t.sent and status = 'pending' and tries = t.tries_before and attempts = t.attempts_before
      returning id, endpoint_id`,
    bindings,
  };
}

/** Every try stays in the delivery's own row, which is written anyway: the last of them, oldest first. */
function logged({ log }: DeliveryRow, { status, durationMs, error }: Outcome, at: number): string {
  const before = log === null ? [] : (JSON.parse(log) as WebhookDelivery['log']);
  return JSON.stringify([...before.slice(1 - MAX_LOGGED), { at: iso(at), responseStatus: status, durationMs, error }]);
}

function succeeded(rows: readonly Stored[]): Sql {
  const ids = [...new Set(rows.map(({ endpoint_id }) => endpoint_id))];
  return {
    sql: `update webhook_endpoints set failing_since = null where failing_since is not null and id in (${ids.map(() => '?').join(', ')})`,
    bindings: ids,
  };
}

const iso = (at: number): string => new Date(at).toISOString();

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
      .update({ failing_since: iso(at) });
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
  for (const { email: to, locale } of await adminsOf(tx, brandId))
    await queueMail(queue, tx, { brandId, kind: 'webhook-disabled', to, data: { endpointId: id, url, reason }, locale });
}
