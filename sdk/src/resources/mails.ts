import type { MailQuery, MailRecord } from '../contracts/mails.js';
import type { Http, RequestOptions } from '../http.js';
import type { Page } from './page.js';

/** What was mailed in the name of a brand. */
export class Mails {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Newest first; `withheld: 'true'` for those that were not sent. */
  list(brandId: string, query: MailQuery = {}, options?: RequestOptions): Promise<Page<MailRecord>> {
    return this.#http.call<'mails.list'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/mails`, { ...options, query });
  }
}
