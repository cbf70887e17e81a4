import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { createLimits } from './rate-limit.js';
import { signToken } from './tokens.js';
import { createUser } from './users.js';

let app: TestApp;
let brand: TestBrand;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
});
after(() => app.close());

const past = Math.floor(Date.now() / 1000) - 60;
const keysPath = () => `/v1/brands/${brand.brandId}/keys`;
const login = (email: string, password: string) => app.request('POST', '/v1/auth/login', { body: { email, password } });

test('signs staff in and tells who they are', async () => {
  const reply = await login(brand.staff.email.toUpperCase(), brand.staff.password);
  assert.equal(reply.status, 200);
  assert.ok(reply.headers.get('ratelimit'));
  const me = await app.request('GET', '/v1/auth/me', { token: reply.body.accessToken });
  assert.equal(me.body.email, brand.staff.email);
  assert.equal(me.body.brandId, brand.brandId);
});

test('says the same for an unknown e-mail and for a wrong password', async () => {
  const wrong = await login(brand.staff.email, 'wrong');
  const unknown = await login('nobody@example.com', 'wrong');
  for (const reply of [wrong, unknown])
    assert.deepEqual([reply.status, reply.body.code, reply.body.detail], [401, 'invalid-credentials', wrong.body.detail]);
});

test('refuses a login without a password', async () => {
  const reply = await app.request('POST', '/v1/auth/login', { body: { email: 'a@example.com' } });
  assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request']);
  assert.equal(reply.body.errors[0].path, 'body.password');
});

test('slows down whoever keeps guessing', async () => {
  const other = await startTestApp({ limits: createLimits({ redis: null }) });
  const replies = [];
  for (let i = 0; i < 21; i++)
    replies.push(await other.request('POST', '/v1/auth/login', { body: { email: `a${i}@example.com`, password: 'x' } }));
  await other.close();
  const last = replies.at(-1)!;
  assert.deepEqual([last.status, last.body.code], [429, 'rate-limited']);
  assert.ok(Number(last.headers.get('retry-after')) > 0);
});

test('starts a shopper session with a publishable key and renews it for the same owner', async () => {
  const first = await app.request('POST', '/v1/sessions', { token: brand.publishableKey });
  assert.equal(first.status, 201);
  assert.match(first.body.ownerId, /^shp_/);
  const renewed = await app.request('POST', '/v1/sessions', { token: brand.publishableKey, body: { renew: first.body.token } });
  assert.equal(renewed.body.ownerId, first.body.ownerId);
  const used = await app.request('GET', '/v1/designs', { token: first.body.token });
  assert.equal(used.status, 200);
});

test('renews a session that ended yesterday, not one of another brand or one that ended long ago', async () => {
  const { id: keyId } = await app.deps.db('api_keys').where({ brand_id: brand.brandId, kind: 'publishable' }).first('id');
  const claims = { kind: 'shopper', ownerId: 'shp_old', brandId: brand.brandId, keyId, mode: 'test' } as const;
  const renew = async (token: string) => app.request('POST', '/v1/sessions', { token: brand.publishableKey, body: { renew: token } });
  const late = await renew(await signToken(app.deps.config.secret, { ...claims, expiresAt: past - 86_400 }));
  assert.deepEqual([late.status, late.body.ownerId], [201, 'shp_old']);
  const lost = await renew(await signToken(app.deps.config.secret, { ...claims, expiresAt: past - 40 * 86_400 }));
  assert.deepEqual([lost.status, lost.body.code], [401, 'token-expired']);
  const foreign = await renew(await signToken(app.deps.config.secret, { ...claims, brandId: 'brd_other', expiresAt: past }));
  assert.deepEqual([foreign.status, foreign.body.code], [404, 'not-found']);
});

test('refuses nobody, an invented key, a forged and an expired session', async () => {
  const get = (token?: string) => app.request('GET', '/v1/designs', token === undefined ? {} : { token });
  const none = await get();
  assert.deepEqual([none.status, none.body.code, none.headers.get('www-authenticate')], [401, 'unauthenticated', 'Bearer']);
  for (const token of ['sk_test_' + 'a'.repeat(40), brand.secretKey.slice(0, -1) + (brand.secretKey.endsWith('0') ? '1' : '0'), 'a.b.c']) {
    const reply = await get(token);
    assert.deepEqual([reply.status, reply.body.code], [401, 'unauthenticated'], token);
  }
  const forged = await signToken('another installation', {
    kind: 'staff',
    userId: 'usr_1',
    sessionId: 'ses_1',
    brandId: brand.brandId,
    expiresAt: past + 900,
  });
  assert.equal((await get(forged)).body.code, 'unauthenticated');
  const { ownerId } = await brand.shopper();
  const ended = await signToken(app.deps.config.secret, {
    kind: 'shopper',
    ownerId,
    brandId: brand.brandId,
    keyId: 'key_x',
    mode: 'test',
    expiresAt: past,
  });
  const reply = await get(ended);
  assert.deepEqual([reply.status, reply.body.code], [401, 'token-expired']);
});

