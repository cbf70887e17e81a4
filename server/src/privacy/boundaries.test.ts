import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LIMIT_RULES } from '../auth/limit-rules.js';
import { createLimits } from '../auth/rate-limit.js';
import { newAddress, startAccountApp, type AccountApp } from '../auth/testing.js';
import { startTestApp, type TestBrand } from '../testing.js';

let app: AccountApp;
let brand: TestBrand;
before(async () => {
  app = await startAccountApp();
  brand = await app.brand();
});
after(() => app.close());

const path = (ownerId: string) => `/v1/shoppers/${ownerId}/data`;
const codeFor = (email: string, token: string) => app.request('POST', '/v1/sessions/email', { token, body: { email } });
const mailsTo = async (recipient: string) => ((await app.deps.db('mails').where({ recipient })) as unknown[]).length;

test('only shoppers are exported and forgotten: of staff and keys the audit log keeps what it says', async () => {
  const keys = `/v1/brands/${brand.brandId}/keys`;
  const body = { kind: 'secret', name: 'cleaner', scopes: ['privacy:manage'] };
  const { id, key } = (await app.request('POST', keys, { token: brand.staffToken, body })).body;
  const audit = () => app.deps.db('audit_log').where({ brand_id: brand.brandId }).orderBy('id');
  const before = await audit();
  const [{ actor_id: staffId }] = before as [{ actor_id: string }];
  for (const ownerId of [id, staffId, brand.brandId, 'ord_01', 'shp_', 'shp_%'])
    for (const method of ['GET', 'DELETE']) {
      const { status } = await app.request(method, path(encodeURIComponent(ownerId)), { token: key });
      assert.equal(status, 400, `${method} ${ownerId}`);
    }
  assert.deepEqual(await audit(), before);
});

test('a guest who typed the address of somebody else is forgotten without anything of theirs', async () => {
  const [owner, stranger] = [await brand.shopper(), await brand.shopper()];
  const email = newAddress();
  await codeFor(email, owner.token);
  const [, code] = /\b(\d{6})\b/.exec((await app.mails(email)).at(-1)!.text)!;
  await codeFor(email, stranger.token);
  assert.equal(await mailsTo(email), 2);
  assert.equal((await app.request('DELETE', '/v1/sessions/data', { token: stranger.token })).status, 202);
  assert.equal(await mailsTo(email), 1, 'what the stranger asked for is gone, and nothing else');
  const confirmed = await app.request('POST', '/v1/sessions/email/confirm', { token: owner.token, body: { email, code } });
  assert.equal(confirmed.status, 200, 'the code of the owner still works');
  await app.request('DELETE', '/v1/sessions/data', { token: confirmed.body.token });
  assert.equal(await mailsTo(email), 0, 'whoever has shown that it is theirs is forgotten by the address');
});

test('a guest cannot fill the audit log, nor the queue, by asking for their data all day', async (t) => {
  const limited = await startTestApp({ limits: createLimits({ redis: null }) });
  t.after(() => limited.close());
  const { token } = await (await limited.brand()).shopper();
  const { points } = LIMIT_RULES.privacy.shopper;
  const statuses: number[] = [];
  for (let i = 0; i < points + 2; i++)
    statuses.push((await limited.request(i % 2 ? 'GET' : 'DELETE', '/v1/sessions/data', { token })).status);
  assert.deepEqual(statuses.slice(points), [429, 429]);
  assert.ok(statuses.slice(0, points).every((status) => status < 300));
});

test('a shopper is seen and forgotten in the mode that they are of', async () => {
  const { ownerId, token } = await brand.shopper();
  await codeFor(newAddress(), token);
  const live = { 'luneo-mode': 'live' };
  for (const method of ['GET', 'DELETE'])
    assert.equal((await app.request(method, path(ownerId), { token: brand.staffToken, headers: live })).status, 404, method);
  assert.equal((await app.deps.db('email_codes').where({ owner_id: ownerId })).length, 1);
  assert.equal((await app.request('GET', path(ownerId), { token: brand.secretKey })).status, 200);
});
