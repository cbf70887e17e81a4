import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generate } from 'otplib';
import { newAddress, PASSWORD, startAccountApp, type AccountApp } from './testing.js';

let app: AccountApp;
before(async () => {
  app = await startAccountApp();
});
after(() => app.close());

const change = (token: string, email: string, password = PASSWORD, code?: string) =>
  app.request('POST', '/v1/auth/email', { token, body: { email, password, ...(code && { code }) } });
const verify = (token: string) => app.request('POST', '/v1/auth/verify', { body: { token } });
const login = (email: string, password = PASSWORD) => app.request('POST', '/v1/auth/login', { body: { email, password } });
const subjects = async (email: string) => (await app.mails(email)).map(({ subject }) => subject);
const remove = (token: string, password = PASSWORD) => app.request('DELETE', '/v1/auth/account', { token, body: { password } });

test('an account gets another address once the link in the mail to it was opened, and every session ends', async () => {
  const { email, token, brandId, browser } = await app.register();
  const next = newAddress();
  assert.equal((await change(token, next, 'wrong password 123')).body.code, 'invalid-credentials');
  assert.equal((await change(token, email.toUpperCase())).body.code, 'conflict');
  assert.equal((await change(token, next)).status, 204);
  assert.ok((await subjects(email)).includes('A new e-mail address was asked for'));
  assert.equal((await login(next)).status, 401, 'not before it is confirmed');
  assert.deepEqual((await verify(await app.linkToken(next))).body, { email: next });
  assert.equal((await login(email)).status, 401);
  assert.equal((await app.request('GET', '/v1/auth/me', { token })).status, 401);
  assert.equal((await browser.refresh()).status, 401);
  const { body } = await login(next);
  assert.deepEqual([body.user.brandId, body.user.email], [brandId, next]);
  assert.equal((await subjects(email)).at(-1), 'Your e-mail address was changed');
  const { items } = (await app.request('GET', `/v1/brands/${brandId}/audit?action=account.*`, { token: body.accessToken })).body;
  assert.deepEqual(
    items.slice(0, 2).map(({ action }: { action: string }) => action),
    ['account.email_changed', 'account.email_changing'],
  );
});

test('whoever changes or resets the password stops an address that somebody else had asked for', async () => {
  const fresh = 'a password nobody else knows';
  const changed = async (email: string, token: string): Promise<void> => {
    const body = { currentPassword: PASSWORD, password: fresh };
    assert.equal((await app.request('POST', '/v1/auth/password/change', { token, body })).status, 204, email);
  };
  const reset = async (email: string): Promise<void> => {
    await app.request('POST', '/v1/auth/password/forgot', { body: { email } });
    const body = { token: await app.linkToken(email), password: fresh };
    assert.equal((await app.request('POST', '/v1/auth/password/reset', { body })).status, 204, email);
  };
  for (const defend of [changed, reset]) {
    const { email, token } = await app.register();
    const thief = newAddress();
    assert.equal((await change(token, thief)).status, 204);
    const link = await app.linkToken(thief);
    await defend(email, token);
    assert.equal((await verify(link)).body.code, 'link-invalid');
    assert.equal((await login(email, fresh)).status, 200);
  }
});

test("does not tell whether an address has an account, and takes nobody's", async () => {
  const [owner, other] = [await app.register(), await app.register()];
  const [free, taken] = [await change(owner.token, newAddress()), await change(owner.token, other.email)];
  assert.deepEqual([free.status, free.body], [taken.status, taken.body]);
  assert.equal((await subjects(other.email)).at(-1), 'You have an account already');
  // Somebody registers and confirms the address before the link is opened.
  const next = newAddress();
  await change(owner.token, next);
  const link = await app.linkToken(next);
  await app.register(next);
  assert.equal((await verify(link)).body.code, 'link-invalid');
  assert.equal((await login(owner.email)).status, 200);
  // An account that never confirmed the address loses it to who does.
  const squatted = newAddress();
  await app.request('POST', '/v1/auth/register', {
    body: { brandName: 'Squat', name: 'Eve', email: squatted, password: 'some other words' },
  });
  await app.mails(squatted);
  await change(owner.token, squatted);
  assert.equal((await verify(await app.linkToken(squatted))).status, 200);
  assert.equal((await login(squatted, 'some other words')).status, 401);
  assert.equal((await login(squatted)).body.user.brandId, owner.brandId);
});

