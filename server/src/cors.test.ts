import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp, type TestBrand } from './testing.js';

const SHOP = 'https://shop.example';
const ADMIN = 'https://admin.example';
let app: TestApp;
let brand: TestBrand;
let key: string;
before(async () => {
  app = await startTestApp(({ config }) => {
    config.adminUrl = ADMIN;
    return {};
  });
  brand = await app.brand();
  const body = { kind: 'publishable', name: 'shop', origins: [SHOP] };
  key = (await app.request('POST', `/v1/brands/${brand.brandId}/keys`, { token: brand.staffToken, body })).body.key;
});
after(() => app.close());

const get = (path: string, token: string, origin?: string) =>
  app.request('GET', path, { ...(token && { token }), headers: origin === undefined ? {} : { origin } });
const allowed = ({ headers }: { headers: Headers }) => headers.get('access-control-allow-origin');

test('names exactly the origin of the key, and tells caches so', async () => {
  const reply = await get('/v1/products', key, SHOP);
  assert.deepEqual([reply.status, allowed(reply), reply.headers.get('vary')], [200, SHOP, 'Origin']);
  assert.equal(reply.headers.get('access-control-allow-credentials'), null);
  assert.match(reply.headers.get('access-control-expose-headers')!, /RateLimit/);
});

test('lets the page read errors as well', async () => {
  const missing = await get('/v1/products/prd_none', key, SHOP);
  assert.deepEqual([missing.status, allowed(missing)], [404, SHOP]);
  const invalid = await get('/v1/products?limit=9999', key, SHOP);
  assert.deepEqual([invalid.status, allowed(invalid)], [400, SHOP]);
  const nobody = await get('/v1/products', '', SHOP);
  assert.deepEqual([nobody.status, allowed(nobody)], [401, '*']);
});

test("answers nothing of the brand to an origin that is not the key's; only the refusal can be read", async () => {
  const reply = await get('/v1/products', key, 'https://evil.example');
  assert.deepEqual([reply.status, reply.body.code], [403, 'origin-not-allowed']);
  const session = await app.request('POST', '/v1/sessions', { token: key, headers: { origin: SHOP } });
  const stolen = await get('/v1/designs', session.body.token, 'https://evil.example');
  assert.deepEqual([stolen.status, stolen.body.code], [403, 'origin-not-allowed']);
});

test('lets no page read what secret keys and staff are answered, but the admin', async () => {
  for (const token of [brand.secretKey, brand.staffToken]) {
    assert.equal(allowed(await get('/v1/designs', token, 'https://evil.example')), null);
    assert.equal(allowed(await get('/v1/designs', token, ADMIN)), ADMIN);
    assert.equal(allowed(await get('/v1/designs', token, app.url)), app.url);
  }
});

test('allows credentials to the admin alone', async () => {
  const preflight = (origin: string) =>
    app.request('OPTIONS', '/v1/auth/refresh', { headers: { origin, 'access-control-request-method': 'POST' } });
  const admin = await preflight(ADMIN);
  assert.deepEqual([admin.status, allowed(admin), admin.headers.get('access-control-allow-credentials')], [204, ADMIN, 'true']);
  assert.match(admin.headers.get('access-control-allow-headers')!, /Luneo-CSRF/);
  for (const origin of [SHOP, 'https://evil.example', 'null', `${ADMIN}.evil.example`, 'https://admin.example:8443']) {
    const other = await preflight(origin);
    assert.deepEqual([allowed(other), other.headers.get('access-control-allow-credentials')], ['*', null], origin);
  }
});

test('knows nobody by a cookie that another page makes the browser send', async () => {
  const cookie = 'luneo_refresh=x';
  const refresh = (headers: Record<string, string>) =>
    app.request('POST', '/v1/auth/refresh', { body: {}, headers: { cookie, ...headers } });
  assert.equal((await refresh({ origin: 'https://evil.example', 'luneo-csrf': '1' })).body.code, 'origin-not-allowed');
  assert.equal((await refresh({ origin: 'null', 'luneo-csrf': '1' })).body.code, 'origin-not-allowed');
  assert.equal((await refresh({ 'sec-fetch-site': 'cross-site', 'luneo-csrf': '1' })).body.code, 'origin-not-allowed');
  assert.equal((await refresh({ 'sec-fetch-site': 'same-site', 'luneo-csrf': '1' })).body.code, 'origin-not-allowed');
  assert.equal((await refresh({ 'sec-fetch-site': 'same-origin', origin: app.url })).body.code, 'forbidden');
  assert.equal((await refresh({ origin: ADMIN, 'sec-fetch-site': 'same-site', 'luneo-csrf': '1' })).body.code, 'unauthenticated');
});
