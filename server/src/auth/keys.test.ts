import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PERMISSIONS } from '@luneo/sdk/contracts/permissions.js';
import { makeCatalogue } from '../testing-catalogue.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { keyCacheOf } from './key-cache.js';
import { noteUse } from './key-use.js';

let app: TestApp;
let brand: TestBrand;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
});
after(() => app.close());

const LIVE = { 'luneo-mode': 'live' };
const keys = (of = brand) => `/v1/brands/${of.brandId}/keys`;
const create = (body: object, headers: Record<string, string> = {}, of = brand) =>
  app.request('POST', keys(of), { token: of.staffToken, body: { name: 'a key', ...body }, headers });
const rotate = (id: string, body: object = {}) => app.request('POST', `${keys()}/${id}/rotate`, { token: brand.staffToken, body });
const codeOf = async (token: string, path = '/v1/designs', headers: Record<string, string> = {}) => {
  const reply = await app.request('GET', path, { token, headers });
  return reply.status === 200 ? 'ok' : reply.body.code;
};
const actions = (target: string) => app.deps.db('audit_log').where({ target }).orderBy('id').pluck('action');

test('limits a secret key to its scopes, and says which permission is missing', async () => {
  const made = await create({ kind: 'secret', scopes: ['orders:read', 'catalogue:read'] });
  assert.deepEqual([made.status, made.body.scopes], [201, ['orders:read', 'catalogue:read']]);
  assert.equal(await codeOf(made.body.key, '/v1/orders'), 'ok');
  assert.equal(await codeOf(made.body.key, '/v1/products'), 'ok');
  const refused = await app.request('GET', '/v1/designs', { token: made.body.key });
  assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden']);
  assert.match(refused.body.detail, /designs:read.*not scoped/);
});

test('refuses scopes that are no business of a brand, and scopes or origins on the wrong kind of key', async () => {
  const wrong = [
    { kind: 'secret', scopes: ['platform:manage'] },
    { kind: 'secret', scopes: ['sessions:create'] },
    { kind: 'secret', scopes: ['no:such'] },
    { kind: 'secret', scopes: [] },
    { kind: 'publishable', scopes: ['orders:read'] },
    { kind: 'secret', origins: ['https://shop.example'] },
    { kind: 'publishable', origins: ['https://shop.example/path'] },
    { kind: 'publishable', origins: ['https://user@shop.example'] },
    { kind: 'publishable', origins: ['ftp://shop.example'] },
    { kind: 'publishable', origins: ['https://'] },
    { kind: 'publishable', origins: ['https://*.shop.example'] },
  ];
  for (const body of wrong) {
    const reply = await create(body);
    assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], JSON.stringify(body));
  }
  assert.ok(PERMISSIONS.includes('orders:read'));
});

test('keeps origins as browsers send them, and takes a key from new ones at once', async () => {
  const made = await create({ kind: 'publishable', origins: ['https://Shop.Example:443', 'https://shop.example'] });
  assert.deepEqual(made.body.origins, ['https://shop.example']);
  const { id, key } = made.body;
  const from = (origin: string) => codeOf(key, '/v1/products', { origin });
  assert.equal(await from('https://shop.example'), 'ok');
  const path = `${keys()}/${id}`;
  const changed = await app.request('PATCH', path, { token: brand.staffToken, body: { origins: ['https://neu.example'] } });
  assert.deepEqual([changed.status, changed.body.origins, changed.body.name], [200, ['https://neu.example'], 'a key']);
  assert.equal(await from('https://neu.example'), 'ok');
  assert.equal(await from('https://shop.example'), 'origin-not-allowed');
  const renamed = await app.request('PATCH', path, { token: brand.staffToken, body: { name: 'another name' } });
  assert.deepEqual([renamed.body.name, renamed.body.origins], ['another name', ['https://neu.example']]);
  assert.deepEqual(await actions(id), ['key.created', 'key.updated', 'key.updated']);
});

test('holds a shopper session to the origins of its key too', async () => {
  const made = await create({ kind: 'publishable', origins: ['https://shop.example'] });
  const session = await app.request('POST', '/v1/sessions', { token: made.body.key, headers: { origin: 'https://shop.example' } });
  assert.equal(await codeOf(session.body.token, '/v1/designs', { origin: 'https://shop.example' }), 'ok');
  assert.equal(await codeOf(session.body.token, '/v1/designs', { origin: 'https://evil.example' }), 'origin-not-allowed');
});

test('rotates a key: both work for a while, then only the new one', async () => {
  const old = (await create({ kind: 'secret', scopes: ['designs:read'] })).body;
  const fresh = await rotate(old.id, { overlapHours: 2 });
  assert.equal(fresh.status, 201);
  assert.deepEqual([fresh.body.kind, fresh.body.scopes, fresh.body.name], ['secret', ['designs:read'], 'a key']);
  assert.equal(await codeOf(old.key), 'ok');
  assert.equal(await codeOf(fresh.body.key), 'ok');
  const listed = await app.request('GET', keys(), { token: brand.staffToken });
  const shown = listed.body.items.find((one: { id: string }) => one.id === old.id);
  assert.equal(shown.replacedBy, fresh.body.id);
  const left = Date.parse(shown.expiresAt) - Date.now();
  assert.ok(left > 7_000_000 && left <= 7_200_000);
  const again = await rotate(old.id);
  assert.deepEqual([again.status, again.body.code], [409, 'conflict']);
  const ended = await rotate(fresh.body.id, { overlapHours: 0 });
  assert.equal(await codeOf(fresh.body.key), 'token-expired');
  assert.equal(await codeOf(ended.body.key), 'ok');
  assert.deepEqual(await actions(old.id), ['key.created', 'key.rotated']);
});

