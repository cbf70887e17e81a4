import sharp from 'sharp';
import type { DisplayList, ImageItem } from '@luneo/sdk/layout/display-list.js';
import type { Artwork } from '../designs/facts.js';
import type { Deps } from '../deps.js';

/** Vector pictures are drawn at this resolution, in pixels per inch of their printed size. */
const VECTOR_DPI = 600;
const MAX_EDGE = 12_000;

/** A picture as production software takes it: JPEG as it was uploaded, anything else as PNG. */
export interface PrintImage {
  bytes: Uint8Array;
  mime: 'image/jpeg' | 'image/png';
}

/** The pictures that a side places, at full resolution. Throws when one is missing: a file without it must not be produced. */
export async function loadPrintImages(
  { files }: Pick<Deps, 'files'>,
  artwork: Artwork,
  list: DisplayList,
): Promise<Map<string, PrintImage>> {
  const images = new Map<string, PrintImage>();
  for (const [id, width] of placedWidths(list)) {
    const asset = artwork.assets.get(id);
    const bytes = asset && (await files.get(asset.fileKey));
    if (!bytes) throw new Error(`picture ${id} is missing`);
    images.set(id, await toPrintable(bytes, asset.mime, width));
  }
  return images;
}

/** Largest width in mm that the whole of each picture takes on the side. */
function placedWidths(list: DisplayList): Map<string, number> {
  const widths = new Map<string, number>();
  const placed = list.items.filter((item): item is ImageItem => item.kind === 'image');
  for (const { asset, width, crop } of placed) widths.set(asset, Math.max(widths.get(asset) ?? 0, width / crop.width));
  return widths;
}

async function toPrintable(bytes: Uint8Array, mime: string, widthMm: number): Promise<PrintImage> {
  if (mime === 'image/jpeg' || mime === 'image/png') return { bytes, mime };
  if (mime !== 'image/svg+xml') return { bytes: await sharp(bytes).png().toBuffer(), mime: 'image/png' };
  const pixels = Math.min(Math.ceil((widthMm / 25.4) * VECTOR_DPI), MAX_EDGE);
  const { width } = await sharp(bytes).metadata();
  const density = Math.min(Math.max((72 * pixels) / width, 1), 10_000);
  const drawn = sharp(bytes, { density }).resize(pixels, MAX_EDGE, { fit: 'inside' }).png();
  return { bytes: await drawn.toBuffer(), mime: 'image/png' };
}
