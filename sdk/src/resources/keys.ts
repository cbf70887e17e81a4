import type { ApiKey, ApiKeyCreate, ApiKeyCreated, ApiKeyRotate, ApiKeyUpdate } from '../contracts/keys.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';

/** API keys of a brand, for its administrators. */
export class ApiKeys {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Keys of the brand, without their secrets. */
  list(brandId: string, options?: RequestOptions): Promise<{ items: ApiKey[] }> {
    return this.#http.call<'keys.list'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/keys`, options);
  }

  /** The key itself is in this answer only. */
  create(brandId: string, body: ApiKeyCreate, options?: CreateOptions): Promise<ApiKeyCreated> {
    return this.#http.call<'keys.create'>('POST', `/v1/brands/${encodeURIComponent(brandId)}/keys`, { ...createOptions(options), body });
  }

  /** Another name, or other origins: those that are left out may no longer use the key. */
  update(brandId: string, keyId: string, body: ApiKeyUpdate, options?: RequestOptions): Promise<ApiKey> {
    return this.#http.call<'keys.update'>('PATCH', keyPath(brandId, keyId), { ...options, body });
  }

  /** A new key in place of this one, which goes on working for `overlapHours` (24). The key itself is in this answer only. */
  rotate(brandId: string, keyId: string, body: ApiKeyRotate = {}, options?: CreateOptions): Promise<ApiKeyCreated> {
    return this.#http.call<'keys.rotate'>('POST', `${keyPath(brandId, keyId)}/rotate`, { ...createOptions(options), body });
  }

  /** Ends a key; calls with it fail at once. */
  revoke(brandId: string, keyId: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'keys.revoke'>('DELETE', keyPath(brandId, keyId), options);
  }
}

const keyPath = (brandId: string, keyId: string) => `/v1/brands/${encodeURIComponent(brandId)}/keys/${encodeURIComponent(keyId)}` as const;
