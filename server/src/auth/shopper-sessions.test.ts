import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Luneo } from '@luneo/sdk';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';
import { createKey } from './keys.js';
import { pruneEndedSessions } from './ended-sessions.js';

let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
});
after(() => app.close());

const start = async (key = brand.publishableKey, renew?: string) =>
  app.request('POST', '/v1/sessions', { token: key, body: renew === undefined ? {} : { renew } });
const newKey = async (of = brand, kind: 'publishable' | 'secret' = 'publishable') =>
  createKey(app.deps.db, of.scope, app.deps.config.secret, { kind, name: 'another' });
const designs = (token: string) => app.request('GET', '/v1/designs', { token });

test('who signs out is out at once, in every renewal of the session, and cannot come back by it', async () => {
  const first = (await start()).body;
  const second = (await start(brand.publishableKey, first.token)).body;
  assert.equal(second.ownerId, first.ownerId);
  const other = (await start()).body;
  assert.equal((await app.request('DELETE', '/v1/sessions', { token: second.token })).status, 204);
  for (const { token } of [first, second]) {
    const { status, body } = await designs(token);
    assert.deepEqual([status, body.code], [401, 'unauthenticated']);
    assert.equal((await start(brand.publishableKey, token)).body.code, 'unauthenticated');
  }
  assert.equal((await designs(other.token)).status, 200);
  await pruneEndedSessions(app.deps.db, new Date());
  assert.equal((await start(brand.publishableKey, first.token)).status, 401, 'remembered for as long as it could be renewed');
  await pruneEndedSessions(app.deps.db, new Date(Date.now() + 40 * 86_400_000));
  assert.deepEqual(await app.deps.db('ended_shopper_sessions'), []);
});

test('a session is renewed by the key that started it, or by the one that took its place', async () => {
  const { token, ownerId } = (await start()).body;
  const stranger = await newKey();
  const refused = await start(stranger.key, token);
  assert.deepEqual([refused.status, refused.body.code], [404, 'not-found']);
  const old = await newKey();
  const guest = (await start(old.key)).body;
  const path = `/v1/brands/${brand.brandId}/keys`;
  const next = (await app.request('POST', `${path}/${old.row.id}/rotate`, { token: brand.staffToken, body: { overlapHours: 0 } })).body;
  const last = (await app.request('POST', `${path}/${next.id}/rotate`, { token: brand.staffToken, body: {} })).body;
  const goesOn = await start(last.key, guest.token);
  assert.deepEqual([goesOn.status, goesOn.body.ownerId], [201, guest.ownerId]);
  assert.equal((await start(brand.publishableKey, token)).body.ownerId, ownerId);
  await app.request('DELETE', `${path}/${stranger.row.id}`, { token: brand.staffToken });
  const ended = await newKey();
  const lost = (await start(ended.key)).body;
  await app.request('DELETE', `${path}/${ended.row.id}`, { token: brand.staffToken });
  assert.equal((await start(brand.publishableKey, lost.token)).status, 404);
});

test("a customer of the merchant's server goes on in the page", async () => {
  const linked = await app.request('POST', '/v1/sessions/link', { token: brand.secretKey, body: { customerId: 'customer-1' } });
  const renewed = await start(brand.publishableKey, linked.body.token);
  assert.deepEqual([renewed.status, renewed.body.ownerId], [201, linked.body.ownerId]);
});

test('the client begins as a new guest after it has signed out', async () => {
  const shop = new Luneo({ apiUrl: app.url, publishableKey: brand.publishableKey, storage: null });
  await shop.designs.create({ productId: catalogue.product.id });
  assert.equal((await shop.designs.list()).items.length, 1);
  await shop.sessions.end();
  assert.deepEqual((await shop.designs.list()).items, []);
});
