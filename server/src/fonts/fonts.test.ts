import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { interBytes } from '../testing-catalogue.js';
import { sanitiseFont } from './sanitise.js';
import { readTables, writeFont } from './sfnt.js';

let app: TestApp;
let brand: TestBrand;
let inter: Uint8Array;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  inter = await interBytes();
});
after(() => app.close());

const upload = (body: Uint8Array | string, token = brand.secretKey, type = 'font/ttf') =>
  app.request('POST', '/v1/fonts?family=Inter&style=sans', { token, body, headers: { 'content-type': type } });

test('keeps a font and serves the cleaned file to every origin for ever', async () => {
  const created = await upload(inter);
  assert.equal(created.status, 201);
  const listed = await app.request('GET', '/v1/fonts', { token: brand.publishableKey });
  assert.deepEqual(listed.body.items, [created.body]);
  const file = await fetch(created.body.url);
  const bytes = new Uint8Array(await file.arrayBuffer());
  assert.equal(createHash('sha256').update(bytes).digest('hex'), created.body.hash);
  assert.equal(file.headers.get('content-type'), 'font/ttf');
  assert.match(file.headers.get('cache-control')!, /immutable/);
  assert.equal(file.headers.get('access-control-allow-origin'), '*');
  assert.equal(file.headers.get('x-content-type-options'), 'nosniff');
});

test('gives the same font for the same file', async () => {
  const [a, b] = await Promise.all([upload(inter), upload(inter)]);
  assert.equal(a.body.id, b.body.id);
});

test('refuses what is not a usable font', async () => {
  const { tables, flavour } = readTables(inter);
  const without = (tag: string) => writeFont(flavour, new Map([...tables].filter(([name]) => name !== tag)));
  const damaged = Uint8Array.from(inter);
  new DataView(damaged.buffer).setUint32(12 + 8, 0xffffff00);
  const cases: Record<string, Uint8Array | string> = {
    text: 'this is not a font at all, only text',
    html: '<script>alert(1)</script>'.padEnd(100),
    'a header alone': inter.subarray(0, 12),
    'half a file': inter.subarray(0, inter.length >> 1),
    'a table outside': damaged,
    'no characters': without('cmap'),
    'no outlines': without('glyf'),
    'a web font package': Buffer.concat([Buffer.from('wOF2'), Buffer.alloc(64)]),
  };
  for (const [name, body] of Object.entries(cases)) {
    const reply = await upload(body);
    assert.deepEqual([reply.status, reply.body.code], [422, 'font-invalid'], name);
  }
});

test('refuses too much, nothing, another type, and callers who may not', async () => {
  const large = await upload(new Uint8Array(10_000_001));
  assert.deepEqual([large.status, large.body.code], [413, 'payload-too-large']);
  const empty = await upload('');
  assert.equal(empty.status, 400);
  const image = await upload(inter, brand.secretKey, 'image/png');
  assert.deepEqual([image.status, image.body.code], [415, 'unsupported-media-type']);
  assert.equal((await upload(inter, (await brand.shopper()).token)).status, 403);
});

test("does not show another brand's fonts", async () => {
  const other = await app.brand('Another');
  assert.deepEqual((await app.request('GET', '/v1/fonts', { token: other.secretKey })).body.items, []);
});

test('leaves scripts and signatures out, and writes the same bytes again', async () => {
  const { tables, flavour } = readTables(inter);
  const spiked = writeFont(
    flavour,
    new Map([...tables, ['SVG ', new DataView(new ArrayBuffer(64))], ['DSIG', new DataView(new ArrayBuffer(8))]]),
  );
  const clean = await sanitiseFont(spiked);
  assert.deepEqual(clean, await sanitiseFont(inter));
  assert.deepEqual(await sanitiseFont(clean), clean);
  assert.ok(!readTables(clean).tables.has('SVG '));
});

test('answers an unknown font file by 404', async () => {
  assert.equal((await app.request('GET', `/files/fonts/${'0'.repeat(64)}.ttf`)).status, 404);
  assert.equal((await app.request('GET', '/files/fonts/..%2f..%2fsecret')).status, 404);
});
