import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextLayer } from './document.js';
import { BOUNDS } from './limits.js';
import { scaledText } from './scale-text.js';
import { text } from './testing/arbitraries.js';

test('what grows or shrinks with a text stays what a document may hold', () => {
  fc.assert(
    fc.property(text, fc.double({ min: 0.05, max: 20, noNaN: true }), (layer, factor) => {
      const scaled = { ...layer, ...scaledText(layer, factor) };
      fc.pre(scaled.runs.every(({ size }) => size > 0 && size <= BOUNDS.textSize));
      assert.equal(TextLayer.safeParse(scaled).error?.message, undefined);
    }),
    { numRuns: 1_000 },
  );
});
