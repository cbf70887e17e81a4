import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brandStandingsOf, CONFIRM_DAYS } from '../brands/standing.js';
import { systemScope } from './brands.js';
import { createKey } from './keys.js';
import type { TestReply } from '../testing.js';
import { newAddress, PASSWORD, startAccountApp, type AccountApp } from './testing.js';

let app: AccountApp;
before(async () => {
  app = await startAccountApp();
});
after(() => app.close());

const STRANGERS = 'a password of the stranger';
const register = (email: string, password = PASSWORD, brandName = 'Maison') =>
  app.request('POST', '/v1/auth/register', { body: { brandName, name: 'Ana', email, password, shopUrl: 'https://shop.example' } });
const verify = (token: string) => app.request('POST', '/v1/auth/verify', { body: { token } });
const login = (email: string, password = PASSWORD) => app.request('POST', '/v1/auth/login', { body: { email, password } });
const key = async (brandId: string, kind: 'secret' | 'publishable' = 'secret') =>
  (await createKey(app.deps.db, systemScope(brandId, 'test'), app.deps.config.secret, { kind, name: kind })).key;

/** A stranger registers with an address that is not theirs, and sets the brand up as far as they can. */
async function squat(email: string) {
  await register(email, STRANGERS, 'Squat');
  const { accessToken: token, user } = (await login(email, STRANGERS)).body;
  const brandId = user.brandId as string;
  const helper = newAddress();
  await app.request('POST', `/v1/brands/${brandId}/invitations`, { token, body: { email: helper, role: 'brand_admin' } });
  await app.request('POST', '/v1/auth/invitations/accept', {
    body: { token: await app.linkToken(helper), name: 'Eve', password: PASSWORD },
  });
  const secretKey = await key(brandId);
  // Known to this process, as a key that is in use is.
  assert.equal((await app.request('GET', '/v1/designs', { token: secretKey })).status, 200);
  return { token: token as string, brandId, userId: user.id as string, helper, secretKey };
}

test("whoever reads the address's mail registers all the same, and the stranger who was first is out", async () => {
  const email = newAddress();
  const squatter = await squat(email);
  await app.mails(email);
  assert.equal((await register(email)).status, 204);
  const mails = await app.mails(email);
  assert.equal(mails.at(-1)!.subject, 'Confirm your e-mail address');
  // Until the link is opened nothing changes: asking alone takes nothing from anybody.
  assert.equal((await login(email, STRANGERS)).status, 200);
  assert.equal((await login(email)).status, 401);
  assert.deepEqual((await verify(await app.linkToken(email))).body, { email });
  const { body: own } = await login(email);
  assert.notEqual(own.user.brandId, squatter.brandId);
  const brand = await app.request('GET', `/v1/brands/${own.user.brandId}`, { token: own.accessToken });
  assert.deepEqual([brand.body.name, brand.body.status, brand.body.confirmBy], ['Maison', 'verified', null]);
  assert.equal((await login(email, STRANGERS)).status, 401);
  assert.equal((await app.request('GET', '/v1/auth/me', { token: squatter.token })).status, 401);
  assert.equal((await app.request('GET', '/v1/designs', { token: squatter.secretKey })).body.code, 'key-revoked');
  assert.equal((await app.deps.db('brands').where({ id: squatter.brandId }).first()).status, 'suspended');
  assert.equal((await app.deps.db('registrations').where({ email })).length, 0);
});

test('a new password by mail takes the account over, and what the stranger set up in it ends', async () => {
  const email = newAddress();
  const squatter = await squat(email);
  await app.request('POST', '/v1/auth/password/forgot', { body: { email } });
  const reset = await app.request('POST', '/v1/auth/password/reset', { body: { token: await app.linkToken(email), password: PASSWORD } });
  assert.equal(reset.status, 204);
  const { accessToken: token, user } = (await login(email)).body;
  assert.equal(user.brandId, squatter.brandId);
  const members = (await app.request('GET', `/v1/brands/${squatter.brandId}/members`, { token })).body.items;
  assert.deepEqual(
    members.map(({ userId }: { userId: string }) => userId),
    [squatter.userId],
  );
  assert.equal((await app.request('GET', '/v1/designs', { token: squatter.secretKey })).body.code, 'key-revoked');
  assert.equal((await app.request('GET', '/v1/auth/me', { token: squatter.token })).status, 401);
});

