import type { Asset } from '../contracts/designs.js';
import type { BrandGeneration, CostReport, CostReportRequest, GenerationSettings } from '../contracts/generation.js';
import type { Http, RequestOptions } from '../http.js';

/** What changes by words cost, and what a brand allows. */
export class Generation {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Limits, blocklist, what was spent this month and today, and who composes and paints. */
  get(brandId: string, options?: RequestOptions): Promise<BrandGeneration> {
    return this.#http.call<'brands.generation.get'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/generation`, options);
  }

  /** Sets limits and blocklist; `invalid-request` for more than the installation allows. */
  update(brandId: string, body: GenerationSettings, options?: RequestOptions): Promise<BrandGeneration> {
    return this.#http.call<'brands.generation.update'>('PUT', `/v1/brands/${encodeURIComponent(brandId)}/generation`, {
      ...options,
      body,
    });
  }

  /** Costs by brand, day and model; of one's own brand, for platform staff of all. */
  costs(body: CostReportRequest = {}, options?: RequestOptions): Promise<CostReport> {
    return this.#http.call<'admin.ai.costs'>('POST', '/v1/admin/ai/costs', { ...options, body });
  }

  /** Keeps a picture that was made from words, which is deleted after 90 days otherwise. */
  keep(assetId: string, kept = true, options?: RequestOptions): Promise<Asset> {
    return this.#http.call<'assets.keep'>('PUT', `/v1/assets/${encodeURIComponent(assetId)}/kept`, { ...options, body: { kept } });
  }
}
