import type { Asset } from '../contracts/designs.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';

/** A phone on a slow line takes minutes for 25 MB. */
export const UPLOAD_MS = 300_000;

/** The shopper's pictures. */
export class Assets {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Uploads a PNG, JPEG, WebP, AVIF or SVG picture of at most 25 MB; the type is found in the bytes. AVIF is kept as JPEG or PNG. */
  async create(file: Blob | Uint8Array, about: { name?: string } = {}, options?: CreateOptions): Promise<Asset> {
    const { headers: key, ...rest } = createOptions(options);
    const headers = { ...key, 'Content-Type': await pictureType(file) };
    return this.#http.call<'assets.create'>('POST', '/v1/assets', { timeoutMs: UPLOAD_MS, ...rest, body: file, query: about, headers });
  }

  /** The picture with fresh signed URLs. */
  get(id: string, options?: RequestOptions): Promise<Asset> {
    return this.#http.call<'assets.get'>('GET', `/v1/assets/${encodeURIComponent(id)}`, options);
  }
}

/** What the first bytes say; what the file claims to be decides only where they say nothing. */
export async function pictureType(file: Blob | Uint8Array): Promise<string> {
  const head = file instanceof Uint8Array ? file.subarray(0, 256) : new Uint8Array(await file.slice(0, 256).arrayBuffer());
  const text = String.fromCharCode(...head);
  if (text.startsWith('\x89PNG')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.slice(4, 8) === 'ftyp' && /avi[fs]/.test(text.slice(8, 64))) return 'image/avif';
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--|!DOCTYPE svg)/i.test(text)) return 'image/svg+xml';
  return file instanceof Uint8Array ? 'application/octet-stream' : file.type || 'application/octet-stream';
}
