import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hashSecret } from './one-time.js';
import { newAddress, PASSWORD, startAccountApp, type AccountApp } from './testing.js';

let app: AccountApp;
before(async () => {
  app = await startAccountApp();
});
after(() => app.close());

const post = (path: string, body: unknown, token?: string) => app.request('POST', path, { body, ...(token && { token }) });
const registration = (email: string, more: object = {}) => ({ brandName: 'Maison', name: 'Ana', email, password: PASSWORD, ...more });
const past = (ms: number) => new Date(Date.now() - ms).toISOString();
const userOf = (email: string) => app.deps.db('users').where({ email }).first();

test('registers a brand that waits for its address, then lets it in', async () => {
  const email = newAddress();
  assert.equal((await post('/v1/auth/register', registration(email))).status, 204);
  const login = await app.browser().login(email, PASSWORD);
  assert.equal(login.status, 200);
  const { brandId, role } = login.body.user;
  assert.equal(role, 'brand_admin');
  const token = login.body.accessToken;
  const brand = () => app.request('GET', `/v1/brands/${brandId}`, { token });
  assert.equal((await brand()).body.status, 'pending_verification');
  assert.equal((await app.request('GET', '/v1/auth/me', { token })).body.emailVerified, false);
  const verified = await post('/v1/auth/verify', { token: await app.linkToken(email) });
  assert.deepEqual([verified.status, verified.body.email], [200, email]);
  assert.equal((await brand()).body.status, 'verified');
  assert.equal((await app.request('GET', '/v1/auth/me', { token })).body.emailVerified, true);
});

test('takes a verification link once, for a day, and only the newest', async () => {
  const email = newAddress();
  await post('/v1/auth/register', registration(email));
  const first = await app.linkToken(email);
  await post('/v1/auth/verify/resend', { email });
  const second = await app.linkToken(email);
  const verify = async (token: string) => (await post('/v1/auth/verify', { token })).body.code ?? 'ok';
  assert.equal(await verify(first), 'link-invalid');
  await app.deps
    .db('account_tokens')
    .where({ hash: hashSecret(second) })
    .update({ expires_at: past(1) });
  assert.equal(await verify(second), 'link-invalid');
  await post('/v1/auth/verify/resend', { email });
  const third = await app.linkToken(email);
  const both = await Promise.all([verify(third), verify(third)]);
  assert.deepEqual(new Set(both), new Set(['link-invalid', 'ok']));
  const before = (await app.mails(email)).length;
  assert.equal((await post('/v1/auth/verify/resend', { email })).status, 204);
  assert.equal((await app.mails(email)).length, before);
});

test('a token for one purpose opens nothing else', async () => {
  const email = newAddress();
  await post('/v1/auth/register', registration(email));
  const verification = await app.linkToken(email);
  const reset = await post('/v1/auth/password/reset', { token: verification, password: 'another good password' });
  assert.deepEqual([reset.status, reset.body.code], [422, 'link-invalid']);
  assert.equal((await post('/v1/auth/verify', { token: verification })).status, 200);
});

test('keeps tokens as hashes, mails sealed until sent and empty afterwards', async () => {
  const email = newAddress();
  await post('/v1/auth/register', registration(email));
  const [stored] = await app.deps.db('mails').where({ recipient: email });
  const jobs = JSON.stringify(app.jobs);
  const token = await app.linkToken(email);
  const user = await userOf(email);
  const rows = await app.deps.db('account_tokens').where({ user_id: user.id });
  assert.ok(!JSON.stringify([stored, rows, jobs]).includes(token));
  assert.match(stored.data, /sealedToken/);
  const [sent] = await app.deps.db('mails').where({ recipient: email });
  assert.ok(sent.sent_at);
  assert.doesNotMatch(sent.data, /sealed/);
});

test('answers a known address exactly as an unknown one, and changes nothing of its account', async () => {
  const { email } = await app.register();
  const before = await userOf(email);
  const known = await post('/v1/auth/register', registration(email.toUpperCase(), { password: 'a stranger was here' }));
  const unknown = await post('/v1/auth/register', registration(newAddress()));
  assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
  assert.deepEqual(await userOf(email), before);
  assert.match((await app.mails(email)).at(-1)!.subject, /have an account already/);
  for (const path of ['/v1/auth/password/forgot', '/v1/auth/verify/resend']) {
    const [a, b] = [await post(path, { email }), await post(path, { email: newAddress() })];
    assert.deepEqual([a.status, a.body], [b.status, b.body], path);
  }
  assert.equal((await app.deps.db('mails').where('recipient', 'like', 'nobody%')).length, 0);
});

test('registers nothing but what the form has', async () => {
  const fields = ['role', 'status', 'id', 'brandId', 'emailVerifiedAt', 'is_platform_admin', 'isPlatformAdmin'];
  for (const field of fields) {
    const reply = await post('/v1/auth/register', registration(newAddress(), { [field]: 'platform_admin' }));
    assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], field);
  }
});

