import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hashSecret } from '../auth/one-time.js';
import { newAddress, PASSWORD, startAccountApp, type AccountApp } from '../auth/testing.js';
import type { TestBrand } from '../testing.js';

let app: AccountApp;
let brand: TestBrand;
before(async () => {
  app = await startAccountApp();
  brand = await app.brand('Atelier Team');
});
after(() => app.close());

const path = (rest: string, of = brand) => `/v1/brands/${of.brandId}/${rest}`;
const invite = (email: string, role = 'brand_user', as = brand) =>
  app.request('POST', path('invitations', as), { token: as.staffToken, body: { email, role } });
const accept = (body: object) => app.request('POST', '/v1/auth/invitations/accept', { body });
const read = (token: string) => app.request('POST', '/v1/auth/invitations/read', { body: { token } });
const newcomer = { name: 'Bo', password: 'bo likes rainy days' };

test('invites somebody by mail, who joins with a new account and the role of the invitation', async () => {
  const email = newAddress();
  const invited = await invite(email, 'fabricator');
  assert.equal(invited.status, 201);
  const token = await app.linkToken(email);
  assert.ok(!JSON.stringify([invited.body, await app.deps.db('invitations').select('*')]).includes(token));
  const { subject, from } = (await app.mails(email)).at(-1)!;
  assert.deepEqual([subject, from], ['Test staff invites you to Atelier Team', 'Atelier Team']);
  const seen = await read(token);
  assert.deepEqual(seen.body, { brandId: brand.brandId, brandName: 'Atelier Team', email, role: 'fabricator', hasAccount: false });
  const bare = await accept({ token });
  assert.deepEqual([bare.status, bare.body.errors.length], [400, 2]);
  assert.equal((await accept({ token, name: 'Bo', password: 'qwertyuiop' })).body.code, 'password-weak');
  const joined = await accept({ token, ...newcomer });
  assert.deepEqual(joined.body, { brandId: brand.brandId, email, role: 'fabricator' });
  const login = await app.browser().login(email, newcomer.password);
  assert.deepEqual([login.body.user.role, login.body.user.brandId], ['fabricator', brand.brandId]);
  assert.equal((await accept({ token, ...newcomer })).body.code, 'link-invalid');
  const listed = await app.request('GET', path('members'), { token: brand.staffToken });
  assert.ok(listed.body.items.some((member: { email: string }) => member.email === email));
});

test('somebody with an account keeps their password and works for both brands', async () => {
  const person = await app.register();
  await invite(person.email.toUpperCase(), 'brand_user');
  const token = await app.linkToken(person.email);
  assert.equal((await read(token)).body.hasAccount, true);
  assert.equal((await accept({ token, name: 'Somebody Else', password: 'taken over by me' })).status, 200);
  assert.equal((await app.browser().login(person.email, 'taken over by me')).status, 401);
  const { body } = await app.browser().login(person.email, PASSWORD);
  const me = await app.request('GET', '/v1/auth/me', { token: body.accessToken });
  assert.equal(me.body.name, 'Ana Test');
  assert.deepEqual(
    me.body.brands.map(({ id, role }: { id: string; role: string }) => [id, role]),
    [
      [person.brandId, 'brand_admin'],
      [brand.brandId, 'brand_user'],
    ],
  );
});

test('a stranger who took the address first loses the account to whoever reads its mail', async () => {
  const email = newAddress();
  await app.request('POST', '/v1/auth/register', { body: { brandName: 'X', name: 'Stranger', email, password: 'the stranger knows' } });
  const stranger = app.browser();
  const { body: before } = await stranger.login(email, 'the stranger knows');
  await invite(email);
  const token = await app.linkToken(email);
  assert.equal((await read(token)).body.hasAccount, false);
  assert.equal((await accept({ token })).status, 400);
  assert.equal((await accept({ token, ...newcomer })).status, 200);
  assert.equal((await app.browser().login(email, 'the stranger knows')).status, 401);
  assert.equal((await app.request('GET', '/v1/auth/me', { token: before.accessToken })).body.code, 'session-ended');
  assert.equal((await stranger.refresh()).status, 401);
  assert.equal((await app.browser().login(email, newcomer.password)).status, 200);
});

test('an invitation can be withdrawn, replaced and expires', async () => {
  const email = newAddress();
  const { body: first } = await invite(email);
  const token = await app.linkToken(email);
  assert.equal((await app.request('DELETE', path(`invitations/${first.id}`), { token: brand.staffToken })).status, 204);
  assert.equal((await app.request('DELETE', path(`invitations/${first.id}`), { token: brand.staffToken })).status, 204);
  assert.equal((await accept({ token, ...newcomer })).body.code, 'link-invalid');
  await invite(email);
  const second = await app.linkToken(email);
  await invite(email);
  const third = await app.linkToken(email);
  assert.equal((await accept({ token: second, ...newcomer })).body.code, 'link-invalid');
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  await app.deps
    .db('invitations')
    .where({ token_hash: hashSecret(third) })
    .update({ expires_at: yesterday });
  assert.equal((await accept({ token: third, ...newcomer })).body.code, 'link-invalid');
  const open = await app.request('GET', path('invitations'), { token: brand.staffToken });
  assert.ok(open.body.items.every((item: { email: string }) => item.email !== email));
});

test('two who accept at once make one member', async () => {
  const email = newAddress();
  await invite(email);
  const token = await app.linkToken(email);
  const both = await Promise.all([accept({ token, ...newcomer }), accept({ token, ...newcomer })]);
  assert.equal(both.filter(({ status }) => status === 200).length, 1);
  assert.equal((await app.deps.db('users').where({ email })).length, 1);
});

