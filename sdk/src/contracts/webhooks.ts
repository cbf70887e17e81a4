import * as z from 'zod/mini';
import { HttpUrl, Time, name, prefixed } from './common.js';
import { EventType } from './events.js';

export const WebhookId = prefixed('whk');
export const DeliveryId = prefixed('dlv');

/** `webhook.test` comes only when it is asked for. */
export const WebhookType = z.union([EventType, z.literal('webhook.test')]);

/** Where a brand wants to be told of events, in one mode. */
export const WebhookEndpoint = z.object({
  id: WebhookId,
  url: z.string(),
  description: z.string(),
  /** Types that it is sent; empty: all. */
  events: z.array(EventType),
  mode: z.enum(['test', 'live']),
  status: z.enum(['enabled', 'disabled']),
  /** `asked` by staff; `gone`: it answered 410; `failing`: nothing succeeded for five days. Null while enabled. */
  disabledReason: z.nullable(z.enum(['asked', 'gone', 'failing'])),
  /** Since when every try has failed; null while all is well. */
  failingSince: z.nullable(Time),
  /** `whpk_…`: verifies the `v1a` signatures without the secret. Changes when the secret is rotated. */
  publicKey: z.string(),
  /** Until when the secret before this one signs too; null without one. */
  previousSecretUntil: z.nullable(Time),
  createdAt: Time,
  updatedAt: Time,
});

const url = HttpUrl;
const description = name(200);
const events = z.array(EventType).check(z.maxLength(50));
export const WebhookEndpointCreate = z.strictObject({ url, description: z.optional(description), events: z.optional(events) });
export const WebhookEndpointPatch = z.strictObject({
  url: z.optional(url),
  description: z.optional(description),
  events: z.optional(events),
});

/** `secret`: `whsec_…`, in this answer only. */
export const WebhookEndpointWithSecret = z.extend(WebhookEndpoint, { secret: z.string() });
export const WebhookRotate = z.strictObject({
  /** How long both secrets sign; 0 ends the old one at once. Default 24. */
  overlapHours: z.optional(z.number().check(z.gte(0), z.lte(168))),
});

/** What is sent, as JSON. */
export const WebhookPayload = z.object({
  type: WebhookType,
  /** When it happened; deliveries come late, twice and in any order. */
  timestamp: Time,
  data: z.object({
    /** What changed: read it, for it is the truth. */
    object: z.string(),
    id: z.string(),
    brandId: z.string(),
    /** Whose it is, for what shoppers own. */
    ownerId: z.nullable(z.string()),
    /** Null for what concerns the brand in both modes. */
    mode: z.nullable(z.enum(['test', 'live'])),
    state: z.record(z.string(), z.unknown()),
  }),
});

/** One event on its way to one endpoint. Its id is the `webhook-id` header, the same for every try. */
export const WebhookDelivery = z.object({
  id: DeliveryId,
  endpointId: WebhookId,
  type: z.string(),
  /** `skipped`: not sent, for the endpoint was disabled. `failed`: no try is left. */
  status: z.enum(['pending', 'delivered', 'failed', 'skipped']),
  attempts: z.int(),
  nextAttemptAt: z.nullable(Time),
  lastAttemptAt: z.nullable(Time),
  /** Of the last try: status code, first kilobyte of the answer, ms, or why there was no answer. */
  responseStatus: z.nullable(z.int()),
  responseBody: z.nullable(z.string()),
  durationMs: z.nullable(z.int()),
  error: z.nullable(z.string()),
  /** Every try, oldest first; of more than thirty the last ones. */
  log: z.array(z.object({ at: Time, responseStatus: z.nullable(z.int()), durationMs: z.int(), error: z.nullable(z.string()) })),
  payload: WebhookPayload,
  createdAt: Time,
});
export const WebhookDeliveryQuery = z.strictObject({
  status: z.optional(WebhookDelivery.shape.status),
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.maxLength(200))),
});

/** Which deliveries of an endpoint are sent again: made from `since` on, before `until`; those that did not arrive, or all. */
export const WebhookReplay = z.strictObject({
  since: Time,
  until: z.optional(Time),
  which: z.optional(z.enum(['missing', 'all'])),
});
export const WebhookReplayed = z.object({ count: z.int() });

/** A webhook as it was received, to find out why its signature does not verify. One of `secret` (or a public key) and `endpointId`. */
export const WebhookVerify = z.strictObject({
  payload: z.string().check(z.maxLength(200_000)),
  headers: z.record(z.string().check(z.maxLength(100)), z.string().check(z.maxLength(4_000))),
  secret: z.optional(z.string().check(z.maxLength(200))),
  endpointId: z.optional(WebhookId),
});
export const WebhookVerdict = z.object({
  valid: z.boolean(),
  /** Null when valid. */
  reason: z.nullable(
    z.enum([
      'missing-header',
      'timestamp-malformed',
      'timestamp-too-old',
      'timestamp-too-new',
      'secret-malformed',
      'signature-malformed',
      'no-match',
    ]),
  ),
  detail: z.string(),
});

export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;
export type WebhookEndpointCreate = z.infer<typeof WebhookEndpointCreate>;
export type WebhookEndpointPatch = z.infer<typeof WebhookEndpointPatch>;
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;
export type WebhookPayload = z.infer<typeof WebhookPayload>;
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export type WebhookReplay = z.infer<typeof WebhookReplay>;
export type WebhookVerify = z.infer<typeof WebhookVerify>;
export type WebhookVerdict = z.infer<typeof WebhookVerdict>;
