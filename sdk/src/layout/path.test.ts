import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BoundsSink, traceOutline } from './outline.js';
import { formatPath, parsePath, transformOutline } from './path.js';

const read = (d: string) => formatPath(parsePath(d));

test('reads every command, absolute and relative', () => {
  assert.equal(read('M1 2L3 4H5V6'), 'M 1 2 L 3 4 L 5 4 L 5 6');
  assert.equal(read('m1 2l3 4h5v6z'), 'M 1 2 L 4 6 L 9 6 L 9 12 Z');
  assert.equal(read('M0 0C1 1 2 2 3 3S5 5 6 6'), 'M 0 0 C 1 1 2 2 3 3 C 4 4 5 5 6 6');
  assert.equal(read('M0 0Q1 1 2 0T4 0'), 'M 0 0 Q 1 1 2 0 Q 3 -1 4 0');
  assert.equal(read('M0,0 1,1 2,0'), 'M 0 0 L 1 1 L 2 0');
});

test('reads numbers as tightly written as SVG allows', () => {
  assert.equal(read('M.5.5-1-1e1'), 'M 0.5 0.5 L -1 -10');
  assert.equal(read('M0 0a1 1 0 012 0'), read('M0 0 a 1 1 0 0 1 2 0'));
});

test('draws on after a close from where the contour began', () => {
  assert.equal(read('M1 1h2v2zl5 5'), 'M 1 1 L 3 1 L 3 3 Z M 1 1 L 6 6');
});

test('stops at the first error and keeps what came before', () => {
  assert.equal(read('M1 1 L2 2 L3'), 'M 1 1 L 2 2');
  assert.equal(read('M1 1 L2 2 --5'), 'M 1 1 L 2 2');
  assert.equal(read('M'), '');
  assert.equal(read('M e e'), '');
});

test('an arc is within a thousandth of the true circle', () => {
  const points = transformOutline(parsePath('M10 0A10 10 0 1 1 -10 0A10 10 0 0 1 10 0'), [1, 0, 0, 1, 0, 0]);
  const sink = new BoundsSink();
  traceOutline(points, sink);
  const { x, y, width, height } = sink.box!;
  for (const [value, wanted] of [
    [x, -10],
    [y, -10],
    [width, 20],
    [height, 20],
  ] as const)
    assert.ok(Math.abs(value - wanted) < 0.01);
});

test('never throws and gives finite numbers for whatever the schema lets through', () => {
  const letters = fc.constantFrom(...'0123456789,.eE+- MmLlHhVvCcSsQqTtAaZz'.split(''));
  const data = fc.array(letters, { maxLength: 60 }).map((rest) => `M${rest.join('')}`);
  fc.assert(
    fc.property(data, (d) => {
      const outline = transformOutline(parsePath(d), [1000, 0, 0, 1000, 0, 0]);
      assert.ok(outline.points.every(Number.isFinite));
      traceOutline(outline, new BoundsSink());
      assert.equal(read(read(d)), read(d));
    }),
    { numRuns: 2000 },
  );
});
