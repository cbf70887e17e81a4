import type { Adjustments } from '@luneo/sdk/design/document.js';
import { adjustPixels } from '@luneo/sdk/paint/adjust.js';

export interface Pixels {
  width: number;
  height: number;
}

/** Rows of pixels that are read at once: a few ms of work, then the page has its turn. */
const STRIP_PIXELS = 262_144;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The size of a picture with no edge longer than `edge`. */
export function fitted({ width, height }: Pixels, edge: number): Pixels {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picture in another size, made beside the page's work where the browser can; else as it is, to be scaled when drawn. */
export async function resized(source: HTMLImageElement, { width, height }: Pixels): Promise<CanvasImageSource> {
  if (width === source.naturalWidth && height === source.naturalHeight) return source;
  return createImageBitmap(source, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' }).catch(() => source);
}

/** Straight RGBA of a picture, strip by strip, so that not even a large photo holds up the page; `change` may alter each strip. */
export async function readPixels(
  source: CanvasImageSource,
  { width, height }: Pixels,
  change: (strip: Uint8ClampedArray) => void = () => undefined,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const rows = Math.max(1, Math.min(height, Math.floor(STRIP_PIXELS / width)));
  const canvas = Object.assign(document.createElement('canvas'), { width, height: rows });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const all = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += rows) {
    const high = Math.min(rows, height - y);
    context.clearRect(0, 0, width, rows);
    context.drawImage(source, 0, -y, width, height);
    const { data } = context.getImageData(0, 0, width, high);
    change(data);
    all.set(data, y * width * 4);
    // oxlint-disable-next-line no-await-in-loop -- the page's turn
    await turn();
  }
  return all;
}

/** A picture with its adjustments made, ready to paint. */
export async function adjustPicture(source: CanvasImageSource, size: Pixels, adjustments: Adjustments): Promise<ImageBitmap> {
  const pixels = await readPixels(source, size, (strip) => adjustPixels(strip, adjustments));
  return createImageBitmap(new ImageData(pixels, size.width, size.height));
}
