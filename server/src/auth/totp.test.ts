import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { generate } from 'otplib';
import { stepOfCode } from './totp.js';
import { seal } from '../seal.js';
import { PASSWORD, startAccountApp, type AccountApp } from './testing.js';

let app: AccountApp;
before(async () => {
  // The middle of a half minute, and it stays: no code grows old between being made and being checked.
  mock.timers.enable({ apis: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 });
  app = await startAccountApp();
});
after(async () => {
  await app.close();
  mock.timers.reset();
});

const codeAt = (secret: string, offset = 0) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + offset });
const call = (method: string, path: string, token: string, body: unknown) => app.request(method, `/v1/auth/${path}`, { token, body });

/** An account with an authenticator whose code of now was used to confirm it. */
async function withTotp() {
  const person = await app.register();
  const { body } = await call('POST', 'totp', person.token, { password: PASSWORD });
  const confirmed = await call('POST', 'totp/confirm', person.token, { code: await codeAt(body.secret, -30) });
  return { ...person, secret: body.secret as string, uri: body.uri as string, recoveryCodes: confirmed.body.recoveryCodes as string[] };
}

test('is on once a code of the authenticator has confirmed it, not before', async () => {
  const { token, email } = await app.register();
  assert.equal((await call('POST', 'totp/confirm', token, { code: '123456' })).status, 409);
  assert.equal((await call('POST', 'totp', token, { password: 'not it at all' })).body.code, 'invalid-credentials');
  const { body } = await call('POST', 'totp', token, { password: PASSWORD });
  assert.equal(body.uri, `otpauth://totp/Luneo:${encodeURIComponent(email)}?secret=${body.secret}&issuer=Luneo`);
  assert.equal((await app.browser().login(email, PASSWORD)).status, 200);
  const confirmed = await call('POST', 'totp/confirm', token, { code: await codeAt(body.secret) });
  assert.equal(confirmed.status, 200);
  assert.equal(new Set(confirmed.body.recoveryCodes).size, 10);
  const login = await app.browser().login(email, PASSWORD);
  assert.deepEqual([login.status, login.body.code, login.headers.getSetCookie().length], [401, 'second-factor-required', 0]);
  assert.equal((await call('POST', 'totp', token, { password: PASSWORD })).status, 409);
  assert.match((await app.mails(email)).at(-1)!.subject, /Two-factor sign-in is on/);
});

test('asks for the code only after the right password', async () => {
  const { email, secret } = await withTotp();
  const wrong = await app.browser().login(email, 'not it at all', { code: await codeAt(secret) });
  assert.equal(wrong.body.code, 'invalid-credentials');
  assert.equal((await app.browser().login(email, 'not it at all')).body.code, 'invalid-credentials');
  assert.equal((await app.browser().login(email, PASSWORD, { code: await codeAt(secret) })).status, 200);
});

test('takes a code once, also when it comes twice at the same time, and none from before it', async () => {
  const { email, secret } = await withTotp();
  const earlier = await codeAt(secret, -30);
  const code = await codeAt(secret);
  const both = await Promise.all([app.browser().login(email, PASSWORD, { code }), app.browser().login(email, PASSWORD, { code })]);
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 401]));
  assert.equal((await app.browser().login(email, PASSWORD, { code })).body.code, 'invalid-credentials');
  assert.equal((await app.browser().login(email, PASSWORD, { code: earlier })).body.code, 'invalid-credentials');
  assert.equal((await app.browser().login(email, PASSWORD, { code: await codeAt(secret, 30) })).status, 200);
});

test('forgives half a minute either way and no more', async () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const user = { totp_secret: seal('installation secret', 'totp', secret), totp_step: null };
  const now = 1_700_000_015_000;
  const step = async (offset: number) =>
    stepOfCode('installation secret', user, await generate({ secret, epoch: now / 1000 + offset }), now);
  const current = Math.floor(now / 30_000);
  assert.deepEqual([await step(-30), await step(0), await step(30)], [current - 1, current, current + 1]);
  assert.deepEqual([await step(-60), await step(60), await step(3_600)], [null, null, null]);
  for (const code of ['', '12345', '1234567', 'abcdef', '٠١٢٣٤٥'])
    assert.equal(await stepOfCode('installation secret', user, code, now), null);
});

