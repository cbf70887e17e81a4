import type { Job } from '../contracts/jobs.js';
import type {
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointCreate,
  WebhookEndpointPatch,
  WebhookEndpointWithSecret,
  WebhookReplay,
  WebhookVerdict,
  WebhookVerify,
} from '../contracts/webhooks.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';
import type { Page, PageQuery } from './page.js';

/** The brand's own addresses that are told of events, and what was sent to them. */
export class Webhooks {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  list(options?: RequestOptions): Promise<{ items: WebhookEndpoint[] }> {
    return this.#http.call<'webhooks.list'>('GET', '/v1/webhooks/endpoints', options);
  }

  get(id: string, options?: RequestOptions): Promise<WebhookEndpoint> {
    return this.#http.call<'webhooks.get'>('GET', endpoint(id), options);
  }

  /** The secret is in this answer only. */
  create(body: WebhookEndpointCreate, options?: CreateOptions): Promise<WebhookEndpointWithSecret> {
    return this.#http.call<'webhooks.create'>('POST', '/v1/webhooks/endpoints', { ...createOptions(options), body });
  }

  update(id: string, body: WebhookEndpointPatch, options?: RequestOptions): Promise<WebhookEndpoint> {
    return this.#http.call<'webhooks.update'>('PATCH', endpoint(id), { ...options, body });
  }

  /** Its deliveries go, too. */
  delete(id: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'webhooks.delete'>('DELETE', endpoint(id), options);
  }

  /** A new secret; the old one signs too for `overlapHours` (24). */
  rotate(id: string, body: { overlapHours?: number } = {}, options?: CreateOptions): Promise<WebhookEndpointWithSecret> {
    return this.#http.call<'webhooks.rotate'>('POST', `${endpoint(id)}/rotate`, { ...createOptions(options), body });
  }

  enable(id: string, options?: RequestOptions): Promise<WebhookEndpoint> {
    return this.#http.call<'webhooks.enable'>('POST', `${endpoint(id)}/enable`, { ...options, body: {} });
  }

  disable(id: string, options?: RequestOptions): Promise<WebhookEndpoint> {
    return this.#http.call<'webhooks.disable'>('POST', `${endpoint(id)}/disable`, { ...options, body: {} });
  }

  /** Sends a `webhook.test` event. */
  test(id: string, options?: CreateOptions): Promise<WebhookDelivery> {
    return this.#http.call<'webhooks.test'>('POST', `${endpoint(id)}/test`, { ...createOptions(options), body: {} });
  }

  /** Newest first. */
  deliveries(
    id: string,
    query: PageQuery & { status?: WebhookDelivery['status'] } = {},
    options?: RequestOptions,
  ): Promise<Page<WebhookDelivery>> {
    return this.#http.call<'webhooks.deliveries'>('GET', `${endpoint(id)}/deliveries`, { ...options, query });
  }

  /** A delivery and its last try. */
  delivery(deliveryId: string, options?: RequestOptions): Promise<WebhookDelivery> {
    return this.#http.call<'webhooks.delivery'>('GET', `/v1/webhooks/deliveries/${encodeURIComponent(deliveryId)}`, options);
  }

  /** One delivery again. */
  replay(deliveryId: string, options?: CreateOptions): Promise<WebhookDelivery> {
    const path = `/v1/webhooks/deliveries/${encodeURIComponent(deliveryId)}/replay` as const;
    return this.#http.call<'webhooks.replay'>('POST', path, { ...createOptions(options), body: {} });
  }

  /** What did not arrive in a time, or all of it. */
  replayRange(id: string, body: WebhookReplay, options?: CreateOptions): Promise<{ count: number }> {
    return this.#http.call<'webhooks.replayRange'>('POST', `${endpoint(id)}/replay`, { ...createOptions(options), body });
  }

  /** Whether a webhook that was received is genuine, and why not. */
  verify(body: WebhookVerify, options?: RequestOptions): Promise<WebhookVerdict> {
    return this.#http.call<'webhooks.verify'>('POST', '/v1/webhooks/verify', { ...options, body });
  }
}

const endpoint = (id: string) => `/v1/webhooks/endpoints/${encodeURIComponent(id)}` as const;

/** The brand's work in the background. */
export class Jobs {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Newest first; `dead` are those that were given up. */
  list(brandId: string, query: PageQuery & { status?: Job['status'] } = {}, options?: RequestOptions): Promise<Page<Job>> {
    return this.#http.call<'jobs.list'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/jobs`, { ...options, query });
  }

  /** Tries a job again that was given up. */
  retry(jobId: string, options?: RequestOptions): Promise<Job> {
    return this.#http.call<'jobs.retry'>('POST', `/v1/jobs/${encodeURIComponent(jobId)}/retry`, { ...options, body: {} });
  }
}