test('the answer and its mail do not tell a stranger whether an address has an account', async () => {
  const owner = await app.register();
  const waiting = newAddress();
  await register(waiting);
  const answers: TestReply[] = [];
  for (const email of [newAddress(), waiting, owner.email]) answers.push(await register(email, STRANGERS));
  assert.deepEqual(
    answers.map(({ status, body }) => [status, body]),
    answers.map(() => [204, answers[0]!.body]),
  );
  assert.equal((await app.mails(owner.email)).at(-1)!.subject, 'You have an account already');
});

test('of several registrations with an address the first that is confirmed counts, once', async () => {
  const email = newAddress();
  await register(email);
  const first = await app.linkToken(email);
  await register(email, STRANGERS);
  const second = await app.linkToken(email);
  assert.equal((await verify(first)).status, 200);
  for (const token of [first, second]) assert.equal((await verify(token)).body.code, 'link-invalid');
  assert.equal((await login(email)).status, 200);
  assert.equal((await login(email, STRANGERS)).status, 401);
  const late = newAddress();
  await register(late);
  await register(late, STRANGERS);
  await app.mails(late);
  await app.deps
    .db('registrations')
    .where({ email: late })
    .update({ expires_at: new Date(0).toISOString() });
  assert.equal((await verify(await app.linkToken(late))).body.code, 'link-invalid');
});

test('a brand stops after a week without confirmation, can be read, and goes on when it is confirmed', async () => {
  const email = newAddress();
  await register(email);
  const { accessToken: token, user } = (await login(email)).body;
  const { brandId } = user;
  const path = `/v1/brands/${brandId}`;
  const [secret, publishable] = [await key(brandId), await key(brandId, 'publishable')];
  const start = () => app.request('POST', '/v1/sessions', { token: publishable });
  assert.equal((await start()).status, 201);
  const { confirmBy, createdAt } = (await app.request('GET', path, { token })).body;
  assert.equal(Date.parse(confirmBy) - Date.parse(createdAt), CONFIRM_DAYS * 86_400_000);
  const past = new Date(Date.now() - CONFIRM_DAYS * 86_400_000 - 1_000).toISOString();
  await app.deps.db('brands').where({ id: brandId }).update({ created_at: past });
  brandStandingsOf(app.deps.db).clear();
  const refused = [
    await start(),
    await app.request('GET', '/v1/designs', { token: secret }),
    await app.request('PATCH', path, { token, body: { name: 'Other' } }),
    await app.request('POST', `${path}/invitations`, { token, body: { email: newAddress(), role: 'brand_user' } }),
  ];
  for (const { status, body } of refused)
    assert.deepEqual([status, body.code, body.meta?.status], [403, 'brand-not-active', 'pending_verification']);
  assert.equal((await app.request('GET', path, { token })).status, 200);
  await app.request('POST', '/v1/auth/verify/resend', { body: { email } });
  assert.equal((await verify(await app.linkToken(email))).status, 200);
  assert.equal((await start()).status, 201);
  assert.equal((await app.request('PATCH', path, { token, body: { name: 'Other' } })).status, 200);
});

test('nothing live before the address is confirmed', async () => {
  const email = newAddress();
  await register(email);
  const { accessToken: token, user } = (await login(email)).body;
  const live = { 'luneo-mode': 'live' };
  const path = `/v1/brands/${user.brandId}`;
  assert.equal((await app.request('PATCH', path, { token, body: { status: 'active' } })).body.code, 'conflict');
  const made = await app.request('POST', `${path}/keys`, { token, headers: live, body: { kind: 'publishable', name: 'x' } });
  assert.equal(made.body.code, 'brand-not-active');
  const order = { items: [{ snapshotId: 'snp_1', quantity: 1 }], payment: 'intent' };
  assert.equal((await app.request('POST', '/v1/orders', { token, headers: live, body: order })).body.code, 'brand-not-active');
});
