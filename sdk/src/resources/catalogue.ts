import type { Clipart, Font, Product, ProductInput, ProductSummary } from '../contracts/products.js';
import type { Finding, Quote } from '../contracts/quote.js';
import type { DesignDocument } from '../design/document.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';
import type { Page, PageQuery } from './page.js';

/** What the brand sells, and what a design of it costs and lacks. */
export class Products {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Published products; staff and secret keys see all. */
  list(query: PageQuery = {}, options?: RequestOptions): Promise<Page<ProductSummary>> {
    return this.#http.call<'products.list'>('GET', '/v1/products', { ...options, query, as: 'key' });
  }

  /** A product with its template, by id or slug. */
  get(idOrSlug: string, options?: RequestOptions): Promise<Product> {
    return this.#http.call<'products.get'>('GET', `/v1/products/${encodeURIComponent(idOrSlug)}`, { ...options, as: 'key' });
  }

  /** Adds a product with its template; for staff and secret keys. */
  create(brandId: string, body: ProductInput, options?: CreateOptions): Promise<Product> {
    const path = `/v1/brands/${encodeURIComponent(brandId)}/products` as const;
    return this.#http.call<'products.create'>('POST', path, { ...createOptions(options), body });
  }

  /** Replaces the whole product. */
  update(brandId: string, productId: string, body: ProductInput, options?: RequestOptions): Promise<Product> {
    const path = `/v1/brands/${encodeURIComponent(brandId)}/products/${encodeURIComponent(productId)}` as const;
    return this.#http.call<'products.update'>('PUT', path, { ...options, body });
  }

  /** The server's price of a document: the authority. */
  price(productId: string, body: { document: DesignDocument; quantity?: number }, options?: RequestOptions): Promise<Quote> {
    const path = `/v1/products/${encodeURIComponent(productId)}/price` as const;
    return this.#http.call<'products.price'>('POST', path, { ...options, body, as: 'key' });
  }

  /** What production cannot make of a document, without saving it; `finalize` refuses its errors. */
  preflight(productId: string, body: { document: DesignDocument }, options?: RequestOptions): Promise<{ findings: Finding[] }> {
    const path = `/v1/products/${encodeURIComponent(productId)}/preflight` as const;
    return this.#http.call<'products.preflight'>('POST', path, { ...options, body });
  }
}

/** Fonts that designs may use. */
export class Fonts {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** All fonts of the brand, with the address and SHA-256 of each file. */
  list(options?: RequestOptions): Promise<{ items: Font[] }> {
    return this.#http.call<'fonts.list'>('GET', '/v1/fonts', { ...options, as: 'key' });
  }

  /** Uploads a TrueType or OpenType file. */
  create(file: Blob | Uint8Array, about: { family: string; style?: Font['style'] }, options?: CreateOptions): Promise<Font> {
    const { headers: key, ...rest } = createOptions(options);
    const headers = { ...key, 'Content-Type': 'application/octet-stream' };
    return this.#http.call<'fonts.create'>('POST', '/v1/fonts', { ...rest, body: file, query: about, headers });
  }
}

/** Recolourable drawings that the brand offers. */
export class ClipartLibrary {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** The whole library, as paths that fit a shape layer. */
  list(options?: RequestOptions): Promise<{ items: Clipart[] }> {
    return this.#http.call<'clipart.list'>('GET', '/v1/clipart', { ...options, as: 'key' });
  }
}
