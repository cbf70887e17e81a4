import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Font } from '@luneo/sdk/contracts/products.js';
import { textLayer } from '@luneo/sdk/design/create.js';
import type { Shaper } from '@luneo/sdk/layout/shape.js';
import { ableRuns } from './able-font.js';

const font = (id: string, style: Font['style']): Font => ({
  id,
  family: id,
  style,
  hash: 'a'.repeat(64),
  url: 'https://x.test/f.ttf',
  bytes: 1,
});
const FONTS = [font('latin', 'serif'), font('wide', 'sans'), font('arabic', 'serif'), font('late', 'serif')];
const HAS: Readonly<Record<string, RegExp>> = { latin: /[a-z]/i, wide: /[a-zł]/i, arabic: /\p{Script=Arabic}/u };
const SHAPER = {
  hasFont: (id: string) => id in HAS,
  hasGlyph: (id: string, code: number) => HAS[id]!.test(String.fromCodePoint(code)),
} as unknown as Shaper;
const runsOf = (text: string) => {
  const able = ableRuns(textLayer({ text, font: 'latin' }), FONTS, SHAPER);
  return able && [able.font.id, ...able.runs.map((run) => `${run.font}: ${run.text}`)];
};

test('a font that has everything takes the whole text', () => {
  assert.deepEqual(runsOf('Michał'), ['wide', 'wide: Michał']);
});

test('where none has everything, only what is missing goes into another font', () => {
  assert.deepEqual(runsOf('Eve سلام Eve'), ['arabic', 'latin: Eve ', 'arabic: سلام', 'latin:  Eve']);
});

test('what no font has stays, and alone is beyond help; a font that is not loaded does not count', () => {
  assert.deepEqual(runsOf('Eve 💍 سلام'), ['arabic', 'latin: Eve 💍 ', 'arabic: سلام']);
  assert.equal(runsOf('Eve 💍'), null);
});
