import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createKey } from '../auth/keys.js';
import { signToken } from '../auth/tokens.js';
import { startSession } from '../auth/staff-sessions.js';
import { newAddress, startAccountApp, type AccountApp } from '../auth/testing.js';
import { createUser } from '../auth/users.js';
import { systemScope } from '../auth/brands.js';
import { brandStandingsOf } from './standing.js';

let app: AccountApp;
before(async () => {
  app = await startAccountApp();
});
after(() => app.close());

const patch = (brandId: string, token: string, body: object) => app.request('PATCH', `/v1/brands/${brandId}`, { token, body });

async function platformToken(): Promise<string> {
  const { db, config } = app.deps;
  const { id: userId } = await createUser(db, {
    brandId: null,
    email: newAddress(),
    name: 'Platform',
    role: 'platform_admin',
    password: null,
  });
  const { session } = await startSession(db, { ip: '127.0.0.1', userAgent: 'test' }, { userId, brandId: null });
  return signToken(config.secret, {
    kind: 'staff',
    userId,
    sessionId: session.id,
    brandId: null,
    expiresAt: Math.floor(Date.now() / 1000) + 900,
  });
}

const setStatus = async (brandId: string, status: string) => {
  await app.deps.db('brands').where({ id: brandId }).update({ status });
  brandStandingsOf(app.deps.db).clear();
};

test('changes name, shop and language, each alone, and nothing else', async () => {
  const { brandId, token } = await app.register();
  assert.deepEqual((await patch(brandId, token, { name: 'Maison Neuve' })).body.name, 'Maison Neuve');
  assert.equal((await patch(brandId, token, { locale: 'fr-CH' })).body.locale, 'fr-CH');
  const { body } = await patch(brandId, token, { shopUrl: null });
  assert.deepEqual([body.name, body.locale, body.shopUrl], ['Maison Neuve', 'fr-CH', null]);
  const wrong = [
    { id: 'brd_x' },
    { name: '' },
    { name: 'a\nb' },
    { shopUrl: 'javascript:alert(1)' },
    { locale: '<b>' },
    { status: 'verified' },
    { created_at: '' },
  ];
  for (const change of wrong) assert.equal((await patch(brandId, token, change)).status, 400, JSON.stringify(change));
});

test('goes live once the address is confirmed and there is a shop', async () => {
  const { brandId, token } = await app.register();
  await setStatus(brandId, 'pending_verification');
  assert.equal((await patch(brandId, token, { status: 'active' })).body.code, 'conflict');
  await setStatus(brandId, 'verified');
  await patch(brandId, token, { shopUrl: null });
  assert.equal((await patch(brandId, token, { status: 'active' })).body.code, 'conflict');
  assert.equal((await patch(brandId, token, { shopUrl: 'https://shop.example', status: 'active' })).body.status, 'active');
  assert.equal((await patch(brandId, token, { status: 'suspended' })).body.code, 'forbidden');
});

test('only the platform suspends a brand and takes it back', async () => {
  const brand = await app.brand();
  const platform = await platformToken();
  assert.equal((await patch(brand.brandId, platform, { status: 'suspended' })).body.status, 'suspended');
  assert.equal((await patch(brand.brandId, brand.staffToken, { status: 'active' })).body.code, 'forbidden');
  assert.equal((await patch(brand.brandId, platform, { status: 'active' })).body.status, 'active');
});

test('a suspended brand sells nothing, in no mode; its staff still see everything', async () => {
  const brand = await app.brand();
  const shopper = await brand.shopper();
  await setStatus(brand.brandId, 'suspended');
  const refused = [
    app.request('POST', '/v1/sessions', { token: brand.publishableKey }),
    app.request('GET', '/v1/products', { token: brand.publishableKey }),
    app.request('GET', '/v1/designs', { token: shopper.token }),
    ...[brand.secretKey, brand.staffToken].map((token) =>
      app.request('POST', '/v1/orders', { token, body: { items: [], successUrl: 'http://localhost/', cancelUrl: 'http://localhost/' } }),
    ),
  ];
  for (const reply of await Promise.all(refused))
    assert.deepEqual([reply.status, reply.body.code, reply.body.meta.status], [403, 'brand-not-active', 'suspended']);
  for (const token of [brand.staffToken, brand.secretKey]) assert.equal((await app.request('GET', '/v1/designs', { token })).status, 200);
});

test('a brand that waits works in test mode and not live', async () => {
  const { brandId } = await app.register();
  const { db, config } = app.deps;
  const key = async (mode: 'test' | 'live') =>
    (await createKey(db, systemScope(brandId, mode), config.secret, { kind: 'publishable', name: mode })).key;
  const start = async (token: string) => (await app.request('POST', '/v1/sessions', { token })).status;
  assert.equal(await start(await key('test')), 201);
  assert.equal(await start(await key('live')), 403);
  await setStatus(brandId, 'active');
  assert.equal(await start(await key('live')), 201);
});

test("keeps other brands out of sight, and a fabricator's hands off", async () => {
  const [mine, other] = [await app.brand(), await app.brand()];
  assert.equal((await app.request('GET', `/v1/brands/${mine.brandId}`, { token: other.staffToken })).status, 404);
  assert.equal((await patch(mine.brandId, other.staffToken, { name: 'Taken' })).status, 404);
  const { token } = await mine.member('fabricator');
  assert.equal((await app.request('GET', `/v1/brands/${mine.brandId}`, { token })).status, 200);
  assert.equal((await patch(mine.brandId, token, { name: 'Taken' })).status, 403);
  assert.equal((await patch(mine.brandId, mine.secretKey, { name: 'Taken' })).status, 403);
});
