import { PngWriter } from '@luneo/sdk/paint/png.js';
import { fitted, type Pixels, readPixels, resized } from './adjust-picture.js';
import { type Matte, takeOut } from './background.js';
import { findGroundAside } from './ground-worker.js';

/** Longest edge of the picture in which the ground is looked for. */
const LOOK_EDGE = 900;
/** Larger pictures come out in this size: what a phone can hold while it writes the file. */
const MOST_PIXELS = 16_000_000;
const MOST_BYTES = 24_000_000;

/** A picture whose ground is being taken away: looked at small, made in full size. */
export class CutOut {
  readonly size: Pixels;
  /** The picture as it is, small. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly #source: HTMLImageElement;

  private constructor(source: HTMLImageElement, size: Pixels, pixels: Uint8ClampedArray<ArrayBuffer>) {
    this.#source = source;
    this.size = size;
    this.pixels = pixels;
  }

  static async of(source: HTMLImageElement): Promise<CutOut> {
    const size = fitted({ width: source.naturalWidth, height: source.naturalHeight }, LOOK_EDGE);
    return new CutOut(source, size, await readPixels(await resized(source, size), size));
  }

  /** `tolerance` and `softness` 0..1. */
  find(tolerance: number, softness: number): Promise<Matte> {
    const { width, height } = this.size;
    return findGroundAside(this.pixels, width, height, tolerance, 1 + softness * 5);
  }

  /** What is left of the picture, small, to show. */
  shown(matte: Matte): ImageData {
    const { width, height } = this.size;
    const pixels = this.pixels.slice();
    takeOut(pixels, width, 0, height, matte);
    return new ImageData(pixels, width, height);
  }

  /** PNG in full size, as far as it can be uploaded. */
  async file(matte: Matte): Promise<Blob> {
    const { naturalWidth: width, naturalHeight: height } = this.#source;
    let scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
    for (;;) {
      const size = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
      // oxlint-disable-next-line no-await-in-loop -- tried again smaller
      const file = await this.#write(matte, size);
      if (file.size <= MOST_BYTES) return file;
      scale *= 0.7;
    }
  }

  async #write(matte: Matte, size: Pixels): Promise<Blob> {
    const png = new PngWriter(size.width, size.height);
    const pixels = await readPixels(await resized(this.#source, size), size);
    const rows = Math.max(1, Math.floor(262_144 / size.width));
    for (let top = 0; top < size.height; top += rows) {
      const strip = pixels.subarray(top * size.width * 4, Math.min(size.height, top + rows) * size.width * 4);
      takeOut(strip, size.width, top, size.height, matte);
      // oxlint-disable-next-line no-await-in-loop -- a file is written in order
      await png.write(strip);
    }
    return png.finish();
  }
}
