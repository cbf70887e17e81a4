import type { Knex } from 'knex';
import type { EventType } from '@luneo/sdk/contracts/events.js';
import type { WebhookEndpoint, WebhookEndpointCreate, WebhookEndpointPatch } from '@luneo/sdk/contracts/webhooks.js';
import type { Scope } from '../auth/scope.js';
import { refusalOf } from '../guarded-fetch.js';
import type { Config } from '../config.js';
import { takeTurns } from '../drivers/database/lock.js';
import { newId } from '../id.js';
import { notFound, Problem } from '../problem.js';
import { seal, unseal } from '../seal.js';
import { keyPairOf, publicKeyText } from './key-pair.js';
import { keyOf, newSecret, type SigningKey } from './sign.js';

export interface EndpointRow {
  id: string;
  brand_id: string;
  mode: Scope['mode'];
  url: string;
  description: string;
  events: string;
  status: WebhookEndpoint['status'];
  disabled_reason: WebhookEndpoint['disabledReason'];
  failing_since: string | null;
  secret: string;
  previous_secret: string | null;
  previous_until: string | null;
  created_at: string;
  updated_at: string;
  worker: string | null;
  lease_until: string | null;
}
type Guard = Pick<Config, 'env' | 'allowHosts'>;
type Sealing = Pick<Config, 'secret'>;

/** More addresses than that are better told apart behind one of them. */
const MAX_ENDPOINTS = 20;
const PURPOSE = 'webhook-secret';
const HOUR = 3_600_000;

const endpoints = (db: Knex, { brandId, mode }: Scope) => db<EndpointRow>('webhook_endpoints').where({ brand_id: brandId, mode });

export async function listEndpoints(db: Knex, scope: Scope): Promise<EndpointRow[]> {
  return endpoints(db, scope).orderBy('id', 'desc');
}

/** Throws `not-found` for endpoints that are not there and for those of others alike. */
export async function getEndpoint(db: Knex, scope: Scope, id: string): Promise<EndpointRow> {
  const row = await endpoints(db, scope).where({ id }).first();
  if (!row) throw notFound('webhook endpoint', id);
  return row;
}

/** Makes an enabled endpoint with a secret of its own. Throws `invalid-request` for an address that may not be called. */
export async function createEndpoint(tx: Knex, scope: Scope, config: Guard & Sealing, input: WebhookEndpointCreate): Promise<EndpointRow> {
  checkUrl(config, input.url);
  await takeTurns(tx, `webhooks:${scope.brandId}`);
  const [{ count }] = (await endpoints(tx, scope).count({ count: '*' })) as unknown as [{ count: number | string }];
  if (Number(count) >= MAX_ENDPOINTS)
    throw new Problem('conflict', `There are ${MAX_ENDPOINTS} endpoints, which is the most. Remove one first.`);
  const now = new Date().toISOString();
  const row: EndpointRow = {
    id: newId('whk'),
    brand_id: scope.brandId,
    mode: scope.mode,
    url: input.url,
    description: input.description ?? '',
    events: eventList(input.events),
    status: 'enabled',
    disabled_reason: null,
    failing_since: null,
    secret: seal(config.secret, PURPOSE, newSecret()),
    previous_secret: null,
    previous_until: null,
    created_at: now,
    updated_at: now,
    worker: null,
    lease_until: null,
  };
  await tx<EndpointRow>('webhook_endpoints').insert(row);
  return row;
}

export async function changeEndpoint(
  tx: Knex,
  scope: Scope,
  config: Guard,
  id: string,
  change: WebhookEndpointPatch,
): Promise<EndpointRow> {
  if (change.url !== undefined) checkUrl(config, change.url);
  return update(tx, scope, id, {
    ...(change.url !== undefined && { url: change.url }),
    ...(change.description !== undefined && { description: change.description }),
    ...(change.events && { events: eventList(change.events) }),
  });
}

