import type { Box, DisplayItem, DisplayList } from '../layout/display-list.js';
import { type Canvas2d, type CanvasResources, paintCanvas2d } from './canvas2d.js';
import { PngWriter } from './png.js';

/** Pixels of a tile with its overlap: what every phone can hold. */
const TILE_PIXELS = 4_194_304;
/**
 * Rows painted beyond a tile's edges and left out, at most. Canvases draw curves that leave them a little differently; so far
 * outside, hardly one of them reaches the tile.
 */
const OVERLAP = 200;

export interface PngOptions {
  /** Pixels across; the height follows the side's shape. */
  width: number;
  /** CSS colour behind the design; transparent without it. */
  background?: string;
  /** A canvas of a tile's size; by default the browser's. */
  createCanvas?: (width: number, height: number) => { getContext(kind: '2d', options?: object): unknown };
  /** Called between tiles; by default the page gets its turn. */
  pause?: () => Promise<void>;
  signal?: AbortSignal;
}

/**
 * PNG of a side's trim in any size, painted tile by tile into an encoder: no canvas is larger than 4.2 megapixels. The tiles
 * together are what one canvas would show. Rejects with the signal's reason.
 */
export async function paintPng(list: DisplayList, res: CanvasResources, options: PngOptions): Promise<Blob> {
  const { createCanvas = browserCanvas, pause = turn, signal } = options;
  const width = Math.max(1, Math.round(options.width));
  const scale = width / list.width;
  const height = Math.max(1, Math.round(list.height * scale));
  const { rows, overlap } = tilesOf(width);
  const tall = Math.min(rows, height) + 2 * overlap;
  const context = createCanvas(width, tall).getContext('2d', { willReadFrequently: true }) as Context;
  const png = new PngWriter(width, height, scale);
  for (let top = 0; top < height; top += rows) {
    signal?.throwIfAborted();
    const high = Math.min(rows, height - top);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, tall);
    if (options.background !== undefined) {
      context.fillStyle = options.background;
      context.fillRect(0, 0, width, tall);
    }
    context.setTransform(scale, 0, 0, scale, 0, overlap - top);
    const strip = { x: 0, y: (top - overlap) / scale, width: list.width, height: (high + 2 * overlap) / scale };
    paintCanvas2d(context, within(list, strip), res);
    // oxlint-disable-next-line no-await-in-loop -- a file is written in order
    await png.write(context.getImageData(0, overlap, width, high).data);
    // oxlint-disable-next-line no-await-in-loop -- the page's turn
    await pause();
  }
  return png.finish();
}

/** How a picture this wide is cut: rows of each tile, and rows painted beyond them on both sides. */
export function tilesOf(width: number): { rows: number; overlap: number } {
  const all = Math.max(1, Math.floor(TILE_PIXELS / width));
  const overlap = Math.min(OVERLAP, Math.floor(all / 4));
  return { rows: all - 2 * overlap, overlap };
}

type Context = Canvas2d & Pick<CanvasRenderingContext2D, 'getImageData' | 'clearRect'>;

/** The items that may reach into `strip`; groups that do not are left out whole. */
function within({ items, metrics }: DisplayList, strip: Box): DisplayItem[] {
  const bounds = new Map(metrics.map((each) => [each.layerId, each.bounds]));
  const kept: DisplayItem[] = [];
  let [depth, outside] = [0, Number.POSITIVE_INFINITY];
  for (const item of items) {
    if (item.kind === 'begin') depth++;
    const box = item.kind === 'begin' ? item.bounds : bounds.get(item.layerId);
    if (depth < outside && (!box || item.kind === 'end' || overlaps(box, strip))) kept.push(item);
    else if (item.kind === 'begin') outside = Math.min(outside, depth);
    if (item.kind === 'end') {
      if (outside === depth) outside = Number.POSITIVE_INFINITY;
      depth--;
    }
  }
  return kept;
}

/** Outlines reach a little beyond what was measured. mm */
const SLACK = 0.5;

function overlaps(a: Box, b: Box): boolean {
  return a.y - SLACK < b.y + b.height && a.y + a.height + SLACK > b.y;
}

function browserCanvas(width: number, height: number): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), { width, height });
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
