import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleText } from '../testing/product.js';
import { LINES, lineOf, onLine } from './line.js';

const layer = sampleText({ id: 'a' }, 'Atelier Lune');
const centre = (of: { x: number; y: number; width: number; height: number }) => [of.x + of.width / 2, of.y + of.height / 2];

test('any line leads to any other and keeps the centre; the way back to straight ends at a low frame', () => {
  for (const first of LINES)
    for (const second of LINES) {
      const one = { ...layer, ...onLine(layer, first) };
      const two = { ...one, ...onLine(one, second) };
      assert.deepEqual([lineOf(one), lineOf(two)], [first, second]);
      for (const [i, at] of centre(two).entries()) assert.ok(Math.abs(at - centre(layer)[i]!) < 0.02, `${first} → ${second}`);
      if (second !== 'circle') assert.notEqual(two.verticalAlign, 'bottom');
    }
});

test('a circle has room for the text that was measured, and no corner more', () => {
  const measured = { layerId: layer.id, bounds: { x: 0, y: 0, width: 62, height: 5 }, scale: 1, lines: 1, missing: [], overflow: false };
  const { width, height } = onLine(layer, 'circle', measured);
  assert.equal(width, height);
  assert.ok(width! * Math.PI > 62 * 1.1 && width! * Math.PI < 62 * 1.3);
});

test('a path that was drawn elsewhere is none of the four', () => {
  assert.equal(lineOf({ curve: { kind: 'path', d: 'M0 0L1 1' } }), 'path');
});
