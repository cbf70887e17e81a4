import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { caretAt, offsetAt, textGeometry } from './geometry.js';
import type { Shaper } from './shape.js';
import { testShaper, text } from './testing.js';

let shaper: Shaper;
before(async () => {
  shaper = await testShaper();
});

test('a caret stands before each character and at the end', () => {
  const [line] = textGeometry(text('abc'), { shaper });
  assert.deepEqual(
    line!.carets.map((caret) => caret.offset),
    [0, 1, 2, 3],
  );
  assert.equal(line!.carets[0]!.x, 0);
  assert.ok(line!.carets.every((caret, i) => i === 0 || caret.x > line!.carets[i - 1]!.x));
});

test('a ligature is divided among its letters', () => {
  const [line] = textGeometry(text('fi', { font: 'serif' }), { shaper });
  assert.deepEqual(
    line!.carets.map((caret) => caret.offset),
    [0, 1, 2],
  );
});

test('in right-to-left text carets run to the left', () => {
  const [line] = textGeometry(text('سلام', { font: 'naskh' }), { shaper });
  assert.equal(line!.rtl, true);
  assert.ok(line!.carets[0]!.x > line!.carets.at(-1)!.x);
});

test('offsets count what was typed, not what is shown', () => {
  const [line] = textGeometry(text('ßa', {}, { case: 'upper' }), { shaper });
  assert.deepEqual([...new Set(line!.carets.map((caret) => caret.offset))], [0, 1, 2]);
});

test('empty lines have a caret', () => {
  const lines = textGeometry(text('a\n\nb'), { shaper });
  assert.deepEqual(
    lines.map(({ start, end }) => [start, end]),
    [
      [0, 1],
      [2, 2],
      [3, 4],
    ],
  );
  assert.equal(caretAt(lines, 2).caret.offset, 2);
  assert.equal(textGeometry(text(''), { shaper })[0]!.carets.length, 1);
});

test('a point finds the nearest caret, on an arc too', () => {
  for (const layer of [text('hello\nworld'), text('hello', {}, { curve: { kind: 'arc', radius: 20 }, align: 'center' })]) {
    const lines = textGeometry(layer, { shaper });
    for (const line of lines) {
      for (const caret of line.carets) assert.equal(offsetAt(lines, caret.x + 0.01, caret.y - 0.1), caret.offset);
    }
  }
});