test('a recovery code signs in once, however it is typed, and lies in the database as a hash', async () => {
  const { email, recoveryCodes } = await withTotp();
  const [first, second] = recoveryCodes as [string, string];
  const login = async (code: string) => (await app.browser().login(email, PASSWORD, { code })).status;
  assert.equal(await login(first), 200);
  assert.equal(await login(first), 401);
  assert.equal(await login(` ${second.toUpperCase().replaceAll('-', ' ')} `), 200);
  const rows = JSON.stringify(await app.deps.db('recovery_codes').select('*'));
  for (const code of recoveryCodes) assert.ok(!rows.includes(code));
});

test('new recovery codes need a code of the authenticator, and end the older ones', async () => {
  const { token, email, secret, recoveryCodes } = await withTotp();
  const { id: userId } = (await app.request('GET', '/v1/auth/me', { token })).body;
  const make = async (code: string) => call('POST', 'totp/recovery-codes', token, { code });
  assert.equal((await make('000000')).status, 401);
  assert.equal((await call('POST', 'totp/recovery-codes', token, { code: recoveryCodes[0] })).status, 400);
  const code = await codeAt(secret);
  const made = await make(code);
  assert.equal(new Set([...made.body.recoveryCodes, ...recoveryCodes]).size, 20);
  assert.equal((await make(code)).status, 401, 'a code is taken once');
  assert.equal((await app.browser().login(email, PASSWORD, { code: recoveryCodes[1] })).status, 401);
  assert.equal((await app.browser().login(email, PASSWORD, { code: made.body.recoveryCodes[0] })).status, 200);
  const logged = await app.deps.db('audit_log').where({ action: 'account.recovery_codes_made' });
  assert.deepEqual(
    logged.map((entry: { target: string }) => entry.target),
    [userId],
  );
  const { token: without } = await app.register();
  assert.deepEqual((await call('POST', 'totp/recovery-codes', without, { code })).body.code, 'conflict');
});

test('keeps the secret sealed', async () => {
  const { email, secret } = await withTotp();
  const { totp_secret } = await app.deps.db('users').where({ email }).first();
  assert.match(totp_secret, /^s1\./);
  assert.ok(!totp_secret.includes(secret));
});

test('goes off by the password or by a code, and not by a session alone', async () => {
  const first = await withTotp();
  assert.equal((await call('DELETE', 'totp', first.token, {})).status, 400);
  assert.equal((await call('DELETE', 'totp', first.token, { password: 'not it at all' })).body.code, 'invalid-credentials');
  assert.equal((await call('DELETE', 'totp', first.token, { code: '000000' })).body.code, 'invalid-credentials');
  assert.equal((await call('DELETE', 'totp', first.token, { password: PASSWORD })).status, 204);
  assert.equal((await app.browser().login(first.email, PASSWORD)).status, 200);
  assert.equal(
    (await app.deps.db('recovery_codes').where({ user_id: (await app.deps.db('users').where({ email: first.email }).first()).id })).length,
    0,
  );
  const second = await withTotp();
  assert.equal((await call('DELETE', 'totp', second.token, { code: second.recoveryCodes[0] })).status, 204);
});

test('a reset password does not get around the second factor', async () => {
  const { email } = await withTotp();
  await app.request('POST', '/v1/auth/password/forgot', { body: { email } });
  const token = await app.linkToken(email);
  await app.request('POST', '/v1/auth/password/reset', { body: { token, password: 'a new long password' } });
  assert.equal((await app.browser().login(email, 'a new long password')).body.code, 'second-factor-required');
});

test('a second factor that a squatter set up does not keep the owner of the address out', async () => {
  const { email } = await withTotp();
  await app.deps.db('users').where({ email }).update({ email_verified_at: null });
  await app.request('POST', '/v1/auth/password/forgot', { body: { email } });
  await app.request('POST', '/v1/auth/password/reset', { body: { token: await app.linkToken(email), password: 'a new long password' } });
  assert.equal((await app.browser().login(email, 'a new long password')).status, 200);
});
