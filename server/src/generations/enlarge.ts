import sharp from 'sharp';
import type { Decoded } from '../assets/decode-child.js';

/** Enlarging further adds pixels and nothing to see. */
export const MOST_FACTOR = 4;
/** As for uploads: what may be decoded again. */
const MOST_PIXELS = 40_000_000;
const PREVIEW = 2_048;

/** How far a picture can be enlarged towards `wanted` times its size. */
export function reachableFactor({ width, height }: { width: number; height: number }, wanted: number): number {
  return Math.max(1, Math.min(wanted, MOST_FACTOR, Math.sqrt(MOST_PIXELS / (width * height))));
}

/** The picture at another size by Lanczos: PNG where it is see-through, else JPEG. The same picture gives the same bytes. */
export async function resized(picture: Pick<Decoded, 'bytes' | 'hasAlpha'>, width: number, height: number): Promise<Decoded> {
  const drawn = sharp(picture.bytes).resize({ width, height, fit: 'fill', kernel: 'lanczos3' });
  const { hasAlpha } = picture;
  const bytes = await (
    hasAlpha
      ? drawn.png({ compressionLevel: 7 })
      : drawn.flatten({ background: '#ffffff' }).jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  ).toBuffer();
  const preview = await sharp(bytes)
    .resize({ width: PREVIEW, height: PREVIEW, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 86, alphaQuality: 100, effort: 1 })
    .toBuffer({ resolveWithObject: true });
  const mime = hasAlpha ? 'image/png' : 'image/jpeg';
  const { width: previewWidth, height: previewHeight } = preview.info;
  return { mime, bytes, width, height, hasAlpha, preview: preview.data, previewWidth, previewHeight };
}
