import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { imageLayer } from '@luneo/sdk/design/create.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';

let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
let ana: { token: string; ownerId: string };
let ben: { token: string; ownerId: string };
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
  [ana, ben] = [await brand.shopper(), await brand.shopper()];
});
after(() => app.close());

const ask = (method: string, path: string, token: string, body?: unknown, headers: Record<string, string> = {}) =>
  app.request(method, path, { token, headers, ...(body !== undefined && { body }) });

async function photo(token: string): Promise<string> {
  const noise = await sharp({
    create: { width: 40, height: 30, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  })
    .png()
    .toBuffer();
  return (await ask('POST', '/v1/assets?name=me.png', token, noise, { 'content-type': 'image/png' })).body.id;
}

async function withPhoto(): Promise<{ id: string; asset: string }> {
  const asset = await photo(ana.token);
  const document = structuredClone(catalogue.document);
  document.sides[0]!.layers.push(imageLayer({ id: 'photo', asset, width: 10, height: 10, x: 1, y: 1 }));
  const rows = [{ id: 'r1', quantity: 1, values: { name: 'Private' } }];
  return {
    id: (
      await ask('POST', '/v1/designs', ana.token, { productId: catalogue.product.id, name: 'Birthday', document: { ...document, rows } })
    ).body.id,
    asset,
  };
}
const share = async (id: string, body: object = { kind: 'remix' }) => (await ask('POST', `/v1/designs/${id}/shares`, ana.token, body)).body;

test('a version is what the design was when it was named, and is saved over it again', async () => {
  const { id } = await withPhoto();
  const design = (await ask('GET', `/v1/designs/${id}`, ana.token)).body;
  const key = { 'idempotency-key': 'version-1' };
  const kept = await ask('POST', `/v1/designs/${id}/versions`, ana.token, { name: 'First idea' }, key);
  assert.equal(kept.status, 201);
  assert.deepEqual((await ask('POST', `/v1/designs/${id}/versions`, ana.token, { name: 'First idea' }, key)).body, kept.body);
  const empty = { ...design.document, sides: [{ id: 'plate', layers: [] }] };
  const changed = await ask('PATCH', `/v1/designs/${id}`, ana.token, { document: empty }, { 'if-match': '"1"' });
  assert.equal(changed.status, 200);
  const { items } = (await ask('GET', `/v1/designs/${id}/versions`, ana.token)).body;
  assert.deepEqual(items, [kept.body]);
  const version = (await ask('GET', `/v1/designs/${id}/versions/${kept.body.id}`, ana.token)).body;
  assert.deepEqual(version.document, design.document);
  const restored = await ask('PATCH', `/v1/designs/${id}`, ana.token, { document: version.document }, { 'if-match': '"2"' });
  assert.deepEqual(restored.body.document, design.document);
  assert.equal((await ask('DELETE', `/v1/designs/${id}/versions/${kept.body.id}`, ana.token)).status, 204);
  assert.equal((await ask('GET', `/v1/designs/${id}/versions/${kept.body.id}`, ana.token)).status, 404);
  assert.equal((await ask('POST', `/v1/designs/${id}/versions`, ben.token, { name: 'Mine' })).status, 404);
});

test('a link shows the design to everybody of the shop who has it, and nothing of who made it', async () => {
  const { id, asset } = await withPhoto();
  const { token } = await share(id, { kind: 'view' });
  for (const reader of [ben.token, brand.publishableKey]) {
    const seen = await ask('GET', `/v1/shared/${token}`, reader);
    assert.equal(seen.status, 200, JSON.stringify(seen.body));
    assert.deepEqual([seen.body.name, seen.body.kind, seen.body.assets[0].id], ['Birthday', 'view', asset]);
    assert.doesNotMatch(JSON.stringify(seen.body), new RegExp(`${ana.ownerId}|Private|me\\.png|${id}`));
    assert.equal((await fetch(seen.body.assets[0].previewUrl)).status, 200);
  }
  assert.equal((await ask('GET', `/v1/designs/${id}`, ben.token)).status, 404, 'the design itself stays theirs');
  assert.equal((await ask('GET', `/v1/assets/${asset}`, ben.token)).status, 404);
  const refused = await ask('POST', `/v1/shared/${token}/remix`, ben.token, {});
  assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden']);
});

test('a remix is a design of its own with pictures of its own, which stay when the first ones go', async () => {
  const { id, asset } = await withPhoto();
  const { token } = await share(id);
  const key = { 'idempotency-key': 'remix-1' };
  const remix = await ask('POST', `/v1/shared/${token}/remix`, ben.token, {}, key);
  assert.equal(remix.status, 201, JSON.stringify(remix.body));
  assert.equal((await ask('POST', `/v1/shared/${token}/remix`, ben.token, {}, key)).body.id, remix.body.id);
  assert.equal(remix.body.ownerId, ben.ownerId);
  assert.equal(remix.body.document.rows, undefined);
  const copy = remix.body.document.sides[0].layers.at(-1).asset;
  assert.notEqual(copy, asset);
  await app.deps.db('assets').where({ id: asset }).delete();
  const own = await ask('GET', `/v1/assets/${copy}`, ben.token);
  assert.equal((await fetch(own.body.url)).status, 200);
});

test('a link ends when it is ended or its days are over, and cannot be guessed', async () => {
  const { id } = await withPhoto();
  const first = await share(id);
  const second = await share(id, { kind: 'view', days: 7 });
  const days = (Date.parse(second.expiresAt) - Date.parse(second.createdAt)) / 86_400_000;
  assert.ok(Math.abs(days - 7) < 0.01);
  const open = async (token: string) => (await ask('GET', `/v1/shared/${token}`, ben.token)).status;
  assert.deepEqual([await open(first.token), await open(second.token)], [200, 200]);
  const [, signature] = first.token.split('.');
  assert.equal(await open(`${second.id}.${signature}`), 404);
  assert.equal(await open(`${first.id}.${'A'.repeat(43)}`), 404);
  await app.deps
    .db('design_shares')
    .where({ id: second.id })
    .update({ expires_at: new Date(Date.now() - 1_000).toISOString() });
  assert.equal(await open(second.token), 404);
  const { items } = (await ask('GET', `/v1/designs/${id}/shares`, ana.token)).body;
  assert.deepEqual(items, [first], 'one that ended is listed no more, and the other can be copied again');
  assert.equal((await ask('DELETE', `/v1/designs/${id}/shares/${first.id}`, ben.token)).status, 404);
  assert.equal((await ask('DELETE', `/v1/designs/${id}/shares/${first.id}`, ana.token)).status, 204);
  assert.equal(await open(first.token), 404);
});
