import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { imageLayer } from '@luneo/sdk/design/create.js';
import type { ImageLayer } from '@luneo/sdk/design/document.js';
import { frameMatrix } from '@luneo/sdk/layout/matrix.js';
import { approach, closeness, type Cut, cutOf, GRIPS, patchOf, pull, shaped, slide } from './crop-geometry.js';

const near = (a: number, b: number, by = 1e-3): void => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

/** Where a point of the picture (0..1 of the source) lies on the side. */
function placeOf(layer: ImageLayer, u: number, v: number): { x: number; y: number } {
  const [a, b, c, d, e, f] = frameMatrix(layer);
  let x = ((u - layer.crop.x) / layer.crop.width) * layer.width;
  let y = ((v - layer.crop.y) / layer.crop.height) * layer.height;
  if (layer.flip?.horizontal) x = layer.width - x;
  if (layer.flip?.vertical) y = layer.height - y;
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

const part = fc
  .tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0.2, max: 0.5, noNaN: true }))
  .map(([at, size]) => ({ at, size }));
const layers = fc
  .record({
    x: fc.integer({ min: -50, max: 50 }),
    y: fc.integer({ min: -50, max: 50 }),
    width: fc.integer({ min: 5, max: 80 }),
    height: fc.integer({ min: 5, max: 80 }),
    rotation: fc.integer({ min: -180, max: 180 }),
    across: part,
    down: part,
    flip: fc.option(fc.record({ horizontal: fc.boolean(), vertical: fc.boolean() }), { nil: undefined }),
  })
  .map(({ across, down, flip, ...frame }) =>
    imageLayer({
      ...frame,
      id: 'i',
      asset: 'a',
      crop: { x: across.at, y: down.at, width: across.size, height: down.size },
      ...(flip && { flip }),
    }),
  );
const by = fc.record({ x: fc.double({ min: -200, max: 200, noNaN: true }), y: fc.double({ min: -200, max: 200, noNaN: true }) });
const ratios = fc.option(fc.constantFrom(1, 4 / 3, 16 / 9, 0.5), { nil: null });

function inside({ frame, picture }: Cut): void {
  const slack = 1e-6 * Math.max(picture.width, picture.height, 1);
  assert.ok(frame.width > 0 && frame.height > 0);
  assert.ok(frame.x >= picture.x - slack && frame.y >= picture.y - slack, 'the frame begins in the picture');
  assert.ok(frame.x + frame.width <= picture.x + picture.width + slack, 'the frame ends in the picture');
  assert.ok(frame.y + frame.height <= picture.y + picture.height + slack, 'the frame ends in the picture');
}

describe('cutting a picture', () => {
  test('a cut that changes nothing leaves the layer as it is', () => {
    fc.assert(
      fc.property(layers, (layer) => {
        const { crop, ...frame } = patchOf(layer, cutOf(layer));
        for (const key of ['x', 'y', 'width', 'height'] as const) near(frame[key], layer[key]);
        for (const key of ['x', 'y', 'width', 'height'] as const) near(crop[key], layer.crop[key], 1e-9);
      }),
    );
  });

  test('pulling an edge moves no point of the picture on the product, turned and mirrored too', () => {
    fc.assert(
      fc.property(layers, fc.constantFrom(...GRIPS), by, ratios, (layer, grip, delta, ratio) => {
        const cut = pull(cutOf(layer), grip, delta, ratio);
        inside(cut);
        const after = { ...layer, ...patchOf(layer, cut) };
        for (const [u, v] of [
          [0, 0],
          [1, 0.3],
        ] as const) {
          const [before, now] = [placeOf(layer, u, v), placeOf(after, u, v)];
          near(now.x, before.x, 0.01);
          near(now.y, before.y, 0.01);
        }
        if (ratio) near(cut.frame.width / cut.frame.height, ratio, 1e-6);
      }),
    );
  });

  test('an edge stops at the picture’s own, and the other edges stay', () => {
    const layer = imageLayer({ asset: 'a', width: 40, height: 20, crop: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 } });
    const { frame } = pull(cutOf(layer), 'w', { x: -500, y: 9 }, null);
    assert.deepEqual(frame, { x: -20, y: 0, width: 60, height: 20 });
  });

  test('sliding and zooming keep the frame filled, and sliding has an end', () => {
    fc.assert(
      fc.property(layers, by, fc.double({ min: 0.1, max: 9, noNaN: true }), (layer, delta, to) => {
        const cut = cutOf(layer);
        inside(slide(cut, delta));
        inside(approach(cut, to));
        inside(slide(approach(slide(cut, delta), to), delta));
        near(closeness(approach(cut, 1)), 1, 1e-9);
      }),
    );
  });

  test('a chosen shape keeps the middle where the picture allows', () => {
    const cut = cutOf(imageLayer({ asset: 'a', width: 40, height: 20, crop: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 } }));
    const { frame } = shaped(cut, 1);
    near(frame.width, Math.sqrt(800), 1e-9);
    near(frame.x + frame.width / 2, 20, 1e-9);
    near(frame.height, frame.width, 1e-9);
    fc.assert(fc.property(layers, fc.constantFrom(1, 2, 0.4), (layer, ratio) => inside(shaped(cutOf(layer), ratio))));
  });
});
