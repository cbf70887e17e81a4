import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import type { Layer } from '../design/document.js';
import type { Shaper } from '../layout/shape.js';
import { FRAME, lay, shape, testShaper, text } from '../layout/testing.js';
import { paintCanvas2d, type Canvas2d } from './canvas2d.js';

let shaper: Shaper;
before(async () => {
  shaper = await testShaper();
});

const SQUARE = 'M0 0H10V10H0Z';

/** Paints at 4 px per mm on white. */
function paint(layer: Layer, picture?: Canvas): (x: number, y: number) => number[] {
  const canvas = createCanvas(400, 240);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(0, 0, 400, 240);
  ctx.scale(4, 4);
  paintCanvas2d(ctx as unknown as Canvas2d, lay(layer, shaper).items, { shaper, image: () => picture as unknown as CanvasImageSource });
  assert.equal(ctx.globalAlpha, 1);
  assert.deepEqual(ctx.getTransform().a, 4);
  return (x, y) => [...ctx.getImageData(x * 4, y * 4, 1, 1).data];
}

test('even-odd holes stay open', () => {
  const at = paint(shape([{ d: `${SQUARE} M3 3H7V7H3Z`, fill: '#ff0000', fillRule: 'evenodd' }]));
  assert.deepEqual(at(12, 12), [255, 0, 0, 255]);
  assert.deepEqual(at(40, 25), [255, 255, 255, 255]);
});

test('what overlaps inside a translucent layer does not show through', () => {
  const at = paint(
    shape(
      [
        { d: SQUARE, fill: '#ff0000' },
        { d: SQUARE, fill: '#0000ff' },
      ],
      { opacity: 0.4 },
    ),
  );
  assert.deepEqual(at(40, 25), [153, 153, 255, 255]);
});

test('groups in groups are composed one in the other', () => {
  const child = shape(
    [
      { d: SQUARE, fill: '#000000' },
      { d: SQUARE, fill: '#0000ff' },
    ],
    { id: 'b', x: 0, y: 0, opacity: 0.6 },
  );
  const at = paint({ ...FRAME, type: 'group', layers: [child, { ...child, id: 'c', x: 30 }], opacity: 0.4 });
  const [r, g, b] = at(15, 25) as [number, number, number];
  assert.ok(Math.abs(r - (255 - 255 * 0.24)) <= 2 && Math.abs(g - r) <= 1 && b >= 254, `${r} ${g} ${b}`);
});

test('a crop shows its part of the picture only', () => {
  const picture = createCanvas(100, 50);
  const ctx = picture.getContext('2d');
  ctx.fillStyle = '#ff0000';
  ctx.fillRect(0, 0, 50, 50);
  ctx.fillStyle = '#0000ff';
  ctx.fillRect(50, 0, 50, 50);
  const layer: Layer = { ...FRAME, type: 'image', asset: 'p', crop: { x: 0.5, y: 0, width: 0.5, height: 1 } };
  const at = paint(layer, picture);
  assert.deepEqual(at(12, 12), [0, 0, 255, 255]);
  assert.deepEqual(at(5, 12), [255, 255, 255, 255]);
  const masked = paint({ ...layer, mask: { kind: 'ellipse' } }, picture);
  assert.deepEqual(masked(11, 11), [255, 255, 255, 255]);
  assert.deepEqual(masked(40, 25), [0, 0, 255, 255]);
});

test('a picture that is not there yet leaves its layer empty', () => {
  const at = paint({ ...FRAME, type: 'image', asset: 'p', crop: { x: 0, y: 0, width: 1, height: 1 } });
  assert.deepEqual(at(40, 25), [255, 255, 255, 255]);
});

test('letters that overlap are one shape', () => {
  const at = paint(
    text(
      '—',
      { size: 30, tracking: -0.5 },
      { runs: [{ text: '——', font: 'sans', size: 30, fill: '#000000', tracking: -0.5 }], opacity: 0.5 },
    ),
  );
  const dark = Array.from({ length: 120 }, (_, i) => at(30, 10 + i / 4)[0]!);
  assert.equal(Math.min(...dark), 127);
});

test('never throws, whatever the path data', () => {
  const letters = fc.constantFrom(...'0123456789,.eE+- MmLlHhVvCcSsQqTtAaZz'.split(''));
  const data = fc.array(letters, { maxLength: 40 }).map((rest) => `M${rest.join('')}`);
  fc.assert(
    fc.property(data, (d) => {
      paint(shape([{ d, fill: '#102030', stroke: { width: 0.2, paint: '#ff0000' } }], { opacity: 0.5, viewBox: [0.001, 10_000] }));
    }),
    { numRuns: 60 },
  );
});