test('refuses passwords that are short, common, or the account itself', async () => {
  const weak: [string, string][] = [
    ['ninechars', 'invalid-request'],
    ['password123', 'password-weak'],
    ['  PassWord123 ', 'password-weak'],
    ['aaaaaaaaaaaaaaa', 'password-weak'],
    ['abababababababab', 'password-weak'],
    ['josephine.dupont@example.com', 'password-weak'],
    ['josephine.dupont1', 'password-weak'],
    ['Maison Bijou 1', 'password-weak'],
  ];
  for (const [password, code] of weak) {
    const body = { brandName: 'Maison Bijou', name: 'J', email: 'josephine.dupont@example.com', password };
    assert.equal((await post('/v1/auth/register', body)).body.code, code, password);
  }
  assert.equal(await userOf('josephine.dupont@example.com'), undefined);
});

test('knows an address in any case and in both spellings of an accent', async () => {
  const local = `zoé${process.pid}`;
  await post('/v1/auth/register', registration(`${local}@example.com`));
  assert.equal((await app.browser().login(`${local.normalize('NFD').toUpperCase()}@EXAMPLE.com`, PASSWORD)).status, 200);
});

test('sends a reset to the stored address, whatever letters were typed', async () => {
  const email = `mike${process.pid}@example.com`;
  await app.register(email);
  await post('/v1/auth/password/forgot', { email: email.replace('k', '\u212A') });
  const resets = await app.deps.db('mails').where({ kind: 'reset-password' });
  for (const { recipient } of resets) assert.doesNotMatch(recipient, /\u212A/);
});

test('resets a password once; every session and every older link ends, and the owner is told', async () => {
  const { email, browser, token } = await app.register();
  await post('/v1/auth/password/forgot', { email });
  const first = await app.linkToken(email);
  await post('/v1/auth/password/forgot', { email });
  const link = await app.linkToken(email);
  assert.notEqual(first, link);
  const reset = (token: string, password: string) => post('/v1/auth/password/reset', { token, password });
  assert.equal((await reset(first, 'a new long password')).body.code, 'link-invalid');
  assert.equal((await reset(link, 'short')).status, 400);
  assert.equal((await reset(link, 'qwertyuiop')).body.code, 'password-weak');
  assert.equal((await reset(link, 'a new long password')).status, 204);
  assert.equal((await reset(link, 'a third long password')).body.code, 'link-invalid');
  assert.equal((await app.request('GET', '/v1/auth/me', { token })).body.code, 'session-ended');
  assert.equal((await browser.refresh()).body.code, 'session-ended');
  assert.equal((await app.browser().login(email, PASSWORD)).body.code, 'invalid-credentials');
  assert.equal((await app.browser().login(email, 'a new long password')).status, 200);
  assert.match((await app.mails(email)).at(-1)!.subject, /password was changed/);
});

test('a reset link expires after an hour', async () => {
  const { email } = await app.register();
  await post('/v1/auth/password/forgot', { email });
  const token = await app.linkToken(email);
  const row = await app.deps
    .db('account_tokens')
    .where({ hash: hashSecret(token) })
    .first();
  assert.ok(Date.parse(row.expires_at) - Date.now() <= 3_600_000);
  await app.deps
    .db('account_tokens')
    .where({ hash: hashSecret(token) })
    .update({ expires_at: past(1_000) });
  assert.equal((await post('/v1/auth/password/reset', { token, password: 'a new long password' })).body.code, 'link-invalid');
});

test('changes a password by the current one; other sessions end, this one goes on', async () => {
  const { email, token, browser } = await app.register();
  const elsewhere = app.browser('phone');
  const other = await elsewhere.login(email, PASSWORD);
  const change = (currentPassword: string, password: string) => post('/v1/auth/password/change', { currentPassword, password }, token);
  assert.equal((await change('not it at all', 'a new long password')).body.code, 'invalid-credentials');
  assert.equal((await change(PASSWORD, email)).body.code, 'password-weak');
  assert.equal((await change(PASSWORD, 'a new long password')).status, 204);
  assert.equal((await app.request('GET', '/v1/auth/me', { token })).status, 200);
  assert.equal((await browser.refresh()).status, 200);
  assert.equal((await app.request('GET', '/v1/auth/me', { token: other.body.accessToken })).body.code, 'session-ended');
  assert.equal((await elsewhere.refresh()).body.code, 'session-ended');
});

test('answers an account that signs in elsewhere as a wrong password', async () => {
  const { email } = await app.register();
  await app.deps.db('users').where({ email }).update({ password_hash: '-' });
  for (const password of ['-', '', PASSWORD]) {
    const reply = await app.browser().login(email, password || 'x');
    assert.equal(reply.body.code, 'invalid-credentials');
  }
});
