import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { endedScopes } from '../realtime/ended.js';
import { checkReturnUrls } from '../orders/return-urls.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';
import type { Scope } from './scope.js';
import { trialScope } from './trials.js';

let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
  await app.deps.db('products').where({ id: catalogue.product.id }).update({ status: 'draft' });
});
after(() => app.close());

const ask = (token = brand.staffToken, mode?: string) =>
  app.request('POST', `/v1/brands/${brand.brandId}/trials`, { token, ...(mode && { headers: { 'luneo-mode': mode } }) });
const start = (token: string, renew?: string) => app.request('POST', '/v1/sessions', { token, body: renew === undefined ? {} : { renew } });
const design = (token: string) => app.request('POST', '/v1/designs', { token, body: { productId: catalogue.product.id } });

test('staff see and design a draft as a shopper of test mode, whatever mode they work in; shoppers do not', async () => {
  const { key } = (await ask(brand.staffToken, 'live')).body;
  assert.equal((await app.request('GET', '/v1/products/plate', { token: key })).body.id, catalogue.product.id);
  const session = (await start(key)).body;
  const made = await design(session.token);
  assert.equal(made.status, 201);
  assert.equal((await app.deps.db('designs').where({ id: made.body.id }).first()).mode, 'test');
  const renewed = (await start(key, session.token)).body;
  assert.equal(renewed.ownerId, session.ownerId, 'the design stays the same person’s');
  assert.equal((await app.request('GET', `/v1/designs/${made.body.id}`, { token: renewed.token })).status, 200);
  assert.equal((await design((await brand.shopper()).token)).status, 404);
});

test('one trial does not go on with the session of another, nor a publishable key with that of a trial', async () => {
  const session = (await start((await ask()).body.key)).body;
  assert.equal((await start((await ask()).body.key, session.token)).status, 404);
  assert.equal((await start(brand.publishableKey, session.token)).status, 404);
});

test('a trial works on our own pages only', async () => {
  const { key } = (await ask()).body;
  const session = (await start(key)).body;
  for (const token of [key, session.token]) {
    const from = (origin: string) => app.request('GET', '/v1/products', { token, headers: { origin } });
    assert.equal((await from('https://shop.example')).body.code, 'origin-not-allowed');
    assert.equal((await from(app.deps.config.publicUrl)).status, 200);
  }
  const scope: Scope = {
    ...trialScope({ kind: 'trial', id: 'trl_1', brandId: brand.brandId, staffSessionId: 's', expiresAt: 0 }),
    via: 'shopper',
  };
  await checkReturnUrls(app.deps, scope, [`${app.deps.config.publicUrl}/admin/try.html`]);
  await assert.rejects(checkReturnUrls(app.deps, scope, ['https://shop.example/']), { code: 'origin-not-allowed' });
});

test('a trial ends with the session of its member of staff, or when they may no longer edit products', async () => {
  const member = await brand.member('brand_user');
  const { key } = (await ask(member.token)).body;
  const { token } = (await start(key)).body;
  const [{ id: sessionId }] = await app.deps.db('staff_sessions').where({ user_id: member.userId }).select('id');
  const listening: Scope = {
    ...trialScope({ kind: 'trial', id: 'trl_1', brandId: brand.brandId, staffSessionId: sessionId, expiresAt: 0 }),
  };
  assert.equal((await endedScopes(app.deps.db, [listening])).size, 0);
  const path = `/v1/brands/${brand.brandId}/members/${member.userId}`;
  assert.equal((await app.request('PATCH', path, { token: brand.staffToken, body: { role: 'fabricator' } })).status, 200);
  for (const each of [key, token]) assert.equal((await app.request('GET', '/v1/products', { token: each })).body.code, 'session-ended');
  assert.equal((await endedScopes(app.deps.db, [listening])).size, 1);
});

test('only staff who may edit products get one', async () => {
  assert.equal((await ask((await brand.member('fabricator')).token)).status, 403);
  assert.equal((await ask(brand.secretKey)).status, 403);
});
