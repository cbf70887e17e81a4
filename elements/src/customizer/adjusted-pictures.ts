import type { Adjustments } from '@luneo/sdk/design/document.js';
import { pictureKey } from '@luneo/sdk/paint/adjust.js';
import { adjustPicture, fitted, type Pixels, resized } from './adjust-picture.js';

/** Longest edge that is adjusted for the screen: that of the previews, 4.2 megapixels. */
const MAX_EDGE = 2_048;
/** What nobody has asked for during so many others is let go. */
const REMEMBERED = 4;

interface Made {
  bitmap: ImageBitmap;
  usedAt: number;
}

/**
 * Adjusted pictures for the screen. One at a time, and between its strips the page has its turn; meanwhile the picture's
 * newest look is shown. Who paints asks again after `onPixels`, so nothing that is no longer wanted is made.
 */
export class AdjustedPictures {
  readonly #onPixels: (asset: string) => void;
  readonly #made = new Map<string, Made>();
  readonly #newest = new Map<string, string>();
  #small: { of: HTMLImageElement; picture: CanvasImageSource; size: Pixels } | null = null;
  /** Too large for this device: shown as they are. */
  readonly #failed = new Set<string>();
  #working = false;
  #turn = 0;

  constructor(onPixels: (asset: string) => void) {
    this.#onPixels = onPixels;
  }

  image(asset: string, source: HTMLImageElement, adjustments: Adjustments): CanvasImageSource {
    const key = pictureKey(asset, adjustments);
    const made = this.#made.get(key) ?? this.#made.get(this.#newest.get(asset) ?? '');
    if (made) made.usedAt = this.#turn;
    if (!this.#made.has(key) && !this.#working && !this.#failed.has(key)) void this.#make(asset, key, source, adjustments);
    return made?.bitmap ?? source;
  }

  async #make(asset: string, key: string, source: HTMLImageElement, adjustments: Adjustments): Promise<void> {
    this.#working = true;
    try {
      const { picture, size } = await this.#smaller(source);
      const bitmap = await adjustPicture(picture, size, adjustments);
      this.#turn++;
      this.#made.set(key, { bitmap, usedAt: this.#turn });
      this.#newest.set(asset, key);
      this.#letGo();
    } catch {
      this.#failed.add(key);
    } finally {
      this.#working = false;
    }
    this.#onPixels(asset);
  }

  /** A slider asks for the same picture again and again. */
  async #smaller(of: HTMLImageElement): Promise<{ picture: CanvasImageSource; size: Pixels }> {
    if (this.#small?.of !== of) {
      const size = fitted({ width: of.naturalWidth, height: of.naturalHeight }, MAX_EDGE);
      this.#small = { of, picture: await resized(of, size), size };
    }
    return this.#small;
  }

  #letGo(): void {
    for (const [key, { bitmap, usedAt }] of this.#made) {
      if (this.#turn - usedAt <= REMEMBERED) continue;
      this.#made.delete(key);
      // Another sheet may be painting it in this frame.
      setTimeout(() => bitmap.close(), 1_000);
    }
  }
}
