import { createCanvas, loadImage, Path2D } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import type {} from '@luneo/elements/luneo-customizer.js';
import { CELL, COARSE_DPI, emptyRaster, FINE_DPI, type Raster } from '../../sdk/parity/measure.js';

const CELL_MM = 25.4 / COARSE_DPI;
const FULL = CELL * CELL * 255;
/** How thick the dashes around the print area are taken to be. CSS px; they are drawn with 1. */
const MARK_PX = 3;

/** The side that the editor shows, as the running element knows it. */
export interface Shown {
  side: TemplateSide;
  /** What each top-level layer inks, back to front. mm */
  layers: { id: string; bounds: Box }[];
}

/** How the side lies on the stage. */
interface Place {
  /** Device px of one CSS px. */
  ratio: number;
  /** Device px of one mm. */
  scale: number;
  /** Device px of the side's top left. */
  x: number;
  y: number;
}

/** The artwork's own pixels on white. Device px. */
interface Shot extends Place {
  width: number;
  height: number;
  rgba: Uint8ClampedArray;
}

/** The side on the stage, in the grid of `renderPdf`. What lies outside of `isRead` is white. */
export interface Screen extends Shown {
  raster: Raster;
  /** 1 for each coarse pixel that was read: wholly inside the side, and not under the dashes around the print area. */
  isRead: Uint8Array;
}

/**
 * Reads the canvas of the running `<luneo-stage>` that holds the artwork, at `dpi` or a little more, box-averaged to 150 dpi:
 * zooms with the wheel and pans with the middle button, as a shopper would, until all of the side has been seen.
 *
 * The figures of ARCHITECTURE §4 hold unchanged (measured at 600 dpi: all within ΔE 8 for both products, ink ratio 1.0002
 * to 1.0016). A T-shirt is read at 300 dpi, in 6 pieces instead of 15: 99.8 % within ΔE 10. Two things are left out: the bleed,
 * which the stage does not show, and the pixels under the dashes that mark the print area.
 */
export async function readStage(page: Page, dpi = FINE_DPI): Promise<Screen> {
  const shown = await shownBy(page);
  const { side } = shown;
  const raster = emptyRaster(side.width + 2 * side.bleed, side.height + 2 * side.bleed);
  raster.sums.fill(FULL);
  await zoomIn(page, side, dpi);
  let shot = await shoot(page, side);
  const cell = CELL_MM * shot.scale;
  const first = Math.ceil(side.bleed / CELL_MM);
  const [endX, endY] = [side.width, side.height].map((length) => Math.floor((side.bleed + length) / CELL_MM)) as [number, number];
  const [across, down] = [Math.floor(shot.width / cell) - 2, Math.floor(shot.height / cell) - 2];
  for (let y = first, row = 0; y < endY; y += down, row++) {
    const columns: number[] = [];
    for (let x = first; x < endX; x += across) columns.push(x);
    // To and fro, so that every step is a short one.
    for (const x of row % 2 ? columns.reverse() : columns) {
      const isThere = (): boolean => {
        const [left, top] = [cellAt(shot.x, x, side, cell), cellAt(shot.y, y, side, cell)];
        const [right, bottom] = [left + (Math.min(x + across, endX) - x) * cell, top + (Math.min(y + down, endY) - y) * cell];
        return left >= 0 && top >= 0 && right <= shot.width && bottom <= shot.height;
      };
      if (!isThere()) {
        const [toX, toY] = [cell - cellAt(shot.x, x, side, cell), cell - cellAt(shot.y, y, side, cell)];
        await panBy(page, toX / shot.ratio, toY / shot.ratio);
        shot = await shoot(page, side);
        if (!isThere()) throw new Error(`the stage cannot be panned to ${x},${y}`);
      }
      average(raster, shot, side, { x, y, width: Math.min(across, endX - x), height: Math.min(down, endY - y) });
    }
  }
  return { ...shown, raster, isRead: leaveOut(raster, side, shot.scale / shot.ratio, [first, first, endX, endY]) };
}

/** Device px of the left (or top) edge of a coarse pixel. `origin`: of the side. */
const cellAt = (origin: number, index: number, { bleed }: TemplateSide, cell: number): number => origin + (index - bleed / CELL_MM) * cell;

function shownBy(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const editor = document.querySelector('luneo-customizer')!.editor!;
    editor.select([]);
    const { state } = editor;
    const side = state.product!.template.sides.find(({ id }) => id === state.side)!;
    const { layers } = state.document.sides.find(({ id }) => id === state.side)!;
    return { side, layers: layers.flatMap(({ id }) => ({ id, bounds: state.metrics.get(id)!.bounds! })) };
  });
}

/** At least `dpi`, about the side's top left. */
async function zoomIn(page: Page, side: TemplateSide, dpi: number): Promise<void> {
  const { x, y } = (await page.locator('luneo-stage').boundingBox())!;
  let place = await placeOf(page, side);
  await page.mouse.move(x + place.x / place.ratio, y + place.y / place.ratio);
  await page.keyboard.down('Control');
  for (let turns = 0; turns < 40 && place.scale < dpi / 25.4; turns++) {
    // The stage takes a wheel's way for e^(px/100); browsers report a part of it.
    await page.mouse.wheel(0, -100 * Math.log((1.001 * dpi) / 25.4 / place.scale));
    place = await placeOf(page, side);
  }
  await page.keyboard.up('Control');
}

