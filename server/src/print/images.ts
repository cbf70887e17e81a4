import sharp, { type Sharp } from 'sharp';
import type { Adjustments } from '@luneo/sdk/design/document.js';
import type { DisplayList } from '@luneo/sdk/layout/display-list.js';
import { pictureKey } from '@luneo/sdk/paint/adjust.js';
import type { Artwork } from '../designs/facts.js';
import type { Deps } from '../deps.js';
import { adjustedPng } from './adjusted.js';

/** Vector pictures are drawn at this resolution, in pixels per inch of their printed size. */
const VECTOR_DPI = 600;
const MAX_EDGE = 12_000;

/** A picture as production software takes it, in sRGB: JPEG and PNG as they were uploaded, anything else as PNG. */
export interface PrintImage {
  bytes: Uint8Array;
  mime: 'image/jpeg' | 'image/png';
}

/** The pictures that a side places, by `pictureKey`, at full resolution and with their adjustments made. Throws when one is missing: a file without it must not be produced. */
export async function loadPrintImages(
  { files }: Pick<Deps, 'files'>,
  artwork: Artwork,
  list: DisplayList,
): Promise<Map<string, PrintImage>> {
  const images = new Map<string, PrintImage>();
  for (const [key, { id, width, adjustments }] of placed(list)) {
    const asset = artwork.assets.get(id);
    const bytes = asset && (await files.get(asset.fileKey));
    if (!bytes) throw new Error(`picture ${id} is missing`);
    images.set(key, await toPrintable(bytes, asset.mime, width, adjustments));
  }
  return images;
}

interface Placed {
  id: string;
  /** Largest width in mm that the whole of the picture takes on the side. */
  width: number;
  adjustments: Adjustments | undefined;
}

function placed(list: DisplayList): Map<string, Placed> {
  const found = new Map<string, Placed>();
  for (const item of list.items) {
    if (item.kind !== 'image') continue;
    const { asset: id, adjustments, crop } = item;
    const key = pictureKey(id, adjustments);
    found.set(key, { id, adjustments, width: Math.max(found.get(key)?.width ?? 0, item.width / crop.width) });
  }
  return found;
}

async function toPrintable(bytes: Uint8Array, mime: string, widthMm: number, adjustments: Adjustments | undefined): Promise<PrintImage> {
  if (!adjustments && (mime === 'image/jpeg' || mime === 'image/png') && (await isPlainRgb(bytes))) return { bytes, mime };
  const picture = mime === 'image/svg+xml' ? await drawn(bytes, widthMm) : sharp(bytes).autoOrient();
  return {
    bytes: adjustments ? await adjustedPng(picture, adjustments) : await picture.toColourspace('srgb').png().toBuffer(),
    mime: 'image/png',
  };
}

/** PDF and SVG take pictures for sRGB: one with another colour profile must be converted, or its colours would be others. */
async function isPlainRgb(bytes: Uint8Array): Promise<boolean> {
  const { icc } = await sharp(bytes).metadata();
  return !icc || /sRGB|IEC ?61966/i.test(icc.toString('latin1').replaceAll('\0', ''));
}

async function drawn(svg: Uint8Array, widthMm: number): Promise<Sharp> {
  const pixels = Math.min(Math.ceil((widthMm / 25.4) * VECTOR_DPI), MAX_EDGE);
  const { width } = await sharp(svg).metadata();
  const density = Math.min(Math.max((72 * pixels) / width, 1), 10_000);
  return sharp(svg, { density }).resize(pixels, MAX_EDGE, { fit: 'inside' });
}
