import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Figure } from '../design/document.js';
import { parsePath } from './path.js';
import { BoundsSink, traceOutline } from './outline.js';
import { figurePath, regularRatio } from './figure.js';

const figure: fc.Arbitrary<Figure> = fc.oneof(
  fc.record({ kind: fc.constant('rectangle' as const), radius: fc.double({ min: 0, max: 1_000, noNaN: true }) }),
  fc.record({ kind: fc.constant('polygon' as const), points: fc.integer({ min: 3, max: 60 }) }),
  fc.record({
    kind: fc.constant('star' as const),
    points: fc.integer({ min: 3, max: 60 }),
    inner: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  }),
);
const length = fc.double({ min: 0.01, max: 10_000, noNaN: true });

test('every figure fills its frame exactly, at any size', () => {
  fc.assert(
    fc.property(figure, length, length, (each, width, height) => {
      const sink = new BoundsSink();
      traceOutline(parsePath(figurePath(each, width, height)), sink);
      const box = sink.box!;
      for (const [is, ought] of [
        [box.x, 0],
        [box.y, 0],
        [box.width, width],
        [box.height, height],
      ] as const)
        assert.ok(Math.abs(is - ought) < 2e-5 * Math.max(1, ought), `${is} for ${ought}`);
    }),
  );
});

test('corners keep their radius in mm when the frame is stretched, as far as there is room', () => {
  for (const width of [10, 40, 200]) assert.match(figurePath({ kind: 'rectangle', radius: 3 }, width, 12), /^M 3 0 L /);
  assert.match(figurePath({ kind: 'rectangle', radius: 300 }, 10, 4), /^M 2 0 L 8 0 /);
  assert.equal(figurePath({ kind: 'rectangle', radius: 0 }, 10, 4), 'M 0 0 L 10 0 L 10 4 L 0 4 Z');
});

test('a star has twice as many corners as points, and its regular form is known', () => {
  assert.equal(figurePath({ kind: 'star', points: 5, inner: 0.4 }, 10, 10).match(/[ML]/g)!.length, 10);
  assert.ok(Math.abs(regularRatio({ kind: 'polygon', points: 4 }) - 1) < 1e-9);
  assert.ok(Math.abs(regularRatio({ kind: 'polygon', points: 3 }) - 2 / Math.sqrt(3)) < 1e-9);
});
