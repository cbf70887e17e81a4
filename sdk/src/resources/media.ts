import type { Media } from '../contracts/media.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';
import { pictureType, UPLOAD_MS } from './assets.js';
import type { Page, PageQuery } from './page.js';

const pathOf = (brandId: string) => `/v1/brands/${encodeURIComponent(brandId)}/media` as const;

/** The brand's public pictures, for products and their mockups; for staff and secret keys. */
export class MediaLibrary {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Uploads a PNG, JPEG, WebP or SVG picture of at most 25 MB; the same picture again gives the one that is there. */
  async create(brandId: string, file: Blob | Uint8Array, about: { name?: string } = {}, options?: CreateOptions): Promise<Media> {
    const { headers: key, ...rest } = createOptions(options);
    const headers = { ...key, 'Content-Type': await pictureType(file) };
    return this.#http.call<'media.create'>('POST', pathOf(brandId), {
      timeoutMs: UPLOAD_MS,
      ...rest,
      body: file,
      query: about,
      headers,
    });
  }

  /** Newest first. */
  list(brandId: string, query: PageQuery = {}, options?: RequestOptions): Promise<Page<Media>> {
    return this.#http.call<'media.list'>('GET', pathOf(brandId), { ...options, query });
  }

  /** Throws `conflict` while a product shows it. */
  delete(brandId: string, mediaId: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'media.delete'>('DELETE', `${pathOf(brandId)}/${encodeURIComponent(mediaId)}` as const, options);
  }
}