test('a link is good once, not after a newer one, and not for long', async () => {
  const { token } = await app.register();
  const [first, second] = [newAddress(), newAddress()];
  await change(token, first);
  const old = await app.linkToken(first);
  await change(token, second);
  assert.equal((await verify(old)).body.code, 'link-invalid');
  const link = await app.linkToken(second);
  await app.deps.db('account_tokens').update({ expires_at: new Date(0).toISOString() });
  assert.equal((await verify(link)).body.code, 'link-invalid');
});

test('asks an account that has two factors for both', async () => {
  const { token } = await app.register();
  const { secret } = (await app.request('POST', '/v1/auth/totp', { token, body: { password: PASSWORD } })).body;
  const { recoveryCodes } = (await app.request('POST', '/v1/auth/totp/confirm', { token, body: { code: await generate({ secret }) } }))
    .body;
  const next = newAddress();
  assert.equal((await change(token, next)).body.code, 'second-factor-required');
  assert.equal((await change(token, next, PASSWORD, '000000')).body.code, 'invalid-credentials');
  assert.equal((await change(token, next, PASSWORD, recoveryCodes[0])).status, 204);
  assert.equal((await remove(token)).body.code, 'second-factor-required');
});

test('deletes an account with its sessions and everything about it; its address is free again', async () => {
  const owner = await app.register();
  const email = newAddress();
  await app.request('POST', `/v1/brands/${owner.brandId}/invitations`, { token: owner.token, body: { email, role: 'brand_admin' } });
  await app.request('POST', '/v1/auth/invitations/accept', { body: { token: await app.linkToken(email), name: 'Bo', password: PASSWORD } });
  const browser = app.browser();
  const { accessToken: token, user } = (await browser.login(email, PASSWORD)).body;
  assert.equal((await remove(token, 'wrong password 123')).body.code, 'invalid-credentials');
  assert.equal((await remove(token)).status, 204);
  for (const reply of [await app.request('GET', '/v1/auth/me', { token }), await browser.refresh(), await login(email)])
    assert.equal(reply.status, 401);
  const { db } = app.deps;
  for (const table of ['memberships', 'staff_sessions', 'account_tokens', 'identities', 'recovery_codes'])
    assert.equal((await db(table).where({ user_id: user.id })).length, 0, table);
  assert.equal((await subjects(email)).at(-1), 'Your account was deleted');
  assert.equal((await app.register(email)).email, email);
  const { items } = (await app.request('GET', `/v1/brands/${owner.brandId}/audit?limit=5`, { token: owner.token })).body;
  assert.ok(items.some(({ action, target }: { action: string; target: string }) => action === 'member.removed' && target === user.id));
});

test('keeps the last administrator of a brand, also when two go at once', async () => {
  const owner = await app.register();
  const alone = await remove(owner.token);
  assert.deepEqual([alone.status, alone.body.code], [409, 'conflict']);
  assert.equal((await app.request('GET', '/v1/auth/me', { token: owner.token })).status, 200, 'nothing was changed');
  const email = newAddress();
  await app.request('POST', `/v1/brands/${owner.brandId}/invitations`, { token: owner.token, body: { email, role: 'brand_admin' } });
  await app.request('POST', '/v1/auth/invitations/accept', { body: { token: await app.linkToken(email), name: 'Bo', password: PASSWORD } });
  const { accessToken: other } = (await login(email)).body;
  const both = await Promise.all([remove(owner.token), remove(other)]);
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, 409],
  );
});
