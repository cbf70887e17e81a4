import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { imageLayer } from '../design/create.js';
import type { GroupLayer, Layer } from '../design/document.js';
import type { DisplayList } from '../layout/display-list.js';
import { FRAME, lay, shape, SIDE, testShaper, text } from '../layout/testing.js';
import { paintCanvas2d, type Canvas2d } from './canvas2d.js';
import { paintPng, tilesOf } from './paint-png.js';
import { PngWriter } from './png.js';

async function pixelsOf(blob: Blob): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const image = await loadImage(Buffer.from(await blob.arrayBuffer()));
  const canvas = createCanvas(image.width, image.height);
  const ctx = canvas.getContext('2d');
  ctx.drawImage(image, 0, 0);
  return { width: image.width, height: image.height, data: ctx.getImageData(0, 0, image.width, image.height).data };
}

describe('a PNG written row by row', () => {
  test('holds every pixel, however the rows come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }), fc.nat(), async (width, height, seed) => {
        const rgba = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
          i % 4 === 3 ? 255 : (i * i * 7 + seed * 31 + (i >> 5)) & 255,
        );
        const png = new PngWriter(width, height);
        for (let row = 0, step = 1; row < height; row += step++)
          // oxlint-disable-next-line no-await-in-loop -- in order
          await png.write(rgba.subarray(row * width * 4, Math.min(height, row + step) * width * 4));
        const read = await pixelsOf(await png.finish());
        assert.deepEqual([read.width, read.height, read.data], [width, height, rgba]);
      }),
      { numRuns: 40 },
    );
  });

  test('refuses more rows and fewer than it has', async () => {
    const png = new PngWriter(2, 2);
    await png.write(new Uint8Array(8));
    await assert.rejects(png.finish(), /1 rows are missing/);
    await assert.rejects(png.write(new Uint8Array(16)), /2 rows do not fit/);
    await assert.rejects(png.write(new Uint8Array(7)), /do not fit/);
  });
});

describe('a side painted in tiles', () => {
  const picture = createCanvas(90, 60);
  const ctx = picture.getContext('2d');
  for (let x = 0; x < 90; x++) {
    ctx.fillStyle = `rgb(${x * 2}, ${200 - x}, ${(x * 37) % 256})`;
    ctx.fillRect(x, 0, 1, 60);
  }
  const group: GroupLayer = {
    ...FRAME,
    id: 'g',
    type: 'group',
    rotation: 20,
    opacity: 0.5,
    layers: [
      shape([{ d: 'M0 0H10V10H0Z', fill: '#c02040' }], { id: 's', x: 4, y: 2 }),
      text('Group', { size: 14 }, { id: 'gt', x: 0, y: 0 }),
    ],
  };
  const layers: Layer[] = [
    imageLayer({ id: 'i', asset: 'a', x: 5, y: 2, width: 80, height: 55, rotation: 7, mask: { kind: 'ellipse' } }),
    text('Jessica', { font: 'script', size: 30 }, { id: 't', y: 15 }),
    group,
    text('small', { size: 3 }, { id: 'low', y: 55, height: 4 }),
  ];

  test('is what one canvas shows, at the tiles’ edges too', async () => {
    const shaper = await testShaper();
    const laid = layers.map((layer) => lay(layer, shaper));
    const list: DisplayList = {
      width: SIDE.width,
      height: SIDE.height,
      bleed: 0,
      items: laid.flatMap(({ items }) => items),
      metrics: laid.flatMap(({ metrics }) => metrics),
    };
    const res = { shaper, image: () => picture as unknown as CanvasImageSource };
    const width = 2_500;
    const sizes: number[] = [];
    let pauses = 0;
    const blob = await paintPng(list, res, {
      width,
      background: '#ffffff',
      createCanvas: (w, h) => {
        sizes.push(w * h);
        return createCanvas(w, h);
      },
      pause: async () => void pauses++,
    });
    assert.ok(
      Math.max(...sizes) <= 4_200_000 && pauses === Math.ceil(1_500 / tilesOf(width).rows),
      `${sizes.join()} pixels in ${pauses} tiles`,
    );
    const whole = createCanvas(width, 1_500).getContext('2d');
    whole.fillStyle = '#ffffff';
    whole.fillRect(0, 0, width, 1_500);
    whole.scale(25, 25);
    paintCanvas2d(whole as unknown as Canvas2d, list.items, res);
    const { data } = whole.getImageData(0, 0, width, 1_500);
    const read = await pixelsOf(blob);
    assert.deepEqual([read.width, read.height], [width, 1_500]);
    const rows = new Float64Array(1_500);
    for (let at = 0; at < data.length; at++) if (Math.abs(data[at]! - read.data[at]!) > 2) rows[Math.floor(at / (4 * width))]! += 1;
    const mean = (from: number, to: number): number => rows.slice(from, to).reduce((sum, count) => sum + count, 0) / (to - from);
    assert.ok(mean(0, 1_500) / (4 * width) <= 0.002, `${mean(0, 1_500)} bytes of a row differ`);
    const { rows: tile } = tilesOf(width);
    for (let edge = tile; edge < 1_500; edge += tile)
      assert.ok(mean(edge - 2, edge + 2) <= 2 * mean(edge - 20, edge + 20) + 2, `a seam at row ${edge}`);
  });

  test('stops when it is told to', async () => {
    const shaper = await testShaper();
    const list: DisplayList = { width: 10, height: 10, bleed: 0, items: [], metrics: [] };
    const stop = new AbortController();
    const pause = async (): Promise<void> => stop.abort(new Error('enough'));
    const painted = paintPng(list, { shaper, image: () => undefined }, { width: 3_000, createCanvas, pause, signal: stop.signal });
    await assert.rejects(painted, /enough/);
  });
});
