import type { Knex } from 'knex';
import type { WebhookDelivery, WebhookPayload, WebhookReplay } from '@luneo/sdk/contracts/webhooks.js';
import type { Scope } from '../auth/scope.js';
import { newId } from '../id.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';
import { notFound, Problem } from '../problem.js';
import type { EndpointRow } from './endpoints.js';
import { deleteInPortions } from '../drivers/database/portions.js';

export interface DeliveryRow {
  id: string;
  brand_id: string;
  mode: Scope['mode'];
  endpoint_id: string;
  event_id: number | null;
  type: WebhookPayload['type'];
  payload: string;
  status: WebhookDelivery['status'];
  /** Tries in all, and since it was last asked for. */
  attempts: number;
  tries: number;
  next_attempt_at: string | null;
  last_attempt_at: string | null;
  response_status: number | null;
  response_body: string | null;
  duration_ms: number | null;
  error: string | null;
  /** JSON list of the last tries, oldest first. */
  log: string | null;
  created_at: string;
}

/** One statement holds so many rows: databases limit its values. */
const ROWS_PER_INSERT = 100;
const NEW = ['id', 'brand_id', 'mode', 'endpoint_id', 'event_id', 'type', 'payload', 'status', 'next_attempt_at', 'created_at'] as const;
const PLACES = `(${NEW.map(() => '?').join(', ')})`;

const deliveries = (db: Knex, { brandId, mode }: Scope) => db<DeliveryRow>('webhook_deliveries').where({ brand_id: brandId, mode });

/** A delivery to be made now; to a disabled endpoint it is noted only, so that it can be asked for later. */
export function newDelivery(endpoint: EndpointRow, payload: WebhookPayload, eventId: number | null): DeliveryRow {
  const now = new Date().toISOString();
  const isEnabled = endpoint.status === 'enabled';
  return {
    id: newId('dlv'),
    brand_id: endpoint.brand_id,
    mode: endpoint.mode,
    endpoint_id: endpoint.id,
    event_id: eventId,
    type: payload.type,
    payload: JSON.stringify(payload),
    status: isEnabled ? 'pending' : 'skipped',
    attempts: 0,
    tries: 0,
    next_attempt_at: isEnabled ? now : null,
    last_attempt_at: null,
    response_status: null,
    response_body: null,
    duration_ms: null,
    error: null,
    log: null,
    created_at: now,
  };
}

/** New deliveries; the other columns begin empty. An event that an endpoint has already is left out. */
export async function insertDeliveries(tx: Knex, rows: readonly DeliveryRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    const part = rows.slice(at, at + ROWS_PER_INSERT);
    await tx.raw(
      `insert into webhook_deliveries (${NEW.join(', ')}) values ${part.map(() => PLACES).join(', ')}
        on conflict (endpoint_id, event_id) do nothing`,
      part.flatMap((row) => NEW.map((column) => row[column])) as Knex.RawBinding[],
    );
  }
}

/** Throws `not-found` for deliveries that are not there and for those of others alike. */
export async function getDelivery(db: Knex, scope: Scope, id: string): Promise<DeliveryRow> {
  const row = await deliveries(db, scope).where({ id }).first();
  if (!row) throw notFound('delivery', id);
  return row;
}

export async function listDeliveries(
  db: Knex,
  scope: Scope,
  endpointId: string,
  { limit = DEFAULT_LIMIT, cursor, status }: PageRequest & { status?: DeliveryRow['status'] | undefined },
): Promise<{ rows: DeliveryRow[]; nextCursor: string | null }> {
  const query = deliveries(db, scope).where({ endpoint_id: endpointId });
  if (cursor) void query.where('id', '<', cursor);
  if (status) void query.where({ status });
  return pageOf(await query.orderBy('id', 'desc').limit(limit + 1), limit);
}

const again = (now: string): Partial<DeliveryRow> => ({ status: 'pending', tries: 0, next_attempt_at: now });

/** Sends it again, under the same id. Throws `conflict` while its endpoint is disabled. */
export async function replayDelivery(tx: Knex, scope: Scope, id: string): Promise<DeliveryRow> {
  const { endpoint_id } = await getDelivery(tx, scope, id);
  await checkEnabled(tx, endpoint_id);
  const [row] = (await deliveries(tx, scope).where({ id }).update(again(new Date().toISOString())).returning('*')) as DeliveryRow[];
  return row!;
}

/** Sends the deliveries of a time again; returns how many. */
export async function replayRange(tx: Knex, scope: Scope, endpointId: string, range: WebhookReplay): Promise<number> {
  await checkEnabled(tx, endpointId);
  const since = new Date(range.since).toISOString();
  const query = deliveries(tx, scope).where({ endpoint_id: endpointId }).whereNot({ status: 'pending' }).where('created_at', '>=', since);
  if (range.until) void query.where('created_at', '<', new Date(range.until).toISOString());
  if (range.which !== 'all') void query.whereIn('status', ['failed', 'skipped']);
  return query.update(again(new Date().toISOString()));
}

async function checkEnabled(tx: Knex, endpointId: string): Promise<void> {
  const { status } = (await tx<EndpointRow>('webhook_endpoints').where({ id: endpointId }).first('status'))!;
  if (status !== 'enabled') throw new Problem('conflict', 'The endpoint is disabled. Enable it first.');
}

/** What is no longer to be sent: its endpoint was disabled. */
export async function skipPending(tx: Knex, endpointId: string): Promise<void> {
  await tx<DeliveryRow>('webhook_deliveries')
    .where({ endpoint_id: endpointId, status: 'pending' })
    .update({ status: 'skipped', next_attempt_at: null });
}

/** Forgets what is settled and older than `before`. */
export async function pruneDeliveries(db: Knex, before: Date): Promise<void> {
  await deleteInPortions(db, 'webhook_deliveries', (rows) =>
    rows.where('created_at', '<', before.toISOString()).whereNot({ status: 'pending' }),
  );
}

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastAttemptAt: row.last_attempt_at,
    responseStatus: row.response_status,
    responseBody: row.response_body,
    durationMs: row.duration_ms,
    error: row.error,
    log: JSON.parse(row.log ?? '[]') as WebhookDelivery['log'],
    payload: JSON.parse(row.payload) as WebhookPayload,
    createdAt: row.created_at,
  };
}
