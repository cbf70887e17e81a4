import type { Asset } from '@luneo/sdk/contracts/designs.js';
import type { Adjustments } from '@luneo/sdk/design/document.js';
import type { AdjustedPictures } from './adjusted-pictures.js';

export interface PicturesOptions {
  /** Facts and fresh signed addresses of a picture. */
  fetchAsset(id: string): Promise<Asset>;
  /** Facts of a picture became known: it can be laid out. */
  onFacts(asset: Asset): void;
  /** A picture can be painted now. */
  onPixels(id: string): void;
}

interface Entry {
  asset: Asset | null;
  element: HTMLImageElement | null;
  loading: Promise<void> | null;
  failedAt: number;
}

const RETRY_MS = 5_000;

/** An image element ready to paint on a canvas that stays readable. Rejects when the file is not a picture. */
export async function loadImage(url: string): Promise<HTMLImageElement> {
  const element = new Image();
  if (!url.startsWith('blob:')) element.crossOrigin = 'anonymous';
  element.decoding = 'async';
  element.src = url;
  await element.decode();
  return element;
}

/**
 * The shopper's pictures by asset id. Addresses are signed and expire: when one fails, a fresh one is asked for. In Node
 * only the facts are loaded.
 */
export class Pictures {
  readonly #options: PicturesOptions;
  readonly #entries = new Map<string, Entry>();
  #adjusted: AdjustedPictures | null = null;
  #isAdjusting = false;

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /** What to paint, or undefined while it is loading. Adjustments show as soon as they are made; `onPixels` tells. */
  image(id: string, adjustments?: Adjustments): CanvasImageSource | undefined {
    const element = this.#entries.get(id)?.element ?? undefined;
    if (!element || !adjustments) return element;
    if (this.#adjusted) return this.#adjusted.image(id, element, adjustments);
    if (!this.#isAdjusting) void this.#startAdjusting(id);
    return element;
  }

  /** The file as an element, as it was loaded. */
  element(id: string): HTMLImageElement | undefined {
    return this.#entries.get(id)?.element ?? undefined;
  }

  /** The file in full size, loaded anew: for what needs every pixel. Rejects when it cannot be had. */
  async original(id: string): Promise<HTMLImageElement> {
    const known = this.asset(id) ?? (await this.#options.fetchAsset(id));
    return loadImage(known.url).catch(async () => loadImage((await this.#options.fetchAsset(id)).url));
  }

  asset(id: string): Asset | null {
    return this.#entries.get(id)?.asset ?? null;
  }

  /** A picture that was just uploaded; `element` shows the local file, so nothing flickers. */
  adopt(asset: Asset, element: HTMLImageElement | null): void {
    this.#entries.set(asset.id, { asset, element, loading: null, failedAt: 0 });
    this.#options.onFacts(asset);
    if (element) this.#options.onPixels(asset.id);
    else this.want([asset.id]);
  }

  /** Starts loading what is missing. */
  want(ids: Iterable<string>): void {
    for (const id of ids) {
      const entry = this.#entries.get(id) ?? { asset: null, element: null, loading: null, failedAt: 0 };
      this.#entries.set(id, entry);
      if (entry.element || entry.loading || Date.now() - entry.failedAt < RETRY_MS) continue;
      entry.loading = this.#load(id, entry)
        .catch(() => {
          entry.failedAt = Date.now();
        })
        .finally(() => (entry.loading = null));
    }
  }

  /** Most designs adjust nothing: the code comes when it is needed. */
  async #startAdjusting(id: string): Promise<void> {
    this.#isAdjusting = true;
    try {
      const { AdjustedPictures: Adjusted } = await import('./adjusted-pictures.js');
      this.#adjusted = new Adjusted(this.#options.onPixels);
    } catch {
      // Without a network: asked for again in a while, not with every frame.
      setTimeout(() => (this.#isAdjusting = false), RETRY_MS);
      return;
    }
    this.#options.onPixels(id);
  }

  async #load(id: string, entry: Entry): Promise<void> {
    const fresh = async (): Promise<Asset> => {
      entry.asset = await this.#options.fetchAsset(id);
      this.#options.onFacts(entry.asset);
      return entry.asset;
    };
    const known = entry.asset ?? (await fresh());
    if (typeof Image === 'undefined') return;
    entry.element = await loadImage(known.previewUrl).catch(async () => loadImage((await fresh()).previewUrl));
    this.#options.onPixels(id);
  }
}
