import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { newAddress, startAccountApp, type AccountApp } from './auth/testing.js';
import { makeCatalogue, type TestCatalogue } from './testing-catalogue.js';
import type { TestBrand, TestReply } from './testing.js';

let app: AccountApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
before(async () => {
  app = await startAccountApp();
  app.deps.config.allowHosts.push('127.0.0.1:*');
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
});
after(() => app.close());

let count = 0;
const send = (path: string, body: unknown, key: string, token = brand.staffToken, type?: string): Promise<TestReply> =>
  app.request('POST', path, { token, body, headers: { 'idempotency-key': key, ...(type && { 'content-type': type }) } });

/** Twice the same, of which the second is told to be a replay; then another request with the key, which is refused. */
async function once(path: string, body: unknown, other: unknown, { token = brand.staffToken, type = '' } = {}): Promise<TestReply> {
  const key = `key-${++count}`;
  const first = await send(path, body, key, token, type);
  assert.ok(first.status === 200 || first.status === 201 || first.status === 202, JSON.stringify(first.body));
  const again = await send(path, body, key, token, type);
  assert.deepEqual([again.status, again.body], [first.status, first.body]);
  assert.deepEqual(
    [first, again].map(({ headers }) => headers.get('idempotent-replayed')),
    [null, 'true'],
  );
  if (other !== undefined) assert.equal((await send(path, other, key, token, type)).body.code, 'idempotency-mismatch');
  return first;
}
const rows = async (table: string): Promise<number> => (await app.deps.db(table)).length;

test('a key whose answer was lost is given again, and works; without the text that was sent nobody gets it', async () => {
  const path = `/v1/brands/${brand.brandId}/keys`;
  const before = await rows('api_keys');
  const made = await once(path, { kind: 'secret', name: 'warehouse' }, { kind: 'secret', name: 'other' });
  assert.equal(await rows('api_keys'), before + 1);
  assert.equal((await app.request('GET', '/v1/designs', { token: made.body.key })).status, 200);
  assert.equal(made.body.lastFour, made.body.key.slice(-4));
  const another = await send(path, { kind: 'secret', name: 'warehouse' }, 'another text');
  assert.notEqual(another.body.key, made.body.key);
  const rotated = await once(`${path}/${made.body.id}/rotate`, { overlapHours: 1 }, { overlapHours: 2 });
  assert.equal((await app.request('GET', '/v1/designs', { token: rotated.body.key })).status, 200);
  const stored = JSON.stringify([await app.deps.db('api_keys'), await app.deps.db('idempotency_keys'), await app.deps.db('audit_log')]);
  for (const { key } of [made.body, rotated.body]) assert.ok(!stored.includes(key.slice(16)));
});

test('an invitation is mailed once', async () => {
  const email = newAddress();
  await once(`/v1/brands/${brand.brandId}/invitations`, { email, role: 'brand_user' }, { email, role: 'fabricator' });
  assert.equal((await app.mails(email)).length, 1);
});

test('a product is made once', async () => {
  const { name, description, status, imageUrl, template } = catalogue.product;
  const input = { slug: 'once', name, description, status, imageUrl, template };
  await once(`/v1/brands/${brand.brandId}/products`, input, { ...input, name: 'Other' });
});

test('uploads are compared by their bytes', async () => {
  const picture = (background: string) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
  const [red, blue] = [await picture('red'), await picture('blue')];
  const { token } = await brand.shopper();
  const asset = await once('/v1/assets?name=a.png', red, blue, { token, type: 'image/png' });
  assert.equal((await send('/v1/assets?name=b.png', red, `key-${count}`, token, 'image/png')).body.code, 'idempotency-mismatch');
  assert.equal((await app.request('GET', `/v1/assets/${asset.body.id}`, { token })).status, 200);
  await once(`/v1/brands/${brand.brandId}/media`, red, blue, { type: 'image/png' });
  const font = await readFile(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'));
  await once('/v1/fonts?family=Inter', font, red, { type: 'font/ttf' });
});

test('a design is frozen once, also when it was edited before the answer was asked for again', async () => {
  const { token } = await brand.shopper();
  const design = (await app.request('POST', '/v1/designs', { token, body: { productId: catalogue.product.id } })).body;
  const path = `/v1/designs/${design.id}/finalize`;
  const first = await send(path, {}, 'freeze', token);
  assert.equal(first.status, 201);
  const headers = { 'if-match': `"${design.revision}"` };
  const { document } = design;
  const edited = { ...document, options: { ...document.options, metal: 'gold' } };
  assert.equal((await app.request('PATCH', `/v1/designs/${design.id}`, { token, body: { document: edited }, headers })).status, 200);
  const again = await send(path, {}, 'freeze', token);
  assert.deepEqual([again.status, again.body.id, again.headers.get('idempotent-replayed')], [201, first.body.id, 'true']);
  assert.notEqual((await send(path, {}, 'freeze the other', token)).body.id, first.body.id);
});

test("a webhook's test, replay and new secret are asked for once", async () => {
  const path = '/v1/webhooks/endpoints';
  const endpoint = (await app.request('POST', path, { token: brand.staffToken, body: { url: 'http://127.0.0.1:9/' } })).body;
  const made = await once(`${path}/${endpoint.id}/test`, {}, undefined);
  assert.equal((await app.request('GET', `${path}/${endpoint.id}/deliveries`, { token: brand.staffToken })).body.items.length, 1);
  const rotated = await once(`${path}/${endpoint.id}/rotate`, { overlapHours: 1 }, { overlapHours: 2 });
  assert.notEqual(rotated.body.secret, endpoint.secret);
  await app.deps.db('webhook_deliveries').update({ status: 'failed' });
  await once(`/v1/webhooks/deliveries/${made.body.id}/replay`, {}, undefined);
  await app.deps.db('webhook_deliveries').update({ status: 'failed' });
  const since = '2026-01-01T00:00:00.000Z';
  const { body } = await once(`${path}/${endpoint.id}/replay`, { since }, { since, which: 'all' });
  assert.equal(body.count, 1);
});
