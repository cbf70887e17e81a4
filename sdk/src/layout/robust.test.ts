import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { TextLayer } from '../design/document.js';
import type { GlyphItem } from './display-list.js';
import { offsetAt, textGeometry } from './geometry.js';
import type { Shaper } from './shape.js';
import { lay, testShaper, text } from './testing.js';

let shaper: Shaper;
before(async () => {
  shaper = await testShaper();
});

const pieces = fc.constantFrom(
  'Luneo',
  ' ',
  '-',
  '\n',
  '\r\n',
  'ffi',
  'سلام',
  'שלום',
  '123',
  '愛',
  'e\u0301',
  '👩‍👧',
  '\u202e',
  '\u2067',
  '\u2069',
  '\t',
);
const content = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const run = fc.record({
  text: content,
  font: fc.constantFrom('sans', 'serif', 'script', 'naskh', 'unknown'),
  size: fc.constantFrom(0.001, 2, 8, 1000),
  fill: fc.constant('#102030'),
  tracking: fc.constantFrom(-0.5, 0, 5),
});
const layer: fc.Arbitrary<TextLayer> = fc
  .record({
    runs: fc.array(run, { minLength: 1, maxLength: 4 }),
    align: fc.constantFrom('start', 'center', 'end'),
    verticalAlign: fc.constantFrom('top', 'middle', 'bottom'),
    lineHeight: fc.constantFrom(0.5, 1.2, 5),
    fit: fc.constantFrom('none', 'shrink', 'wrap'),
    case: fc.constantFrom('none', 'upper', 'lower'),
    direction: fc.constantFrom('auto', 'ltr', 'rtl'),
    curve: fc.constantFrom(
      undefined,
      ...[1, -1, 30, -30, 10_000].map((radius) => ({ kind: 'arc' as const, radius })),
      ...[0, 3, -1_000].map((amplitude) => ({ kind: 'wave' as const, amplitude, length: 1 })),
      ...['M0 0', 'M0 0C0 0 1 1 1 1', 'M0 0L1e9-1e9', 'M.5 0A.5.5 0 1 1 .5 1Z'].map((d) => ({ kind: 'path' as const, d })),
    ),
    width: fc.constantFrom(0.01, 20, 10_000),
    height: fc.constantFrom(0.01, 20, 10_000),
    rotation: fc.constantFrom(0, 45, -360),
  })
  .map((fields) => text('', {}, fields));

test('any text is laid out: finite places, whole metrics, nothing thrown', () => {
  fc.assert(
    fc.property(layer, (any) => {
      const { items, metrics } = lay(any, shaper);
      for (const item of items as GlyphItem[]) {
        assert.ok(Number.isFinite(item.size) && item.matrix.every(Number.isFinite));
        for (const { id, x, y, angle } of item.glyphs) assert.ok(id > 0 && [x, y, angle].every(Number.isFinite));
      }
      const [measured] = metrics;
      assert.ok(measured!.scale > 0 && measured!.scale <= 1 && measured!.lines >= 1);
      if (measured!.bounds) assert.ok(Object.values(measured!.bounds).every(Number.isFinite));
    }),
    { numRuns: 1500 },
  );
});

test('a caret stands at every end of a character, in typing order', () => {
  fc.assert(
    fc.property(layer, (any) => {
      const typed = any.runs.reduce((sum, { text: part }) => sum + part.length, 0);
      const lines = textGeometry(any, { shaper });
      assert.equal(lines[0]!.start, 0);
      assert.equal(lines.at(-1)!.end, typed);
      const offsets = lines.flatMap((line) => line.carets.map((caret) => caret.offset));
      assert.deepEqual(
        offsets,
        offsets.toSorted((a, b) => a - b),
      );
      assert.ok(lines.every((line) => line.carets.every((caret) => [caret.x, caret.y, caret.angle].every(Number.isFinite))));
      assert.ok(offsets.includes(offsetAt(lines, 1, 1)));
    }),
    { numRuns: 500 },
  );
});
