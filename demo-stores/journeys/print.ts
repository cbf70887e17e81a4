import assert from 'node:assert/strict';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { CELL, COARSE_DPI, compareRasters, isSamePrint, type Raster } from '../../sdk/parity/measure.js';
import { renderPdf } from '../../sdk/parity/render.js';
import type { Screen } from './screen.js';

const CELL_MM = 25.4 / COARSE_DPI;
const FULL = CELL * CELL * 255;

/**
 * Asserts by the measure of ARCHITECTURE §4 that a production PDF is what the running editor showed: all of the side, and
 * each layer by itself. Proves with the same pixels that a layer's shift by 0.24 mm, or its absence, would not pass.
 */
export async function assertPrinted(pdf: Uint8Array, { side, layers, raster, isRead }: Screen): Promise<void> {
  const printed = await renderPdf(pdf, side.width + 2 * side.bleed, side.height + 2 * side.bleed);
  for (let at = 0; at < isRead.length; at++) if (!isRead[at]) printed.sums.fill(FULL, 3 * at, 3 * at + 3);
  assertSame(raster, printed, 'the PDF is what the editor shows');
  assert.ok(layers.length > 0, 'there is a design');
  for (const { id, bounds } of layers) {
    const box = cellsOf(bounds, side.bleed, raster);
    for (let y = box.y; y < box.y + box.height; y++)
      for (let x = box.x; x < box.x + box.width; x++) assert.ok(isRead[y * raster.width + x], `all of ${id} was read`);
    const [shown, made] = [cut(raster, box), cut(printed, box)];
    assertSame(shown, made, id);
    assertOther(shown, cut(printed, { ...box, x: box.x - 1, y: box.y - 1 }), `${id}, shifted`);
    assertOther(shown, { ...made, sums: new Uint16Array(made.sums.length).fill(FULL) }, `${id}, missing in the PDF`);
    assertOther({ ...made, sums: new Uint16Array(made.sums.length).fill(FULL) }, made, `${id}, missing on screen`);
  }
}

function assertSame(shown: Raster, printed: Raster, what: string): void {
  const difference = compareRasters(shown, printed);
  assert.ok(difference.pixels > 100, `${what}: something is inked`);
  assert.ok(isSamePrint(difference), `${what}: ${JSON.stringify(difference)}`);
}

function assertOther(shown: Raster, printed: Raster, what: string): void {
  const difference = compareRasters(shown, printed);
  assert.ok(!isSamePrint(difference), `${what}: ${JSON.stringify(difference)}`);
}

/** The coarse pixels that a box on the side touches, with one more around it. */
function cellsOf(box: Box, bleed: number, { width, height }: Raster): Box {
  const [left, top] = [box.x, box.y].map((at) => Math.max(1, Math.floor((at + bleed) / CELL_MM) - 1)) as [number, number];
  const right = Math.min(width, Math.ceil((box.x + box.width + bleed) / CELL_MM) + 1);
  const bottom = Math.min(height, Math.ceil((box.y + box.height + bleed) / CELL_MM) + 1);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function cut(raster: Raster, { x, y, width, height }: Box): Raster {
  const sums = new Uint16Array(3 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 3 * ((y + row) * raster.width + x);
    sums.set(raster.sums.subarray(from, from + 3 * width), 3 * row * width);
  }
  return { width, height, sums };
}
