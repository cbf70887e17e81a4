import { createCanvas, loadImage, type Image } from '@napi-rs/canvas';
import sharp from 'sharp';
import { producedLayers } from '@luneo/sdk/design/walk.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { DisplayList } from '@luneo/sdk/layout/display-list.js';
import { pictureKey } from '@luneo/sdk/paint/adjust.js';
import { paintCanvas2d, type Canvas2d } from '@luneo/sdk/paint/canvas2d.js';
import type { Deps } from '../deps.js';
import { adjustedPng } from '../print/adjusted.js';
import type { Artwork } from './facts.js';

/** Pixels of the preview's longer edge. */
const PREVIEW_SIZE = 1_024;

/** PNG of the first side that something is designed on (else the first), trim size, on a transparent ground. */
export async function renderPreview(deps: Pick<Deps, 'files'>, document: DesignDocument, artwork: Artwork): Promise<Uint8Array> {
  const sides = document.sides.filter((side) => artwork.lists.has(side.id));
  const side = sides.find((each) => !producedLayers(each).next().done) ?? sides[0];
  const list = side && artwork.lists.get(side.id);
  return list ? renderSide(deps, list, artwork) : createCanvas(1, 1).encode('png');
}

/** PNG of one side, trim size, on a transparent ground. */
export async function renderSide({ files }: Pick<Deps, 'files'>, list: DisplayList, artwork: Artwork): Promise<Uint8Array> {
  const scale = PREVIEW_SIZE / Math.max(list.width, list.height);
  const canvas = createCanvas(Math.max(1, Math.round(list.width * scale)), Math.max(1, Math.round(list.height * scale)));
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  const images = await loadImages(files, list, artwork);
  paintCanvas2d(context as unknown as Canvas2d, list.items, {
    shaper: artwork.layout.shaper,
    image: (...picture) => images.get(pictureKey(...picture)) as unknown as CanvasImageSource | undefined,
    createCanvas: (width, height) => createCanvas(width, height),
  });
  return canvas.encode('png');
}

/** By `pictureKey`, small enough for a preview; drawn by fractions, so the size does not matter to the painter. */
async function loadImages(files: Deps['files'], { items }: DisplayList, artwork: Artwork): Promise<Map<string, Image>> {
  const images = new Map<string, Image>();
  for (const item of items) {
    if (item.kind !== 'image') continue;
    const key = pictureKey(item.asset, item.adjustments);
    const asset = images.has(key) ? undefined : artwork.assets.get(item.asset);
    const bytes = asset && (await files.get(asset.fileKey));
    if (!bytes) continue;
    const small = sharp(bytes)
      .rotate()
      .resize(2 * PREVIEW_SIZE, 2 * PREVIEW_SIZE, { fit: 'inside', withoutEnlargement: true });
    images.set(key, await loadImage(item.adjustments ? await adjustedPng(small, item.adjustments) : await small.png().toBuffer()));
  }
  return images;
}
