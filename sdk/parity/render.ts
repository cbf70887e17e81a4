import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createCanvas, loadImage, type Image } from '@napi-rs/canvas';
import type { Adjustments } from '@luneo/sdk/design/document.js';
import type { DisplayItem, DisplayList } from '@luneo/sdk/layout/display-list.js';
import type { Shaper } from '@luneo/sdk/layout/shape.js';
import { paintCanvas2d, type Canvas2d } from '@luneo/sdk/paint/canvas2d.js';
import { paintPdf } from '@luneo/sdk/paint/pdf.js';
import { addTile, CELL, emptyRaster, FINE_DPI, type Raster } from './measure.js';
import type { AdjustedPictures } from './resources.js';

/** Fine pixels on a tile's edge: 2048² is 4.2 megapixels, what every phone can hold. */
const TILE = 2048;
const run = promisify(execFile);

/** What a list is painted with, in Node. */
export interface NodeResources {
  shaper: Shaper;
  images: ReadonlyMap<string, Image>;
  files: ReadonlyMap<string, Uint8Array>;
  adjusted: AdjustedPictures;
}

/** Paints trim + bleed on white with `@napi-rs/canvas`, tile by tile. */
export function renderInNode(list: DisplayList, { shaper, images, adjusted }: NodeResources): Raster {
  const image = (asset: string, change?: Adjustments) =>
    (change ? adjusted.canvas(asset, change) : images.get(asset)) as unknown as CanvasImageSource;
  const raster = emptyRaster(list.width + 2 * list.bleed, list.height + 2 * list.bleed);
  const scale = FINE_DPI / 25.4;
  for (const { x, y, width, height } of tiles(raster)) {
    const ctx = createCanvas(width, height).getContext('2d');
    ctx.fillStyle = '#ffffff';
    ctx.fillRect(0, 0, width, height);
    ctx.setTransform(scale, 0, 0, scale, list.bleed * scale - x * CELL, list.bleed * scale - y * CELL);
    paintCanvas2d(ctx as unknown as Canvas2d, list.items, { shaper, image });
    addTile(raster, ctx.getImageData(0, 0, width, height).data, width, height, x, y);
  }
  return raster;
}

/** Coarse origin and fine size. */
interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

function* tiles(raster: Raster): Generator<Tile> {
  const step = TILE / CELL;
  for (let y = 0; y < raster.height; y += step) {
    for (let x = 0; x < raster.width; x += step) {
      yield { x, y, width: Math.min(step, raster.width - x) * CELL, height: Math.min(step, raster.height - y) * CELL };
    }
  }
}

export async function pdfOf(list: DisplayList, { shaper, files, adjusted }: NodeResources): Promise<Uint8Array> {
  const imageBytes = (asset: string, change?: Adjustments) =>
    change ? adjusted.canvas(asset, change).toBuffer('image/png') : files.get(asset);
  return paintPdf(list, { shaper, imageBytes }, { title: 'Parity' });
}

/** Renders the first page of a PDF of `width` × `height` mm by `pdftocairo`, tile by tile. */
export async function renderPdf(pdf: Uint8Array, width: number, height: number): Promise<Raster> {
  const raster = emptyRaster(width, height);
  const folder = await mkdtemp(path.join(tmpdir(), 'luneo-parity-'));
  try {
    const file = path.join(folder, 'page');
    await writeFile(`${file}.pdf`, pdf);
    for (const tile of tiles(raster)) {
      const place = { x: tile.x * CELL, y: tile.y * CELL, W: tile.width, H: tile.height };
      const crop = Object.entries(place).flatMap(([name, value]) => [`-${name}`, String(value)]);
      const { stderr } = await run('pdftocairo', [
        '-png',
        '-singlefile',
        '-f',
        '1',
        '-l',
        '1',
        '-r',
        String(FINE_DPI),
        ...crop,
        `${file}.pdf`,
        file,
      ]);
      if (stderr) throw new Error(`pdftocairo complains: ${stderr}`);
      await addPng(raster, await readFile(`${file}.png`), tile);
    }
    return raster;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function addPng(raster: Raster, png: Uint8Array, { x, y, width, height }: Tile): Promise<void> {
  const image = await loadImage(png);
  // The page may end inside the last coarse pixel.
  const [lackX, lackY] = [width - image.width, height - image.height];
  if (Math.min(lackX, lackY) < 0 || Math.max(lackX, lackY) >= CELL)
    throw new Error(`a tile of ${width}×${height} pixels is ${image.width}×${image.height}`);
  const ctx = createCanvas(width, height).getContext('2d');
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(0, 0, width, height);
  ctx.drawImage(image, 0, 0);
  addTile(raster, ctx.getImageData(0, 0, width, height).data, width, height, x, y);
}

/** The items of one top-level layer, alone on the page. */
export function onlyItems(list: DisplayList, items: DisplayItem[]): DisplayList {
  return { ...list, items };
}
