import { PngWriter } from '@luneo/sdk/paint/png.js';
import { type Pixels, readPixels, resized } from './adjust-picture.js';

/** Larger pictures come out in this size: what a phone can hold while it writes the file. */
const MOST_PIXELS = 16_000_000;
const MOST_BYTES = 24_000_000;

/** Changes rows of a picture in place; `top`: the first of them, of `height` in all. */
export type ChangeRows = (rows: Uint8ClampedArray, width: number, top: number, height: number) => void;

/** PNG of a picture in full size, as far as it can be uploaded; else smaller. */
export async function writePng(source: HTMLImageElement, change?: ChangeRows): Promise<Blob> {
  const { naturalWidth: width, naturalHeight: height } = source;
  let scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  for (;;) {
    const size = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
    // oxlint-disable-next-line no-await-in-loop -- tried again smaller
    const file = await write(source, size, change);
    if (file.size <= MOST_BYTES) return file;
    scale *= 0.7;
  }
}

async function write(source: HTMLImageElement, size: Pixels, change?: ChangeRows): Promise<Blob> {
  const png = new PngWriter(size.width, size.height);
  const pixels = await readPixels(await resized(source, size), size);
  const rows = Math.max(1, Math.floor(262_144 / size.width));
  for (let top = 0; top < size.height; top += rows) {
    const strip = pixels.subarray(top * size.width * 4, Math.min(size.height, top + rows) * size.width * 4);
    change?.(strip, size.width, top, size.height);
    // oxlint-disable-next-line no-await-in-loop -- a file is written in order
    await png.write(strip);
  }
  return png.finish();
}
