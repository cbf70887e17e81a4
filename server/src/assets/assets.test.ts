import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { Problem } from '../problem.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { decodePicture } from './decode.js';

let app: TestApp;
let brand: TestBrand;
let token: string;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  token = (await brand.shopper()).token;
});
after(() => app.close());

const upload = (body: Uint8Array | string, type = 'image/png', name = 'photo.png') =>
  app.request('POST', `/v1/assets?name=${encodeURIComponent(name)}`, { token, body, headers: { 'content-type': type } });
const plain = (width: number, height: number, background = '#c33') => sharp({ create: { width, height, channels: 3, background } });
const stored = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
};

/** A PNG that says it is huge and is 100 bytes long. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE((crc32 as unknown as (b: Buffer) => number)(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(1_000))), chunk('IEND', Buffer.alloc(0))]);
}

test('keeps a picture whole, with a preview of at most 2,048 px, behind signed URLs', async () => {
  const reply = await upload(await plain(3_000, 1_500).png().toBuffer());
  assert.equal(reply.status, 201);
  const { id, mime, width, height, hasAlpha, name, ownerId, url, previewUrl, bytes } = reply.body;
  assert.deepEqual([mime, width, height, hasAlpha, name], ['image/png', 3_000, 1_500, false, 'photo.png']);
  const original = await stored(url);
  assert.deepEqual([original.status, original.bytes.length], [200, bytes]);
  const preview = await sharp((await stored(previewUrl)).bytes).metadata();
  assert.deepEqual([preview.format, preview.width, preview.height], ['webp', 2_048, 1_024]);
  const row = await app.deps.db('assets').where({ id }).first();
  assert.deepEqual([row.brand_id, row.owner_id, row.hash.length], [brand.brandId, ownerId, 64]);
  assert.equal((await app.request('GET', `/v1/assets/${id}`, { token })).body.url, url);
});

test('turns a photo upright, keeps its colour profile and drops where it was taken', async () => {
  const photo = await plain(400, 200)
    .withIccProfile('p3')
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const before = await sharp(photo).metadata();
  assert.equal(before.orientation, 6);
  const { body } = await upload(photo, 'image/jpeg');
  assert.deepEqual([body.width, body.height], [200, 400]);
  const kept = await stored(body.url);
  const after = await sharp(kept.bytes).metadata();
  assert.deepEqual([after.exif, after.orientation, after.width], [undefined, undefined, 200]);
  assert.deepEqual(after.icc, before.icc);
  const raw = (bytes: Buffer) => sharp(bytes, { ignoreIcc: true }).removeAlpha().raw().toBuffer();
  const [a, b] = [await raw(photo), await raw(kept.bytes)];
  assert.ok(Math.abs(a[0]! - b[0]!) <= 3 && Math.abs(a[1]! - b[1]!) <= 3, `${a.subarray(0, 3).join()} became ${b.subarray(0, 3).join()}`);
});

test('takes AVIF, and keeps it as what production can read', async () => {
  const opaque = await upload(await plain(60, 40).avif().toBuffer(), 'image/avif', 'photo.avif');
  assert.deepEqual([opaque.status, opaque.body.mime, opaque.body.width, opaque.body.height], [201, 'image/jpeg', 60, 40]);
  const clear = { create: { width: 60, height: 40, channels: 4, background: '#c3380040' } } as const;
  const { body } = await upload(await sharp(clear).avif().toBuffer(), 'image/avif', 'clear.avif');
  assert.deepEqual([body.mime, body.hasAlpha], ['image/png', true]);
});

test('a JPEG of four inks becomes RGB of the same look', async () => {
  const inks = await plain(60, 40, '#c08040').toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
  assert.equal((await sharp(inks).metadata()).space, 'cmyk');
  const { body, status } = await upload(inks, 'image/jpeg');
  assert.equal(status, 201);
  const { bytes } = await stored(body.url);
  assert.equal((await sharp(bytes).metadata()).space, 'srgb');
  const [r, g, b] = await sharp(bytes).raw().toBuffer();
  for (const [is, should] of [
    [r, 0xc0],
    [g, 0x80],
    [b, 0x40],
  ] as const)
    assert.ok(Math.abs(is! - should) < 24, `${[r, g, b].join()}`);
});

test('sees whether a picture has transparent parts', async () => {
  const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#f000' } })
    .webp()
    .toBuffer();
  assert.equal((await upload(clear, 'image/webp')).body.hasAlpha, true);
  const opaque = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#f00f' } })
    .png()
    .toBuffer();
  assert.equal((await upload(opaque)).body.hasAlpha, false);
});

test('keeps an SVG as vectors, cleaned', async () => {
  const source = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><desc>x</desc><circle cx="9" cy="9" r="9"/></svg>';
  const { status, body } = await upload(source, 'image/svg+xml', 'logo.svg');
  assert.deepEqual([status, body.mime, body.width, body.height, body.hasAlpha], [201, 'image/svg+xml', 40, 20, true]);
  const file = await stored(body.url);
  assert.ok(!file.bytes.toString().includes('desc'));
  assert.match(file.headers.get('content-security-policy') ?? '', /sandbox/);
  assert.equal((await sharp((await stored(body.previewUrl)).bytes).metadata()).width, 2_048);
});

test('believes the bytes, not the header', async () => {
  const reply = await upload(await plain(10, 10).jpeg().toBuffer(), 'image/png');
  assert.deepEqual([reply.status, reply.body.mime], [201, 'image/jpeg']);
});

test('the same picture again is the same asset', async () => {
  const picture = await plain(30, 30, '#123456').png().toBuffer();
  const [first, second] = [await upload(picture), await upload(picture)];
  assert.equal(first.body.id, second.body.id);
});

for (const [what, make, type, status, code] of [
  ['30,000 × 30,000 pixels', () => hugePng(30_000, 30_000), 'image/png', 422, 'image-too-large'],
  ['a huge SVG', () => '<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"/>', 'image/svg+xml', 422, 'image-too-large'],
  [
    'an SVG with a script',
    () => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'image/svg+xml',
    422,
    'image-invalid',
  ],
  ['a script that calls itself a PNG', () => '<script>alert(1)</script>', 'image/png', 422, 'image-invalid'],
  ['half a PNG', async () => (await plain(300, 300).png().toBuffer()).subarray(0, 300), 'image/png', 422, 'image-invalid'],
  [
    'noise after a PNG signature',
    () => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(500, 7)]),
    'image/png',
    422,
    'image-invalid',
  ],
  ['a GIF', () => Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'), 'image/png', 415, 'unsupported-media-type'],
  ['nothing', () => Buffer.alloc(0), 'image/png', 400, 'invalid-request'],
  ['another content type', () => Buffer.from('x'), 'application/pdf', 415, 'unsupported-media-type'],
  ['26 MB', () => Buffer.alloc(26_000_000), 'image/png', 413, 'payload-too-large'],
] as const)
  test(`refuses ${what}`, async () => {
    const before = await app.deps.db('assets').count({ n: '*' });
    const reply = await upload(await make(), type);
    assert.deepEqual([reply.status, reply.body.code], [status, code]);
    assert.deepEqual(await app.deps.db('assets').count({ n: '*' }), before);
  });

test('ends a process that takes too long or too much memory', async () => {
  const bytes = await plain(4_000, 4_000).png().toBuffer();
  const tooLarge = (error: unknown): boolean => error instanceof Problem && error.code === 'image-too-large';
  await assert.rejects(decodePicture({ bytes, type: 'image/png' }, { timeMs: 1 }), tooLarge);
  await assert.rejects(decodePicture({ bytes, type: 'image/png' }, { memoryBytes: 1 }), tooLarge);
});

test('another shopper and another brand cannot see it', async () => {
  const { body } = await upload(await plain(5, 5).png().toBuffer());
  const strangers = [(await brand.shopper()).token, (await app.brand('Other')).secretKey];
  for (const stranger of strangers) {
    const reply = await app.request('GET', `/v1/assets/${body.id}`, { token: stranger });
    assert.deepEqual([reply.status, reply.body.code], [404, 'not-found']);
  }
  assert.equal((await app.request('GET', `/v1/assets/${body.id}`, { token: brand.staffToken })).status, 200);
});

test('needs a session', async () => {
  const reply = await app.request('POST', '/v1/assets', { body: Buffer.from('x'), headers: { 'content-type': 'image/png' } });
  assert.deepEqual([reply.status, reply.body.code], [401, 'unauthenticated']);
});
