import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { prepareZXingModule, readBarcodes, type ReadResult } from 'zxing-wasm/reader';
import type { CodeLayer } from '../design/document.js';
import { type Canvas2d, paintCanvas2d } from '../paint/canvas2d.js';
import type { PathItem } from './display-list.js';
import { encodeCode } from './encode-code.js';
import type { Shaper } from './shape.js';
import { code, lay, SIDE, testShaper } from './testing.js';

let shaper: Shaper;
before(async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  shaper = await testShaper();
});

/** What a scanner reads off the painted side, at 10 pixels to the millimetre. */
async function scan(...layers: CodeLayer[]): Promise<Pick<ReadResult, 'format' | 'text'>[]> {
  const [width, height, scale] = [SIDE.width, SIDE.height, 10];
  const ctx = createCanvas(width * scale, height * scale).getContext('2d');
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(0, 0, width * scale, height * scale);
  ctx.scale(scale, scale);
  for (const layer of layers) paintCanvas2d(ctx as unknown as Canvas2d, lay(layer, shaper).items, { shaper, image: () => undefined });
  const pixels = ctx.getImageData(0, 0, width * scale, height * scale);
  const found = await readBarcodes({
    data: new Uint8ClampedArray(pixels.data),
    width: pixels.width,
    height: pixels.height,
    colorSpace: 'srgb',
  });
  return found.map(({ format, text }) => ({ format, text }));
}

const problem = (data: string, layer: Partial<CodeLayer> = {}) => lay(code(data, layer), shaper).metrics[0]!.code?.problem;

test('a scanner reads a QR code as it was written, in any script and at every correction', async () => {
  for (const data of ['https://luneo.example/p/42?a=b&c=ü', 'WIFI:T:WPA;S:Café;P:"s\\;cret";;', '1234567890', 'مع كل الحب 💍 愛'])
    for (const correction of ['L', 'M', 'Q', 'H'] as const)
      assert.deepEqual(await scan(code(data, { correction })), [{ format: 'QRCode', text: data }]);
});

test('a scanner reads turned, coloured and see-through codes', async () => {
  const layer = code('Luneo', { rotation: 33, fill: '#203060', background: '#f4e8d0', opacity: 0.9, height: 40 });
  assert.deepEqual(await scan(layer), [{ format: 'QRCode', text: 'Luneo' }]);
});

test('a scanner reads every printable character in a Code 128, and digits as pairs', async () => {
  const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, at) => at + 32));
  const parts = [
    printable.slice(0, 32),
    printable.slice(32, 64),
    printable.slice(64),
    '00112233445566778899',
    'AB123456C7',
    '12345',
    'x1234',
  ];
  const pairs = Array.from({ length: 100 }, (_, pair) => String(pair).padStart(2, '0')).join('');
  for (const data of [...parts, pairs.slice(0, 70), pairs.slice(70, 140), pairs.slice(140)])
    assert.deepEqual(await scan(code(data, { symbology: 'code128', x: 0, width: 100 })), [{ format: 'Code128', text: data }], data);
  const modules = (data: string): number => {
    const symbol = encodeCode({ symbology: 'code128', data });
    return 'rows' in symbol ? symbol.rows[0]!.length : 0;
  };
  assert.ok(modules('1234567890') < modules('abcdefg'));
});

test('a scanner reads an EAN-13 with every first digit, and a missing check digit is added', async () => {
  const ean = (data: string) => scan(code(data, { symbology: 'ean13' }));
  for (let lead = 0; lead < 10; lead += 1) {
    const [read] = await ean(`${lead}00638133393`);
    assert.match(read!.text, new RegExp(`^${lead}00638133393\\d$`));
  }
  assert.deepEqual(await ean('400-6381 333931'), [{ format: 'EAN13', text: '4006381333931' }]);
});

test('a code that cannot be made draws nothing and says why', () => {
  assert.deepEqual(problem('4006381333932', { symbology: 'ean13' }), { reason: 'check-digit', expected: '1' });
  assert.deepEqual(problem('4006', { symbology: 'ean13' }), { reason: 'length' });
  assert.deepEqual(problem('978-X', { symbology: 'ean13' }), { reason: 'characters' });
  assert.deepEqual(problem('Café', { symbology: 'code128' }), { reason: 'characters' });
  assert.deepEqual(problem('a'.repeat(81), { symbology: 'code128' }), { reason: 'too-long' });
  assert.deepEqual(problem('é'.repeat(900), { correction: 'H' }), { reason: 'too-long' });
  assert.deepEqual(problem('\ud83d'), { reason: 'characters' });
  assert.deepEqual(problem(''), { reason: 'empty' });
  assert.deepEqual(lay(code('', { background: '#ffffff' }), shaper).items, []);
});

test('a QR code is square in the middle of its frame and keeps four modules light inside it', () => {
  const { items, metrics } = lay(code('Luneo', { x: 10, y: 10, width: 60, height: 29 }), shaper);
  const { module, zone } = metrics[0]!.code!;
  assert.deepEqual([module, zone], [1, { x: 25.5, y: 10, width: 29, height: 29 }]);
  assert.deepEqual(metrics[0]!.bounds, { x: 29.5, y: 14, width: 21, height: 21 });
  assert.equal((items[0] as PathItem).fill!.hex, '#000000');
});

test('each connected piece of a code is one closed contour: nothing to cut twice', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), (data) => {
      const symbol = encodeCode({ symbology: 'qr', data });
      if (!('rows' in symbol)) return;
      const { d } = lay(code(data, { width: symbol.rows.length + 8, height: symbol.rows.length + 8 }), shaper).items[0] as PathItem;
      let area = 0;
      for (const contour of d.split('Z').filter(Boolean)) {
        const points = [...contour.matchAll(/[ML] (\S+) (\S+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
        for (const [at, [x, y]] of points.entries()) {
          const [nextX, nextY] = points[(at + 1) % points.length]!;
          assert.ok((x === nextX) !== (y === nextY), 'edges run along modules, and none is without length');
          area += (x * nextY - nextX * y) / 2;
        }
      }
      assert.equal(Math.round(area), symbol.rows.flat().filter(Boolean).length);
    }),
    { numRuns: 30 },
  );
});