test('nobody is invited as the platform, as a shopper, or twice', async () => {
  for (const role of ['platform_admin', 'consumer', 'owner']) assert.equal((await invite(newAddress(), role)).status, 400, role);
  const mass = await app.request('POST', path('invitations'), {
    token: brand.staffToken,
    body: { email: newAddress(), role: 'brand_user', brandId: 'brd_other', tokenHash: 'x' },
  });
  assert.equal(mass.status, 400);
  const member = await brand.member('brand_user');
  assert.equal((await invite(member.email)).body.code, 'conflict');
});

test('only administrators see and change the team', async () => {
  for (const role of ['brand_user', 'fabricator'] as const) {
    const { token, userId } = await brand.member(role);
    const tries = [
      app.request('GET', path('members'), { token }),
      app.request('PATCH', path(`members/${userId}`), { token, body: { role: 'brand_admin' } }),
      app.request('POST', path('invitations'), { token, body: { email: newAddress(), role: 'brand_admin' } }),
      app.request('GET', path('audit'), { token }),
    ];
    for (const reply of await Promise.all(tries)) assert.deepEqual([reply.status, reply.body.code], [403, 'forbidden'], role);
  }
  for (const token of [brand.publishableKey, brand.secretKey, (await brand.shopper()).token])
    assert.equal((await app.request('GET', path('members'), { token })).status, 403);
});

test("keeps another brand's team and invitations out of sight", async () => {
  const other = await app.brand('Other');
  const member = await brand.member('brand_user');
  const { body: invitation } = await invite(newAddress());
  assert.equal((await app.request('GET', path('members'), { token: other.staffToken })).status, 404);
  for (const [method, rest, body] of [
    ['PATCH', `members/${member.userId}`, { role: 'brand_admin' }],
    ['DELETE', `members/${member.userId}`, undefined],
    ['DELETE', `invitations/${invitation.id}`, undefined],
  ] as const) {
    const reply = await app.request(method, path(rest, other), { token: other.staffToken, ...(body && { body }) });
    assert.equal(reply.status, 404, rest);
  }
  assert.equal((await app.request('GET', '/v1/auth/me', { token: member.token })).body.role, 'brand_user');
});

test("another role counts from the member's next call, with the token that they have", async () => {
  const { token, userId } = await brand.member('brand_admin');
  assert.equal((await app.request('GET', path('members'), { token })).status, 200);
  const change = (role: string) => app.request('PATCH', path(`members/${userId}`), { token: brand.staffToken, body: { role } });
  assert.equal((await change('fabricator')).body.role, 'fabricator');
  assert.equal((await app.request('GET', path('members'), { token })).status, 403);
  assert.equal((await change('platform_admin')).status, 400);
  assert.equal((await change('brand_admin')).status, 200);
  assert.equal((await app.request('GET', path('members'), { token })).status, 200);
});

test("a removed member's token and cookie open the brand no more", async () => {
  const { email, password, userId } = await brand.member('brand_admin');
  const browser = app.browser();
  const { body } = await browser.login(email, password);
  assert.equal((await app.request('GET', '/v1/designs', { token: body.accessToken })).status, 200);
  assert.equal((await app.request('DELETE', path(`members/${userId}`), { token: brand.staffToken })).status, 204);
  const after = await app.request('GET', '/v1/designs', { token: body.accessToken });
  assert.deepEqual([after.status, after.body.code], [401, 'session-ended']);
  assert.equal((await browser.refresh()).body.code, 'session-ended');
  assert.equal((await app.browser().login(email, password)).body.user.brandId, null);
  assert.equal((await app.browser().login(email, password, { brandId: brand.brandId })).body.code, 'not-found');
  assert.equal((await app.request('DELETE', path(`members/${userId}`), { token: brand.staffToken })).status, 404);
});

test('who is removed, or administers no more, leaves no invitation behind to come back by', async () => {
  const own = await app.brand();
  const change = { demoted: { method: 'PATCH', body: { role: 'brand_user' } }, removed: { method: 'DELETE', body: undefined } };
  for (const { method, body } of Object.values(change)) {
    const leaving = newAddress();
    await invite(leaving, 'brand_admin', own);
    await accept({ token: await app.linkToken(leaving), ...newcomer });
    const { user, accessToken } = (await app.browser().login(leaving, newcomer.password)).body;
    const [friend, colleague] = [newAddress(), newAddress()];
    await invite(friend, 'brand_admin', { ...own, staffToken: accessToken });
    await invite(colleague, 'brand_user', own);
    await app.request(method, path(`members/${user.id}`, own), { token: own.staffToken, ...(body && { body }) });
    assert.equal((await accept({ token: await app.linkToken(friend), ...newcomer })).body.code, 'link-invalid', method);
    const { items } = (await app.request('GET', path('audit?action=invitation.revoked', own), { token: own.staffToken })).body;
    assert.deepEqual(items[0].data, { email: friend });
    assert.equal((await accept({ token: await app.linkToken(colleague), ...newcomer })).status, 200, 'those of others stay');
  }
});

test('keeps the last administrator, also when two leave at once', async () => {
  const own = await app.brand('Two of us');
  const [first] = (await app.request('GET', path('members', own), { token: own.staffToken })).body.items;
  const change = (userId: string, token: string) =>
    app.request('PATCH', path(`members/${userId}`, own), { token, body: { role: 'brand_user' } });
  assert.deepEqual((await change(first.userId, own.staffToken)).body.code, 'conflict');
  assert.equal((await app.request('DELETE', path(`members/${first.userId}`, own), { token: own.staffToken })).body.code, 'conflict');
  const second = await own.member('brand_admin');
  const both = await Promise.all([change(first.userId, own.staffToken), change(second.userId, second.token)]);
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 409]));
  assert.equal((await app.deps.db('memberships').where({ brand_id: own.brandId, role: 'brand_admin' })).length, 1);
});
