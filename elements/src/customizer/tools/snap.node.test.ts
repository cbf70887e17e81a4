import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleProduct, sampleText } from '../testing/product.js';
import { snap, snapAngle, snapTargets } from './snap.js';

const side = sampleProduct().template.sides[0]!;

test('the middle of an object is drawn to the middle of the product', () => {
  const found = snap({ x: 29.4, y: 5, width: 40, height: 10 }, snapTargets(side, []), 1);
  assert.ok(Math.abs(found.dx - 0.6) < 1e-9);
  assert.deepEqual(found.guides, [{ axis: 'x', at: 50, kind: 'centre' }]);
});

test('edges are drawn to the safe zone and to other objects', () => {
  assert.equal(snap({ x: 3.5, y: 20.6, width: 10, height: 10 }, snapTargets(side, []), 1).dx, -0.5);
  const other = sampleText({ id: 'o', x: 60, y: 30, width: 20, height: 8 });
  assert.equal(snap({ x: 60.4, y: 7.3, width: 11, height: 3 }, snapTargets(side, [other]), 1).guides[0]?.kind, 'layer');
});

test('nothing happens out of reach', () => {
  assert.deepEqual(snap({ x: 12, y: 7, width: 7, height: 4 }, snapTargets(side, []), 1), { dx: 0, dy: 0, guides: [], measures: [] });
});

test('angles near an eighth of a turn become it', () => {
  assert.equal(snapAngle(47.9, false), 45);
  assert.equal(snapAngle(50, false), 50);
  assert.equal(snapAngle(50, true), 45);
});

test('between two others the gaps become equal, and are measured once', () => {
  const others = [sampleText({ id: 'l', x: 8, y: 10, width: 16, height: 8 }), sampleText({ id: 'r', x: 70, y: 10, width: 16, height: 8 })];
  const found = snap({ x: 38.4, y: 10.2, width: 16, height: 8 }, snapTargets(side, others), 1);
  assert.ok(Math.abs(found.dx - 0.6) < 1e-9);
  assert.deepEqual(found.measures.filter(({ axis }) => axis === 'x').map(({ from, to }) => [from, to]), [[24, 39], [55, 70]]); // prettier-ignore
});

test('beside a row the gap of the row is kept', () => {
  const row = [sampleText({ id: 'a', x: 10, y: 5, width: 10, height: 8 }), sampleText({ id: 'b', x: 26, y: 5, width: 10, height: 8 })];
  assert.ok(Math.abs(snap({ x: 42.5, y: 6.1, width: 7, height: 4 }, snapTargets(side, row), 1).dx + 0.5) < 1e-9);
});