test('gives a publishable key the catalogue and nothing else', async () => {
  assert.equal((await app.request('GET', '/v1/products', { token: brand.publishableKey })).status, 200);
  for (const [method, path] of [
    ['GET', '/v1/designs'],
    ['GET', keysPath()],
    ['GET', '/v1/orders'],
  ] as const) {
    const reply = await app.request(method, path, { token: brand.publishableKey });
    assert.deepEqual([reply.status, reply.body.code], [403, 'forbidden'], path);
  }
});

test('takes a publishable key from its origins and, in test mode, from this machine only', async () => {
  const created = await app.request('POST', keysPath(), {
    token: brand.staffToken,
    body: { kind: 'publishable', name: 'shop', origins: ['https://shop.example'] },
  });
  const from = async (origin: string) =>
    (await app.request('GET', '/v1/products', { token: created.body.key, headers: { origin } })).body.code ?? 'ok';
  assert.equal(await from('https://shop.example'), 'ok');
  assert.equal(await from('http://localhost:5173'), 'ok');
  assert.equal(await from('http://127.0.0.1:4401'), 'ok');
  assert.equal(await from('https://shop.example.evil.com'), 'origin-not-allowed');
  assert.equal(await from('http://127.0.0.1.evil.com'), 'origin-not-allowed');
  assert.equal(await from('null'), 'origin-not-allowed');
});

test('shows a key once, keeps only its hash, and refuses it when revoked or expired', async () => {
  const created = await app.request('POST', keysPath(), { token: brand.staffToken, body: { kind: 'secret', name: 'server' } });
  assert.equal(created.status, 201);
  assert.match(created.body.key, /^sk_test_[0-9a-z]{40}$/);
  assert.equal((await app.request('GET', '/v1/designs', { token: created.body.key })).status, 200);
  const row = await app.deps.db('api_keys').where({ id: created.body.id }).first();
  assert.ok(!JSON.stringify(row).includes(created.body.key));
  const listed = await app.request('GET', keysPath(), { token: brand.staffToken });
  assert.ok(listed.body.items.some((key: { id: string; key?: string }) => key.id === created.body.id && key.key === undefined));
  await app.request('DELETE', `${keysPath()}/${created.body.id}`, { token: brand.staffToken });
  const revoked = await app.request('GET', '/v1/designs', { token: created.body.key });
  assert.deepEqual([revoked.status, revoked.body.code], [401, 'key-revoked']);
  const short = await app.request('POST', keysPath(), {
    token: brand.staffToken,
    body: { kind: 'secret', name: 'old', expiresAt: new Date(past * 1000).toISOString() },
  });
  const expired = await app.request('GET', '/v1/designs', { token: short.body.key });
  assert.deepEqual([expired.status, expired.body.code], [401, 'token-expired']);
});

test('ends the sessions of a revoked key', async () => {
  const created = await app.request('POST', keysPath(), { token: brand.staffToken, body: { kind: 'publishable', name: 'shop' } });
  const session = await app.request('POST', '/v1/sessions', { token: created.body.key });
  assert.equal((await app.request('GET', '/v1/designs', { token: session.body.token })).status, 200);
  await app.request('DELETE', `${keysPath()}/${created.body.id}`, { token: brand.staffToken });
  const reply = await app.request('GET', '/v1/designs', { token: session.body.token });
  assert.deepEqual([reply.status, reply.body.code], [401, 'key-revoked']);
});

test("keeps another brand's keys out of sight", async () => {
  const other = await app.brand('Another');
  const reply = await app.request('GET', keysPath(), { token: other.staffToken });
  assert.deepEqual([reply.status, reply.body.code], [404, 'not-found']);
  const mine = await app.request('GET', keysPath(), { token: brand.staffToken });
  const removed = await app.request('DELETE', `/v1/brands/${other.brandId}/keys/${mine.body.items[0].id}`, { token: other.staffToken });
  assert.equal(removed.status, 404);
});

test('lets administrators manage keys, not every member of staff', async () => {
  const user = await createUser(app.deps.db, {
    brandId: brand.brandId,
    email: 'clerk@example.com',
    name: 'Clerk',
    role: 'brand_user',
    password: 'long enough',
  });
  const signedIn = await login(user.email, 'long enough');
  const reply = await app.request('GET', keysPath(), { token: signedIn.body.accessToken });
  assert.deepEqual([reply.status, reply.body.code], [403, 'forbidden']);
});
