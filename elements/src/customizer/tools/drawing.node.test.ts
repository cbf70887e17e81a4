import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDocument } from '@luneo/sdk/design/create.js';
import type { DesignDocument, ShapeLayer } from '@luneo/sdk/design/document.js';
import { applyEdit, invertEdit } from '@luneo/sdk/design/edits.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { drawEdit, eraseEdit, isDrawing, strokePath } from './drawing.js';
import { fitCurve, pointAt } from './fit-curve.js';

const along = (count: number, at: (t: number) => Point): Point[] => Array.from({ length: count }, (_, i) => at(i / (count - 1)));
const circle = (r: number, count = 200): Point[] =>
  along(count, (t) => ({ x: 50 + r * Math.cos(t * 2 * Math.PI), y: 50 + r * Math.sin(t * 2 * Math.PI) }));

/** How far the curve is from the points at worst. */
function worst(points: readonly Point[], tolerance: number): number {
  const curve = fitCurve(points, tolerance).flatMap((cubic) => along(500, (t) => pointAt(cubic, t)));
  return Math.max(...points.map((point) => Math.min(...curve.map((on) => Math.hypot(on.x - point.x, on.y - point.y)))));
}

test('a circle by hand becomes a few curves that follow it', () => {
  assert.ok(fitCurve(circle(20), 0.2).length <= 8);
  assert.ok(worst(circle(20), 0.2) < 0.3);
});

test('the trembling of a hand is smoothed away, more with more tolerance', () => {
  let seed = 1;
  const noise = () => ((seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5) * 0.6;
  const shaky = along(300, (t) => ({ x: 100 * t, y: 10 * Math.sin(t * 6) + noise() }));
  const [fine, calm] = [fitCurve(shaky, 0.1).length, fitCurve(shaky, 0.8).length];
  assert.ok(calm <= 6 && fine > 3 * calm, `${fine} and ${calm}`);
});

test('a corner stays a corner, and the ends stay where they were', () => {
  const corner = [...along(40, (t) => ({ x: 30 * t, y: 0 })), ...along(40, (t) => ({ x: 30, y: 30 * t })).slice(1)];
  const curves = fitCurve(corner, 0.3);
  assert.ok(curves.some(([, , , end]) => Math.hypot(end.x - 30, end.y) < 0.01));
  assert.ok(worst(corner, 0.3) < 0.1);
  assert.deepEqual([curves[0]![0], curves.at(-1)![3]], [corner[0], corner.at(-1)]);
});

test('whatever a pointer does becomes a path that a document takes, within its length', () => {
  const wild = fc.array(
    fc.record({ x: fc.double({ min: -500, max: 500, noNaN: true }), y: fc.double({ min: -500, max: 500, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 400,
    },
  );
  fc.assert(
    fc.property(wild, (points) => {
      const d = strokePath(points, 0.05);
      assert.ok(d.length <= 10_000 && /^M[-\d. MLC]+$/.test(d), d.slice(0, 60));
      const { edit } = drawEdit('front', d, PEN, null, 'Drawing');
      applyEdit(EMPTY, edit);
    }),
    { numRuns: 40 },
  );
});

const PEN = { width: 1, paint: '#102030', tolerance: 0.2 };
const EMPTY: DesignDocument = createDocument(
  'prd_x',
  { sides: [{ id: 'front' }], start: [], options: [], fonts: [] } as unknown as ProductTemplate,
  [],
);
const drawing = (document: DesignDocument): ShapeLayer => document.sides[0]!.layers[0] as ShapeLayer;

test('strokes go into one drawing, each undone by itself, and stay where they were drawn', () => {
  const first = applyEdit(EMPTY, drawEdit('front', strokePath(circle(10), 0.2), PEN, null, 'Drawing').edit);
  const { x, y, width, height } = drawing(first);
  for (const [is, ought] of [
    [x, 40],
    [y, 40],
    [width, 20],
    [height, 20],
  ] as const)
    assert.ok(Math.abs(is - ought) < 0.4, `${is} for ${ought}`);
  assert.ok(isDrawing(drawing(first)));
  const more = drawEdit('front', 'M10 10L90 10', { ...PEN, paint: '#a03050' }, drawing(first), 'Drawing');
  const second = applyEdit(first, more.edit);
  assert.deepEqual([drawing(second).x, drawing(second).y, drawing(second).width], [10, 10, 80]);
  assert.equal(drawing(second).paths.length, 2);
  assert.deepEqual(applyEdit(second, invertEdit(first, more.edit)), first);
});

test('the eraser takes the line under it, the whole drawing with its last line, and nothing else', () => {
  const one = applyEdit(EMPTY, drawEdit('front', 'M10 10L90 10', PEN, null, 'Drawing').edit);
  const two = applyEdit(one, drawEdit('front', 'M50 0L50 40', PEN, drawing(one), 'Drawing').edit);
  assert.equal(eraseEdit('front', two.sides[0]!.layers, { x: 20, y: 30 }, 1), null);
  const left = applyEdit(two, eraseEdit('front', two.sides[0]!.layers, { x: 50, y: 30 }, 1)!);
  assert.deepEqual(drawing(left).paths, drawing(one).paths);
  assert.deepEqual([drawing(left).x, drawing(left).y, drawing(left).width], [10, 10, 80]);
  assert.deepEqual(applyEdit(left, eraseEdit('front', left.sides[0]!.layers, { x: 50, y: 10.4 }, 0.1)!), EMPTY);
});