/** Begins anew: failures of before do not count against it. */
export const enableEndpoint = (tx: Knex, scope: Scope, id: string): Promise<EndpointRow> =>
  update(tx, scope, id, { status: 'enabled', disabled_reason: null, failing_since: null });

export const disableEndpoint = (tx: Knex, scope: Scope, id: string): Promise<EndpointRow> =>
  update(tx, scope, id, { status: 'disabled', disabled_reason: 'asked' });

export async function deleteEndpoint(tx: Knex, scope: Scope, id: string): Promise<void> {
  if ((await endpoints(tx, scope).where({ id }).delete()) !== 1) throw notFound('webhook endpoint', id);
}

/** A new secret; the one before signs too for `overlapHours`. The one before that is over. */
export async function rotateSecret(tx: Knex, scope: Scope, { secret }: Sealing, id: string, overlapHours: number): Promise<EndpointRow> {
  // Of two rotations at once the later one overlaps with the earlier one's secret.
  const row = await endpoints(tx, scope).where({ id }).forUpdate().first();
  if (!row) throw notFound('webhook endpoint', id);
  const overlap = {
    previous_secret: row.secret,
    previous_until: new Date(Date.now() + overlapHours * HOUR).toISOString(),
  };
  return update(tx, scope, id, {
    secret: seal(secret, PURPOSE, newSecret()),
    ...(overlapHours > 0 ? overlap : { previous_secret: null, previous_until: null }),
  });
}

async function update(tx: Knex, scope: Scope, id: string, change: Partial<EndpointRow>): Promise<EndpointRow> {
  const [row] = (await endpoints(tx, scope)
    .where({ id })
    .update({ ...change, updated_at: new Date().toISOString() })
    .returning('*')) as EndpointRow[];
  if (!row) throw notFound('webhook endpoint', id);
  return row;
}

/**
 * Secrets that sign at this time, the newest first. One that was sealed under another secret of the installation can be read by nobody
 * any more and is left out: the endpoint has to get a new one.
 */
export const secretsOf = (row: EndpointRow, sealing: Sealing, now = Date.now()): string[] =>
  openedSecrets(row, sealing, now).map(({ secret }) => secret);

/** As `secretsOf`, each with the private key beside it. */
export const signingKeysOf = (row: EndpointRow, sealing: Sealing, now = Date.now()): SigningKey[] =>
  openedSecrets(row, sealing, now).map(({ secret, sealed }) => ({
    secret: keyOf(secret)!,
    privateKey: keyPairOf(sealing.secret, row.id, sealed),
  }));

function openedSecrets(row: EndpointRow, { secret: installation }: Sealing, now: number): { secret: string; sealed: string }[] {
  const isOverlapping = row.previous_secret !== null && row.previous_until !== null && Date.parse(row.previous_until) > now;
  return [row.secret, ...(isOverlapping ? [row.previous_secret!] : [])].flatMap((sealed) => {
    try {
      return { secret: unseal(installation, PURPOSE, sealed), sealed };
    } catch {
      return [];
    }
  });
}

export const wants = ({ events }: EndpointRow, type: EventType): boolean =>
  events === '[]' || (JSON.parse(events) as string[]).includes(type);

export function toEndpoint(row: EndpointRow, { secret }: Sealing): WebhookEndpoint {
  const isOverlapping = row.previous_until !== null && Date.parse(row.previous_until) > Date.now();
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: JSON.parse(row.events) as EventType[],
    mode: row.mode,
    status: row.status,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since,
    publicKey: publicKeyText(keyPairOf(secret, row.id, row.secret)),
    previousSecretUntil: isOverlapping ? row.previous_until : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const eventList = (events: readonly EventType[] = []): string => JSON.stringify([...new Set(events)]);

function checkUrl({ env, allowHosts }: Guard, url: string): void {
  const refusal = refusalOf(url, { allowHosts, isHttpsOnly: env === 'production' });
  if (refusal) throw new Problem('invalid-request', `The address ${refusal}.`, { errors: [{ path: 'url', message: refusal }] });
}
