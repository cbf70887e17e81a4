import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { LuneoAdmin } from '@luneo/sdk/admin.js';
import { makeCatalogue } from '../testing-catalogue.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';

let app: TestApp;
let brand: TestBrand;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
});
after(() => app.close());

const path = (id = brand.brandId) => `/v1/brands/${id}/media`;
const upload = (body: Uint8Array, token = brand.staffToken, name = 'Plate.png') =>
  app.request('POST', `${path()}?name=${encodeURIComponent(name)}`, { token, body, headers: { 'content-type': 'image/png' } });
const plain = (background: string, width = 30, height = 20) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

test('a photo becomes a public WebP of at most 2,048 px without its camera and place, under an address of its own for ever', async () => {
  const photo = await sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: '#a52' } })
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { status, body } = await upload(photo, brand.secretKey, 'Bracelet auf Holz.jpg');
  assert.equal(status, 201);
  const { mime, width, height, hasAlpha, name, bytes, hash } = body;
  assert.deepEqual([mime, width, height, hasAlpha, name], ['image/webp', 1_024, 2_048, false, 'Bracelet auf Holz.jpg']);
  assert.equal(body.url, `${app.url}${body.path}`);
  assert.ok(body.path.includes(hash));
  const reply = await fetch(body.url);
  const file = Buffer.from(await reply.arrayBuffer());
  assert.deepEqual([reply.status, file.length, reply.headers.get('content-type')], [200, bytes, 'image/webp']);
  assert.equal(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal(reply.headers.get('access-control-allow-origin'), '*');
  assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
  const kept = await sharp(file).metadata();
  assert.deepEqual([kept.format, kept.width, kept.height, kept.exif, kept.orientation], ['webp', 1_024, 2_048, undefined, undefined]);
  const again = await fetch(body.url, { headers: { 'if-none-match': reply.headers.get('etag')! } });
  assert.equal(again.status, 304);
});

test('the same picture again is the same row, whatever its name', async () => {
  const picture = await plain('#123456');
  const [first, second] = await Promise.all([upload(picture), upload(picture, brand.staffToken, 'other.png')]);
  assert.deepEqual([first.status, second.status, first.body.id], [201, 201, second.body.id]);
});

test('lists the newest first, page by page', async () => {
  const other = await app.brand('Lister');
  const ids: string[] = [];
  const admin = new LuneoAdmin({ apiUrl: app.url, secretKey: other.secretKey });
  for (const colour of ['#111', '#222', '#333'])
    ids.unshift((await admin.media.create(other.brandId, await plain(colour), { name: colour })).id);
  const first = await admin.media.list(other.brandId, { limit: 2 });
  const rest = await admin.media.list(other.brandId, { limit: 2, cursor: first.nextCursor! });
  assert.deepEqual(
    [...first.items, ...rest.items].map(({ id }) => id),
    ids,
  );
  assert.equal(rest.nextCursor, null);
});

test('a picture that a product shows cannot be deleted; one that none shows is gone with its file', async () => {
  const productId = (await makeCatalogue(app.deps, brand.scope)).product.id;
  const shown = (await upload(await plain('#0a0'))).body;
  const mockup = (await upload(await plain('#0b0'))).body;
  const product = (await app.request('GET', `/v1/products/${productId}`, { token: brand.staffToken })).body;
  const { slug, name, description, status, template } = product;
  template.sides[0].mockup.url = mockup.path;
  const body = { slug, name, description, status, template, imageUrl: shown.url };
  const put = `/v1/brands/${brand.brandId}/products/${productId}`;
  assert.equal((await app.request('PUT', put, { token: brand.staffToken, body })).status, 200);
  for (const { id, path: file } of [shown, mockup]) {
    const reply = await app.request('DELETE', `${path()}/${id}`, { token: brand.staffToken });
    assert.deepEqual([reply.status, reply.body.code], [409, 'conflict']);
    assert.equal((await fetch(app.url + file)).status, 200);
  }
  await app.request('PUT', put, { token: brand.staffToken, body: { ...body, imageUrl: null } });
  assert.equal((await app.request('DELETE', `${path()}/${shown.id}`, { token: brand.staffToken })).status, 204);
  assert.equal((await fetch(shown.url)).status, 404);
  assert.equal((await app.request('DELETE', `${path()}/${shown.id}`, { token: brand.staffToken })).status, 404);
  const noted = await app.deps.db('audit_log').where({ target: shown.id }).orderBy('id').select('action');
  assert.deepEqual(
    noted.map(({ action }) => action),
    ['media.created', 'media.deleted'],
  );
});

test('answers a range of a picture, and refuses one that lies outside', async () => {
  const { url, bytes } = (await upload(await plain('#00c'))).body;
  const part = await fetch(url, { headers: { range: 'bytes=8-11' } });
  assert.deepEqual([part.status, part.headers.get('content-range'), await part.text()], [206, `bytes 8-11/${bytes}`, 'WEBP']);
  const tail = await fetch(url, { headers: { range: `bytes=-${bytes - 8}` } });
  assert.deepEqual([tail.status, (await tail.text()).slice(0, 4)], [206, 'WEBP']);
  const outside = await fetch(url, { headers: { range: `bytes=${bytes}-` } });
  assert.deepEqual([outside.status, outside.headers.get('content-range')], [416, `bytes */${bytes}`]);
  const head = await fetch(url, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')], [200, String(bytes), 'bytes']);
});

test('another brand neither sees, uploads nor deletes here, and a shopper does none of it', async () => {
  const { id } = (await upload(await plain('#0cc'))).body;
  const strangers = [(await app.brand('Other')).secretKey, (await brand.shopper()).token, brand.publishableKey];
  for (const token of strangers)
    for (const [method, to] of [
      ['GET', path()],
      ['DELETE', `${path()}/${id}`],
      ['POST', path()],
    ] as const) {
      const reply = await app.request(method, to, {
        token,
        ...(method === 'POST' && { body: await plain('#111'), headers: { 'content-type': 'image/png' } }),
      });
      assert.ok([403, 404].includes(reply.status), `${method} ${reply.status}`);
    }
  assert.ok(await app.deps.db('media').where({ id }).first());
});

test('what is no picture is refused and leaves nothing behind', async () => {
  const before = await app.deps.db('media').count({ n: '*' });
  for (const [bytes, code] of [
    [Buffer.from('GIF89a...'), 'unsupported-media-type'],
    [(await plain('#abc', 300, 300)).subarray(0, 200), 'image-invalid'],
  ] as const)
    assert.equal((await upload(bytes)).body.code, code);
  assert.deepEqual(await app.deps.db('media').count({ n: '*' }), before);
});
