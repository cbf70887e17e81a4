import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineBreaks } from './breaks.js';

const pieces = (text: string) => {
  const at = [0, ...lineBreaks(text), text.length];
  return at.slice(1).map((end, i) => text.slice(at[i], end));
};

test('a line may end after spaces, hyphens and dashes', () => {
  assert.deepEqual(pieces('to the  moon'), ['to ', 'the  ', 'moon']);
  assert.deepEqual(pieces('Marie-Claire'), ['Marie-', 'Claire']);
  assert.deepEqual(pieces('love—always'), ['love—', 'always']);
});

test('a sign or a range of numbers stays together', () => {
  assert.deepEqual(pieces('-5 °C'), ['-5 ', '°C']);
  assert.deepEqual(pieces('2020-2026'), ['2020-2026']);
});

test('a no-break space and a word joiner hold words together', () => {
  assert.deepEqual(pieces('10\u00a0mm \u2060x'), ['10\u00a0mm \u2060x']);
});

test('ideographs break anywhere but before closing and after opening punctuation', () => {
  assert.deepEqual(pieces('永遠の愛。'), ['永', '遠', 'の', '愛。']);
  assert.deepEqual(pieces('「愛」と'), ['「愛」', 'と']);
});

test('a combining mark stays on its base', () => {
  assert.deepEqual(pieces('e\u0301 a'), ['e\u0301 ', 'a']);
});
