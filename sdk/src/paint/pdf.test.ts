import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import type { ImageLayer, Layer } from '../design/document.js';
import type { DisplayList } from '../layout/display-list.js';
import type { Shaper } from '../layout/shape.js';
import { FRAME, lay, shape, SIDE, testShaper, text } from '../layout/testing.js';
import { paintPdf } from './pdf.js';

let shaper: Shaper;
before(async () => {
  shaper = await testShaper();
});

const list = (...layers: Layer[]): DisplayList => ({
  width: SIDE.width,
  height: SIDE.height,
  bleed: SIDE.bleed,
  items: layers.flatMap((layer) => lay(layer, shaper).items),
  metrics: [],
});
const image = (asset: string): ImageLayer => ({ ...FRAME, type: 'image', asset, crop: { x: 0, y: 0, width: 1, height: 1 } });

function picture(kind: 'png' | 'jpeg'): Uint8Array {
  const canvas = createCanvas(40, 20);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = 'rgba(255,0,0,0.5)';
  ctx.fillRect(0, 0, 40, 20);
  return kind === 'png' ? canvas.toBuffer('image/png') : canvas.toBuffer('image/jpeg');
}

/** The file with its compressed streams opened, as Latin-1 text. */
async function read(design: DisplayList, files: Record<string, Uint8Array> = {}): Promise<string> {
  const bytes = Buffer.from(await paintPdf(design, { shaper, imageBytes: (asset) => files[asset] }, { title: 'Été – test' }));
  const pieces = bytes.toString('latin1').split(/(?<=stream\n)|(?=\nendstream)/);
  return pieces.map((piece) => (piece.startsWith('\x78') ? inflateSync(Buffer.from(piece, 'latin1')).toString('latin1') : piece)).join('');
}

test('the page is trim + bleed in exact mm, with its boxes', async () => {
  const file = await read(list());
  const box = (name: string) =>
    new RegExp(`/${name} \\[([^\\]]*)\\]`)
      .exec(file)![1]!
      .split(' ')
      .map((pt) => (Number(pt) * 25.4) / 72);
  const near = (values: number[], wanted: number[]) =>
    wanted.forEach((mm, i) => assert.ok(Math.abs(values[i]! - mm) < 1e-4, values.join(' ')));
  near(box('MediaBox'), [0, 0, 106, 66]);
  near(box('BleedBox'), [0, 0, 106, 66]);
  near(box('TrimBox'), [3, 3, 103, 63]);
});

test('text is outlines: no font is in the file', async () => {
  const file = await read(list(text('Jessica', { font: 'script' })));
  assert.doesNotMatch(file, /\/Font\b|\bTj\b|\bBT\b/);
  assert.match(file, / c\n/);
});

test('a spot colour is a separation by its name, process colour stays CMYK', async () => {
  const file = await read(list(text('a', { fill: { spot: 'Gold foil' } }), text('b', { fill: { cmyk: [0, 0.5, 1, 0.25] } })));
  assert.match(file, /\[\/Separation \/Gold#20foil \/DeviceRGB/);
  assert.match(file, /\/S0 cs 1 scn/);
  assert.match(file, /0 0.5 1 0.25 k/);
});

test('a picture goes in once and whole, with its transparency', async () => {
  const file = await read(list(image('p'), image('p'), image('q')), { p: picture('png'), q: picture('jpeg') });
  assert.equal(file.match(/\/Subtype \/Image/g)?.length, 3);
  assert.equal(file.match(/\/SMask \d/g)?.length, 1);
});

test('translucent overlaps are a transparency group', async () => {
  const square = { d: 'M0 0H10V10H0Z', fill: '#ff0000' };
  assert.match(await read(list(shape([square, square], { opacity: 0.5 }))), /\/S \/Transparency/);
});

test('a missing or damaged picture stops production and is named', async () => {
  await assert.rejects(read(list(image('gone'))), /picture gone is missing/);
  await assert.rejects(read(list(image('text')), { text: Buffer.from('hello') }), /picture text cannot be printed/);
  const damaged = picture('png').map((byte, i) => (i > 60 && i < 70 ? 0x55 : byte));
  await assert.rejects(read(list(image('torn')), { torn: damaged }), /picture torn cannot be printed/);
});

test('the same design gives the same bytes, on another day too', async () => {
  const design = list(text('Noël'), image('p'), image('q'));
  const res = { shaper, imageBytes: () => picture('png') };
  const first = await paintPdf(design, res, { title: 'x' });
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await paintPdf(design, res, { title: 'x' }), first);
  const dated = Buffer.from(await paintPdf(design, res, { title: 'x', createdAt: new Date('2026-11-21T10:00:00Z') }));
  assert.match(dated.toString('latin1'), /D:20261121100000Z/);
});

test('numbers have no exponent: a hair of a turn or of a millimetre leaves the file readable', async () => {
  const design = list({ ...image('p'), rotation: 1e-5, x: 1.5e-7 }, { ...image('p'), crop: { x: 0.5, y: 0.5, width: 5e-324, height: 1 } });
  const operators = [...(await read(design, { p: picture('jpeg') })).matchAll(/^(.*) cm\b/gm)].map(([, numbers]) => numbers!);
  assert.ok(operators.length >= 6);
  for (const numbers of operators) assert.match(numbers, /^(?:.* )?(?:-?\d+(?:\.\d+)? ?){6}$/);
});
