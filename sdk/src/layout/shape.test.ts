import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { createShaper } from './shape.js';
import { testShaper } from './testing.js';

const { resolve } = createRequire(import.meta.url);

test('takes the wasm as bytes too', async () => {
  const wasm = readFileSync(resolve('harfbuzzjs/dist/harfbuzz.wasm'));
  const shaper = await createShaper(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  assert.equal(shaper.hasFont('sans'), false);
});

test('refuses bytes that are not a font, and keeps the font it had', async () => {
  const shaper = await testShaper();
  assert.throws(() => shaper.addFont('new', new Uint8Array(5000)), /not a usable/);
  assert.throws(() => shaper.addFont('sans', new TextEncoder().encode('<script>')), /not a usable/);
  assert.equal(shaper.hasFont('new'), false);
  assert.equal(shaper.shape('sans', 'a', 0, 1, false, true).length, 1);
});

test('outlines are in em, y downwards, with their exact extent', async () => {
  const shaper = await testShaper();
  const [glyph] = shaper.shape('sans', 'H', 0, 1, false, true);
  const { bounds, ops } = shaper.outline('sans', glyph!.id);
  assert.ok(bounds!.y < -0.6 && Math.abs(bounds!.y + bounds!.height) < 0.01);
  assert.match(ops, /^M.*Z$/);
  assert.equal(shaper.outline('sans', glyph!.id), shaper.outline('sans', glyph!.id), 'kept for the next use');
});

test('typing for hours and replacing fonts does not fill the memory', async () => {
  const shaper = await testShaper();
  const font = readFileSync(resolve('@expo-google-fonts/great-vibes/400Regular/GreatVibes_400Regular.ttf'));
  const work = () => {
    for (let i = 0; i < 2000; i++) shaper.shape('serif', `Jessica ${i}`, 0, 9, false, true);
    for (let i = 0; i < 20; i++) shaper.addFont('script', font);
  };
  work();
  const before = process.memoryUsage().external;
  for (let i = 0; i < 5; i++) work();
  globalThis.gc?.();
  assert.ok(process.memoryUsage().external - before < 4_000_000);
});
