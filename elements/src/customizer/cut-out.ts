import { fitted, type Pixels, readPixels, resized } from './adjust-picture.js';
import { type Matte, takeOut } from './background.js';
import { findGroundAside } from './ground-worker.js';
import { writePng } from './write-png.js';

/** Longest edge of the picture in which the ground is looked for. */
const LOOK_EDGE = 900;

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
  file(matte: Matte): Promise<Blob> {
    return writePng(this.#source, (rows, width, top, height) => takeOut(rows, width, top, height, matte));
  }
}