/** CSS px. Presses in the middle, where nothing lies over the stage. */
async function panBy(page: Page, dx: number, dy: number): Promise<void> {
  const { x, y, width, height } = (await page.locator('luneo-stage').boundingBox())!;
  const [fromX, fromY] = [x + width / 2, y + height / 2];
  const steps = Math.ceil(Math.max(Math.abs(dx) / (width / 2), Math.abs(dy) / (height / 2)));
  for (let step = 0; step < steps; step++) {
    await page.mouse.move(fromX, fromY);
    await page.mouse.down({ button: 'middle' });
    await page.mouse.move(fromX + dx / steps, fromY + dy / steps);
    await page.mouse.up({ button: 'middle' });
  }
}

/** Where the product picture lies says where the side is. (Neither side of the demo is turned on its picture.) */
async function placeOf(page: Page, side: TemplateSide): Promise<Place> {
  const { mockup } = side;
  const { ratio, picture } = await page.locator('luneo-stage').evaluate((stage) => {
    const artwork = stage.shadowRoot!.querySelector<HTMLCanvasElement>('.canvas canvas')!;
    const { style } = stage.shadowRoot!.querySelector<HTMLElement>('[part=mockup]')!;
    const [x, y] = [...style.transform.matchAll(/-?[\d.e-]+(?=px)/g)].map(Number) as [number, number];
    return {
      ratio: artwork.width / Number.parseFloat(artwork.style.width),
      picture: { width: Number.parseFloat(style.width), x, y },
    };
  });
  const zoom = (ratio * picture.width) / mockup.width;
  return {
    ratio,
    scale: (zoom * mockup.place.width) / side.width,
    x: ratio * picture.x + zoom * mockup.place.x,
    y: ratio * picture.y + zoom * mockup.place.y,
  };
}

async function shoot(page: Page, side: TemplateSide): Promise<Shot> {
  const png = await page.locator('luneo-stage').evaluate(async (stage) => {
    // The stage paints in the next frame. (No named functions here: tsx would make them call a helper that the page lacks.)
    for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const [artwork, lifted] = [...stage.shadowRoot!.querySelectorAll<HTMLCanvasElement>('.canvas canvas')] as [
      HTMLCanvasElement,
      HTMLCanvasElement,
    ];
    if (lifted.style.display !== 'none') throw new Error('something is being moved');
    const canvas = Object.assign(document.createElement('canvas'), { width: artwork.width, height: artwork.height });
    const ctx = canvas.getContext('2d')!;
    ctx.fillStyle = '#ffffff';
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(artwork, 0, 0);
    return canvas.toDataURL('image/png');
  });
  const image = await loadImage(Buffer.from(png.slice(png.indexOf(',') + 1), 'base64'));
  const { width, height } = image;
  const ctx = createCanvas(width, height).getContext('2d');
  ctx.drawImage(image, 0, 0);
  return { ...(await placeOf(page, side)), width, height, rgba: ctx.getImageData(0, 0, width, height).data };
}

/** How much of each device pixel from `from` on a coarse one covers, by pixel. */
function shares(start: number, size: number): { from: number; shares: number[] } {
  const from = Math.floor(start);
  const end = start + size;
  const parts: number[] = [];
  for (let px = from; px < end - 1e-9; px++) parts.push((Math.min(px + 1, end) - Math.max(px, start)) / size);
  return { from, shares: parts };
}

/** The exact average over each coarse pixel's area, whatever the grid of the screen. `cells`: coarse pixels. */
function average(raster: Raster, shot: Shot, side: TemplateSide, cells: Box): void {
  const cell = CELL_MM * shot.scale;
  const columns = Array.from({ length: cells.width }, (_, i) => shares(cellAt(shot.x, cells.x + i, side, cell), cell));
  for (let row = cells.y; row < cells.y + cells.height; row++) {
    const rows = shares(cellAt(shot.y, row, side, cell), cell);
    for (const [i, column] of columns.entries()) {
      let [r, g, b] = [0, 0, 0];
      for (let v = 0; v < rows.shares.length; v++) {
        let at = 4 * ((rows.from + v) * shot.width + column.from);
        for (let u = 0; u < column.shares.length; u++, at += 4) {
          const share = rows.shares[v]! * column.shares[u]!;
          r += share * shot.rgba[at]!;
          g += share * shot.rgba[at + 1]!;
          b += share * shot.rgba[at + 2]!;
        }
      }
      const to = 3 * (row * raster.width + cells.x + i);
      raster.sums[to] = Math.round(r * CELL * CELL);
      raster.sums[to + 1] = Math.round(g * CELL * CELL);
      raster.sums[to + 2] = Math.round(b * CELL * CELL);
    }
  }
}

/** Whitens what the dashes around the print area touch. `pxPerMm`: CSS px. */
function leaveOut(raster: Raster, side: TemplateSide, pxPerMm: number, [x, y, endX, endY]: [number, number, number, number]): Uint8Array {
  const ctx = createCanvas(raster.width, raster.height).getContext('2d');
  ctx.setTransform(1 / CELL_MM, 0, 0, 1 / CELL_MM, side.bleed / CELL_MM, side.bleed / CELL_MM);
  ctx.lineWidth = MARK_PX / pxPerMm;
  ctx.stroke(new Path2D(side.printArea ?? `M0 0H${side.width}V${side.height}H0Z`));
  const { data } = ctx.getImageData(0, 0, raster.width, raster.height);
  const isRead = new Uint8Array(raster.width * raster.height);
  for (let row = y; row < endY; row++)
    for (let column = x; column < endX; column++) {
      const at = row * raster.width + column;
      if (data[4 * at + 3] === 0) isRead[at] = 1;
      else raster.sums.fill(FULL, 3 * at, 3 * at + 3);
    }
  return isRead;
}
