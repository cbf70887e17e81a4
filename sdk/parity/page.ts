/** Runs inside Chromium: lays documents out and paints them with the very modules that the editor uses. */
import type { Adjustments, Layer } from '@luneo/sdk/design/document.js';
import type { DisplayItem, DisplayList } from '@luneo/sdk/layout/display-list.js';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { layoutLayer } from '@luneo/sdk/layout/layout.js';
import { createShaper, type Shaper } from '@luneo/sdk/layout/shape.js';
import { adjustPixels } from '@luneo/sdk/paint/adjust.js';
import { paintCanvas2d } from '@luneo/sdk/paint/canvas2d.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { addTile, CELL, emptyRaster, FINE_DPI, type Raster } from './measure.js';

declare global {
  interface Window {
    parity: { prepare: typeof prepare; layout: typeof layout; render: typeof render; pixels: typeof pixels };
  }
}

const images = new Map<string, ImageBitmap>();
let shaper: Shaper;

async function prepare(wasm: string, fonts: Record<string, string>, pictures: Record<string, string>): Promise<void> {
  shaper = await createShaper(new URL(wasm, location.href));
  for (const [id, url] of Object.entries(fonts)) shaper.addFont(id, new Uint8Array(await (await fetch(url)).arrayBuffer()));
  for (const [id, url] of Object.entries(pictures)) images.set(id, await createImageBitmap(await (await fetch(url)).blob()));
}

function layout(layer: Layer, side: TemplateSide): DisplayItem[] {
  return layoutLayer(layer, side, { shaper, images, codes: encodeCode }).items;
}

/** Sums of the raster as base64. */
function render(list: DisplayList): string {
  const raster = emptyRaster(list.width + 2 * list.bleed, list.height + 2 * list.bleed);
  const scale = FINE_DPI / 25.4;
  const step = 2048 / CELL;
  for (let y = 0; y < raster.height; y += step) {
    for (let x = 0; x < raster.width; x += step) {
      const [width, height] = [Math.min(step, raster.width - x) * CELL, Math.min(step, raster.height - y) * CELL];
      paintTile(raster, list, scale, { x, y, width, height });
    }
  }
  return base64(new Uint8Array(raster.sums.buffer));
}

/** Pixels with adjustments made, RGBA. */
function adjusted(asset: string, adjustments: Adjustments): HTMLCanvasElement {
  const image = images.get(asset)!;
  const { width, height } = image;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const ctx = canvas.getContext('2d', { willReadFrequently: true })!;
  ctx.drawImage(image, 0, 0);
  const pixels = ctx.getImageData(0, 0, width, height);
  adjustPixels(pixels.data, adjustments);
  ctx.putImageData(pixels, 0, 0);
  return canvas;
}

/** Bytes of an adjusted picture as base64. */
function pixels(asset: string, adjustments: Adjustments): string {
  const { width, height } = images.get(asset)!;
  return base64(new Uint8Array(adjusted(asset, adjustments).getContext('2d')!.getImageData(0, 0, width, height).data.buffer));
}

interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

function paintTile(raster: Raster, list: DisplayList, scale: number, { x, y, width, height }: Tile): void {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const ctx = canvas.getContext('2d', { willReadFrequently: true })!;
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(0, 0, width, height);
  ctx.setTransform(scale, 0, 0, scale, list.bleed * scale - x * CELL, list.bleed * scale - y * CELL);
  paintCanvas2d(ctx, list.items, { shaper, image: (asset, change) => (change ? adjusted(asset, change) : images.get(asset)) });
  addTile(raster, ctx.getImageData(0, 0, width, height).data, width, height, x, y);
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

window.parity = { prepare, layout, render, pixels };
