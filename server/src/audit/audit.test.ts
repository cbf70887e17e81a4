import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newAddress, startAccountApp, type AccountApp } from '../auth/testing.js';
import type { TestBrand } from '../testing.js';
import { recordAudit } from './audit.js';

let app: AccountApp;
let brand: TestBrand;
before(async () => {
  app = await startAccountApp();
  brand = await app.brand();
});
after(() => app.close());

const list = async (query: string, as = brand, headers = {}) =>
  app.request('GET', `/v1/brands/${as.brandId}/audit${query}`, { token: as.staffToken, headers });
const actions = (reply: { body: { items: { action: string }[] } }) => reply.body.items.map(({ action }) => action);

test('says who did what, to what, from where, in which request', async () => {
  const email = newAddress();
  const { body: invited } = await app.request('POST', `/v1/brands/${brand.brandId}/invitations`, {
    token: brand.staffToken,
    body: { email, role: 'brand_user' },
    headers: { 'x-request-id': 'audit-request-1' },
  });
  const { body } = await list('?action=member.invited');
  const [entry] = body.items;
  assert.deepEqual(entry.actor.name, 'Test staff');
  assert.equal(entry.actor.kind, 'user');
  assert.deepEqual(
    [entry.target, entry.data, entry.requestId, entry.ip],
    [invited.id, { email, role: 'brand_user' }, 'audit-request-1', '127.0.0.1'],
  );
});

test('pages, newest first, and filters by action, noun, actor, target and time', async () => {
  const own = await app.brand();
  const tx = app.deps.db;
  for (let i = 0; i < 5; i++) await recordAudit(tx, own.scope, { action: i % 2 ? 'thing.made' : 'thing_x.made', target: `thg_${i}` });
  const first = await list('?limit=2', own);
  assert.deepEqual(
    first.body.items.map((item: { target: string }) => item.target),
    ['thg_4', 'thg_3'],
  );
  const next = await list(`?limit=2&cursor=${first.body.nextCursor}`, own);
  assert.deepEqual(
    next.body.items.map((item: { target: string }) => item.target),
    ['thg_2', 'thg_1'],
  );
  assert.deepEqual(actions(await list('?action=thing.*', own)), ['thing.made', 'thing.made']);
  assert.equal(actions(await list('?action=thing_x.made', own)).length, 3);
  assert.equal(actions(await list('?target=thg_2&actor=system', own)).length, 1);
  assert.equal(actions(await list('?actor=usr_nobody', own)).length, 0);
  assert.equal(actions(await list(`?to=${new Date(Date.now() - 60_000).toISOString()}`, own)).length, 0);
  assert.equal(actions(await list(`?from=${new Date(Date.now() - 60_000).toISOString()}`, own)).length, 5);
  for (const query of ['?action=DROP', '?action=%25', '?from=yesterday', '?limit=1000', '?brandId=x'])
    assert.equal((await list(query, own)).status, 400, query);
});

test('shows both modes to staff, and nothing of another brand', async () => {
  const other = await app.brand();
  assert.equal((await app.request('GET', `/v1/brands/${brand.brandId}/audit`, { token: other.staffToken })).status, 404);
  assert.deepEqual(actions(await list('', other)), []);
  await app.request('PATCH', `/v1/brands/${other.brandId}`, {
    token: other.staffToken,
    body: { name: 'New' },
    headers: { 'luneo-mode': 'live' },
  });
  const { body } = await list('?action=brand.updated', other, { 'luneo-mode': 'test' });
  assert.equal(body.items[0].mode, 'live');
  assert.deepEqual(body.items[0].data, { before: { name: 'Test brand' }, after: { name: 'New' } });
});

test('leaves secrets out and keeps what is too long short', async () => {
  const own = await app.brand();
  const data = { name: 'x', password: 'p', nested: { accessToken: 't', totp_secret: 's', code: '123456' } };
  await recordAudit(app.deps.db, own.scope, { action: 'thing.made', data });
  await recordAudit(app.deps.db, own.scope, { action: 'thing.long', data: { text: 'y'.repeat(100_000) } });
  const { body } = await list('', own);
  assert.ok(JSON.stringify(body.items[0].data).length < 5_000);
  assert.deepEqual(body.items[1].data, {
    name: 'x',
    password: '[left out]',
    nested: { accessToken: '[left out]', totp_secret: '[left out]', code: '[left out]' },
  });
});

test('is written with the change or not at all', async () => {
  const own = await app.brand();
  const failing = app.deps.db.transaction(async (tx) => {
    await recordAudit(tx, own.scope, { action: 'thing.made' });
    throw new Error('rolled back');
  });
  await assert.rejects(failing, /rolled back/);
  assert.deepEqual(actions(await list('', own)), []);
});

test('notes sign-ins, roles, removals, second factors and passwords', async () => {
  const person = await app.register();
  const own = { ...brand, brandId: person.brandId, staffToken: person.token };
  await app.request('POST', '/v1/auth/password/change', {
    token: person.token,
    body: { currentPassword: person.password, password: 'a brand new password' },
  });
  const { body: signedIn } = await app.browser().login(person.email, 'a brand new password');
  await person.browser.request('POST', '/v1/auth/logout', {});
  const seen = actions(await list('', { ...own, staffToken: signedIn.accessToken }));
  for (const action of ['brand.registered', 'brand.verified', 'session.started', 'account.password_changed', 'session.ended'])
    assert.ok(seen.includes(action), action);
});