test('of two who rotate a key at once, one makes a key and the other is told', async () => {
  const old = (await create({ kind: 'secret' })).body;
  const replies = await Promise.all([rotate(old.id), rotate(old.id)]);
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 409],
  );
  const listed = await app.request('GET', keys(), { token: brand.staffToken });
  const heir = listed.body.items.find((one: { id: string }) => one.id === old.id).replacedBy;
  assert.equal(replies.find(({ status }) => status === 201)!.body.id, heir);
});

test('gives live keys to active brands only, on https origins only', async () => {
  const waiting = await app.brand('Waiting');
  await app.deps.db('brands').where({ id: waiting.brandId }).update({ status: 'verified' });
  const refused = await create({ kind: 'secret' }, LIVE, waiting);
  assert.deepEqual([refused.status, refused.body.code], [403, 'brand-not-active']);
  assert.equal((await create({ kind: 'secret' }, {}, waiting)).status, 201);
  const live = await create({ kind: 'publishable', origins: ['https://shop.example'] }, LIVE);
  assert.match(live.body.key, /^pk_live_/);
  assert.equal((await create({ kind: 'publishable', origins: ['http://shop.example'] }, LIVE)).status, 400);
  assert.equal(await codeOf(live.body.key, '/v1/products', { origin: 'http://localhost:5173' }), 'origin-not-allowed');
});

test('keeps test and live apart: neither sees, changes or ends what is of the other', async () => {
  const { product } = await makeCatalogue(app.deps, brand.scope);
  const [test_, live] = [(await create({ kind: 'secret' })).body, (await create({ kind: 'secret' }, LIVE)).body];
  const design = await app.request('POST', '/v1/designs', { token: live.key, body: { productId: product.id } });
  assert.equal(design.status, 201);
  assert.equal(await codeOf(test_.key, `/v1/designs/${design.body.id}`), 'not-found');
  assert.equal(await codeOf(live.key, `/v1/designs/${design.body.id}`), 'ok');
  const list = await app.request('GET', '/v1/designs', { token: test_.key });
  assert.deepEqual(list.body.items, []);
  for (const [method, rest, body] of [
    ['PATCH', '', { name: 'x' }],
    ['POST', '/rotate', {}],
    ['DELETE', '', undefined],
  ] as const) {
    const reply = await app.request(method, `${keys()}/${live.id}${rest}`, { token: brand.staffToken, ...(body && { body }) });
    assert.deepEqual([reply.status, reply.body.code], [404, 'not-found'], method);
  }
  const pages = await app.request('GET', keys(), { token: brand.staffToken });
  assert.ok(pages.body.items.every((one: { mode: string }) => one.mode === 'test'));
});

test('notes when a key was used last, once a minute at most', async () => {
  const made = (await create({ kind: 'secret' })).body;
  assert.equal(made.lastUsedAt, null);
  const lastUse = async () => (await app.deps.db('api_keys').where({ id: made.id }).first('last_used_at')).last_used_at as string | null;
  await codeOf(made.key);
  // Noted beside the answer, not before it.
  while ((await lastUse()) === null) await new Promise((done) => setTimeout(done, 5));
  const first = await lastUse();
  assert.ok(first && Math.abs(Date.parse(first) - Date.now()) < 60_000);
  noteUse(app.deps.db, { id: made.id, last_used_at: first }, Date.parse(first) + 59_000);
  keyCacheOf(app.deps.db).clear();
  await codeOf(made.key);
  assert.equal(await lastUse(), first);
});

test('shows a key only to those who manage keys, and audits who revoked it', async () => {
  const made = (await create({ kind: 'secret' })).body;
  assert.equal((await app.request('DELETE', `${keys()}/${made.id}`, { token: brand.staffToken })).status, 204);
  assert.equal((await app.request('DELETE', `${keys()}/${made.id}`, { token: brand.staffToken })).status, 204);
  assert.deepEqual(await actions(made.id), ['key.created', 'key.revoked']);
  const rows = await app.deps.db('audit_log').where({ target: made.id });
  assert.ok(!JSON.stringify(rows).includes(made.key.slice(8)));
  const changed = await app.request('PATCH', `${keys()}/${made.id}`, { token: brand.staffToken, body: { name: 'x' } });
  assert.deepEqual([changed.status, changed.body.code], [409, 'conflict']);
  const bySecret = await app.request('GET', keys(), { token: brand.secretKey });
  assert.deepEqual([bySecret.status, bySecret.body.code], [403, 'forbidden']);
});
