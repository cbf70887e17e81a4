import type { Erasure, PersonalData } from '../contracts/privacy.js';
import type { Http, RequestOptions } from '../http.js';
import type { Page, PageQuery } from './page.js';

/** To show people what is kept of them, and to forget them. */
export class Privacy {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Everything that is kept of a shopper, with links to their files that last an hour. */
  exportShopper(ownerId: string, options?: RequestOptions): Promise<PersonalData> {
    return this.#http.call<'shoppers.export'>('GET', `/v1/shoppers/${encodeURIComponent(ownerId)}/data`, options);
  }

  /** Forgets a shopper. Orders stay without anything personal; `conflict` while one is being paid or made. */
  eraseShopper(ownerId: string, options?: RequestOptions): Promise<Erasure> {
    return this.#http.call<'shoppers.erase'>('DELETE', `/v1/shoppers/${encodeURIComponent(ownerId)}/data`, options);
  }

  /** Deletes a brand for ever; `confirm` is its name, exactly as it is. */
  eraseBrand(brandId: string, confirm: string, options?: RequestOptions): Promise<Erasure> {
    return this.#http.call<'brands.erase'>('DELETE', `/v1/brands/${encodeURIComponent(brandId)}/data`, { ...options, query: { confirm } });
  }

  /** Requests to forget, newest first. */
  erasures(brandId: string, query: PageQuery = {}, options?: RequestOptions): Promise<Page<Erasure>> {
    return this.#http.call<'erasures.list'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/erasures`, { ...options, query });
  }
}
