import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refreshCookie, refreshCookieName } from './cookies.js';
import { hashSecret } from './one-time.js';
import { clientOf, endSessions, pruneSessions, rotate, startSession } from './staff-sessions.js';
import { newAddress, PASSWORD, startAccountApp, type AccountApp, type Browser } from './testing.js';
import { createUser } from './users.js';

let app: AccountApp;
before(async () => {
  app = await startAccountApp();
});
after(() => app.close());

const COOKIE = 'luneo_refresh';
const me = (token: string) => app.request('GET', '/v1/auth/me', { token });
const cookieOf = (browser: Browser) => browser.cookies.get(COOKIE)!;
const withCookie = (value: string, userAgent = 'test browser') => {
  const browser = app.browser(userAgent);
  browser.cookies.set(COOKIE, value);
  return browser;
};
const age = (token: string, ms: number) =>
  app.deps
    .db('refresh_tokens')
    .where({ hash: hashSecret(token) })
    .update({ used_at: new Date(Date.now() - ms).toISOString() });

test('gives a page a new access token for its cookie, and the cookie a successor each time', async () => {
  const { browser, brandId } = await app.register();
  const seen = new Set([cookieOf(browser)]);
  for (let i = 0; i < 3; i++) {
    const reply = await browser.refresh();
    assert.equal(reply.status, 200);
    assert.equal(reply.body.user.brandId, brandId);
    assert.equal((await me(reply.body.accessToken)).status, 200);
    seen.add(cookieOf(browser));
  }
  assert.equal(seen.size, 4);
});

test('the cookie is out of reach of scripts, other sites and other hosts', () => {
  const config = { env: 'production', publicUrl: 'https://api.example.com' } as const;
  assert.equal(refreshCookieName(config), '__Host-luneo_refresh');
  const line = refreshCookie(config, 'abc');
  for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict', `Max-Age=${7 * 86_400}`])
    assert.ok(line.split('; ').includes(part), part);
  assert.doesNotMatch(line, /Domain/);
  assert.match(refreshCookie({ env: 'production', publicUrl: 'http://api.internal' }, 'abc'), /^__Host-.*Secure/);
});

test('a replayed token ends the whole family, the newest one too, and the owner is told', async () => {
  const { browser, email } = await app.register();
  const stolen = cookieOf(browser);
  await browser.refresh();
  const { body } = await browser.refresh();
  await age(stolen, 11_000);
  const thief = await withCookie(stolen, 'thief').refresh();
  assert.deepEqual([thief.status, thief.body.code], [401, 'session-ended']);
  assert.match(thief.headers.getSetCookie()[0]!, /Max-Age=0/);
  assert.equal((await me(body.accessToken)).body.code, 'session-ended');
  assert.equal((await browser.refresh()).body.code, 'session-ended');
  assert.match((await app.mails(email)).at(-1)!.text, /second time/);
});

test('an answer that was lost costs nobody the session, however late the next call comes', async () => {
  const { browser } = await app.register();
  for (let lost = 0; lost < 3; lost++) {
    const kept = cookieOf(browser);
    assert.equal((await withCookie(kept).refresh()).status, 200);
    await age(kept, 3_600_000);
  }
  const { status, body } = await browser.refresh();
  assert.deepEqual([status, (await me(body.accessToken)).status], [200, 200]);
  assert.equal((await browser.refresh()).status, 200, 'and the session goes on');
});

test('of several successors one is good: the use of a second, or of their predecessor, ends the session', async () => {
  for (const late of ['sibling', 'predecessor']) {
    const { browser } = await app.register();
    const predecessor = cookieOf(browser);
    const thief = withCookie(predecessor);
    await thief.refresh();
    await age(predecessor, 11_000);
    assert.equal((await browser.refresh()).status, 200);
    assert.equal((await browser.refresh()).status, 200);
    assert.equal((await (late === 'sibling' ? thief : withCookie(predecessor)).refresh()).body.code, 'session-ended');
    assert.equal((await browser.refresh()).body.code, 'session-ended');
  }
});

test('two successors that are used at the same moment end the session', async () => {
  const { browser } = await app.register();
  const predecessor = cookieOf(browser);
  const [one, two] = [withCookie(predecessor), withCookie(predecessor)];
  await one.refresh();
  await age(predecessor, 11_000);
  await two.refresh();
  const codes = (await Promise.all([one.refresh(), two.refresh()])).map(({ body }) => body.code ?? 'none');
  assert.deepEqual(new Set(codes), new Set(['none', 'session-ended']));
});

test('answers are not lost for ever: a token has ten successors at most', async () => {
  const { browser } = await app.register();
  const kept = cookieOf(browser);
  for (let n = 0; n < 10; n++) {
    assert.equal((await withCookie(kept).refresh()).status, 200);
    await age(kept, 11_000);
  }
  assert.equal((await withCookie(kept).refresh()).body.code, 'session-ended');
});

test('a thief who comes first is found out when both go on', async () => {
  const { browser } = await app.register();
  const stolen = withCookie(cookieOf(browser), 'thief');
  const first = await stolen.refresh();
  assert.equal(first.status, 200);
  const owner = await browser.refresh();
  assert.deepEqual([owner.status, owner.body.code], [200, undefined]);
  assert.equal((await stolen.refresh()).status, 200);
  await age(cookieOf(browser), 11_000);
  assert.equal((await browser.refresh()).body.code, 'session-ended');
  assert.equal((await stolen.refresh()).body.code, 'session-ended');
  assert.equal((await me(first.body.accessToken)).body.code, 'session-ended');
});

test('two tabs may refresh at once: one gets the successor, the other an access token only', async () => {
  const { browser } = await app.register();
  const value = cookieOf(browser);
  const tabs = [withCookie(value), withCookie(value), withCookie(value)];
  const replies = await Promise.all(tabs.map((tab) => tab.refresh()));
  assert.deepEqual(
    replies.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(replies.filter(({ headers }) => headers.getSetCookie().length > 0).length, 1);
  const successor = tabs.find((tab) => cookieOf(tab) !== value)!;
  assert.equal((await successor.refresh()).status, 200);
});

test('the moments of grace are for the same browser only', async () => {
  const { browser } = await app.register();
  const value = cookieOf(browser);
  await browser.refresh();
  assert.equal((await withCookie(value, 'another browser').refresh()).body.code, 'session-ended');
  assert.equal((await browser.refresh()).body.code, 'session-ended');
});

test('knows no token that was invented, cut, or sent twice', async () => {
  const { browser } = await app.register();
  const value = cookieOf(browser);
  for (const wrong of ['x'.repeat(43), value.slice(0, -1), `${value}x`, value.toUpperCase()])
    assert.equal((await withCookie(wrong).refresh()).body.code, 'unauthenticated');
  const twice = await app.request('POST', '/v1/auth/refresh', {
    body: {},
    headers: { cookie: `${COOKIE}=evil; ${COOKIE}=${value}`, 'luneo-csrf': '1', 'user-agent': 'test browser' },
  });
  assert.equal(twice.body.code, 'unauthenticated');
  assert.equal((await browser.refresh()).status, 200);
});

test('a token lives seven days, a session ninety, however often it is used', async () => {
  const { db } = app.deps;
  const { id: userId } = await createUser(db, { brandId: null, email: newAddress(), name: 'Old', role: 'brand_user', password: null });
  const client = { ip: '127.0.0.1', userAgent: 'clock' };
  const day = 86_400_000;
  const start = Date.now() - 100 * day;
  const idle = await startSession(db, client, { userId, brandId: null }, start);
  assert.deepEqual(await rotate(db, client, idle.refreshToken, start + 7 * day + 1), { refused: 'expired', session: idle.session });
  const busy = await startSession(db, client, { userId, brandId: null }, start);
  let token = busy.refreshToken;
  for (let at = start + 6 * day; at < start + 90 * day; at += 6 * day) {
    const next = await rotate(db, client, token, at);
    assert.ok('refreshToken' in next && next.refreshToken);
    token = next.refreshToken;
  }
  const late = await rotate(db, client, token, start + 90 * day);
  assert.ok('refused' in late && late.refused === 'expired');
});

test('asks for the header that other sites cannot send, and for our own origin', async () => {
  const { browser } = await app.register();
  const refused = await browser.refresh({}, { 'luneo-csrf': '' });
  assert.equal(refused.status, 403);
  const foreign = await browser.refresh({}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
  assert.deepEqual([foreign.status, foreign.body.code], [403, 'origin-not-allowed']);
  assert.equal((await browser.refresh({}, { origin: app.deps.config.publicUrl, 'sec-fetch-site': 'same-origin' })).status, 200);
  assert.equal((await browser.request('POST', '/v1/auth/logout', {}, { headers: { 'luneo-csrf': '' } })).status, 403);
  assert.equal((await browser.refresh()).status, 200);
});

test('signing out ends the session at once, here or everywhere', async () => {
  const { browser, email, token } = await app.register();
  const phone = app.browser('phone');
  const { body: onPhone } = await phone.login(email, PASSWORD);
  const out = await browser.request('POST', '/v1/auth/logout', {});
  assert.equal(out.status, 204);
  assert.equal(browser.cookies.size, 0);
  assert.equal((await me(token)).body.code, 'session-ended');
  assert.equal((await me(onPhone.accessToken)).status, 200);
  const laptop = app.browser();
  const { body: onLaptop } = await laptop.login(email, PASSWORD);
  assert.equal((await phone.request('POST', '/v1/auth/logout', { everywhere: true })).status, 204);
  for (const ended of [onPhone.accessToken, onLaptop.accessToken]) assert.equal((await me(ended)).body.code, 'session-ended');
  assert.equal((await laptop.refresh()).body.code, 'session-ended');
});

test('a cookie of a session that is over signs nobody out everywhere', async () => {
  const { browser, email } = await app.register();
  const old = withCookie(cookieOf(browser));
  await browser.request('POST', '/v1/auth/logout', {});
  const { body } = await app.browser().login(email, PASSWORD);
  await old.request('POST', '/v1/auth/logout', { everywhere: true });
  assert.equal((await me(body.accessToken)).status, 200);
});

test('lists the sessions of the account and ends one; not those of others', async () => {
  const { email, token } = await app.register();
  const stranger = await app.register();
  const phone = await app.browser('phone').login(email, PASSWORD);
  const { body } = await app.request('GET', '/v1/auth/sessions', { token });
  assert.deepEqual(body.items.map((item: { userAgent: string }) => item.userAgent).toSorted(), ['phone', 'test browser']);
  const other = body.items.find((item: { isCurrent: boolean }) => !item.isCurrent);
  const end = (as: string) => app.request('DELETE', `/v1/auth/sessions/${other.id}`, { token: as });
  assert.equal((await end(stranger.token)).status, 404);
  assert.equal((await me(phone.body.accessToken)).status, 200);
  assert.equal((await end(token)).status, 204);
  assert.equal((await me(phone.body.accessToken)).body.code, 'session-ended');
  assert.equal((await end(token)).status, 404);
});

test('an access token of a session that another process ended stops within seconds', async () => {
  const { token } = await app.register();
  assert.equal((await me(token)).status, 200);
  const { db } = app.deps;
  await endSessions(db, { user_id: (await me(token)).body.id }, 'ended');
  const realNow = Date.now;
  Date.now = () => realNow() + 3_001;
  try {
    assert.equal((await me(token)).body.code, 'session-ended');
  } finally {
    Date.now = realNow;
  }
});

test('goes on for another brand of the account, never for a stranger one', async () => {
  const first = await app.register();
  const second = await app.register();
  const { db } = app.deps;
  const user = await db('users').where({ email: first.email }).first();
  await db('memberships').insert({ brand_id: second.brandId, user_id: user.id, role: 'brand_user', created_at: new Date().toISOString() });
  const stranger = await app.register();
  assert.equal((await first.browser.refresh({ brandId: stranger.brandId })).body.code, 'not-found');
  const { body } = await first.browser.refresh({ brandId: second.brandId });
  assert.deepEqual([body.user.brandId, body.user.role], [second.brandId, 'brand_user']);
  assert.equal((await app.request('GET', `/v1/brands/${second.brandId}`, { token: body.accessToken })).status, 200);
  assert.equal((await app.request('GET', `/v1/brands/${first.brandId}`, { token: body.accessToken })).status, 404);
  assert.equal((await app.request('GET', `/v1/brands/${first.brandId}`, { token: first.token })).status, 200);
  assert.equal((await app.browser().login(first.email, PASSWORD)).body.user.brandId, second.brandId);
  assert.equal((await app.browser().login(first.email, PASSWORD, { brandId: first.brandId })).body.user.role, 'brand_admin');
  assert.equal((await app.browser().login(first.email, PASSWORD, { brandId: stranger.brandId })).body.code, 'not-found');
});

test('an account without a brand may sign in and do nothing', async () => {
  const email = newAddress();
  await createUser(app.deps.db, { brandId: null, email, name: 'Nobody', role: 'brand_user', password: PASSWORD });
  const { body } = await app.browser().login(email, PASSWORD);
  assert.equal(body.user.brandId, null);
  assert.equal((await me(body.accessToken)).status, 200);
  for (const path of ['/v1/designs', '/v1/orders', '/v1/products'])
    assert.equal((await app.request('GET', path, { token: body.accessToken })).status, 403, path);
});

test('cuts a long user agent and keeps an address as one', () => {
  const request = { headers: { 'user-agent': 'x'.repeat(5_000) }, ip: '127.0.0.1' };
  assert.deepEqual(clientOf(request as never), { ip: '127.0.0.1', userAgent: 'x'.repeat(200) });
});

test('forgets sessions long after their end, with their tokens, and no other', async () => {
  const { db } = app.deps;
  const { id: userId } = await createUser(db, { brandId: null, email: newAddress(), name: 'Old', role: 'brand_user', password: null });
  const client = { ip: '127.0.0.1', userAgent: 'clock' };
  const now = Date.now();
  const old = await startSession(db, client, { userId, brandId: null }, now - 60 * 86_400_000);
  const fresh = await startSession(db, client, { userId, brandId: null }, now);
  await pruneSessions(db, new Date(now - 30 * 86_400_000), new Date(now));
  assert.deepEqual(await rotate(db, client, old.refreshToken, now), { refused: 'unknown' });
  assert.ok('refreshToken' in (await rotate(db, client, fresh.refreshToken, now)));
});

test('programs, which keep no cookie, sign out by their access token', async () => {
  const { email } = await app.register();
  const { body } = await app.browser().login(email, PASSWORD);
  const out = (token: string) => app.browser().request('POST', '/v1/auth/logout', {}, { token });
  assert.equal((await out('a.b.c')).status, 204);
  assert.equal((await me(body.accessToken)).status, 200);
  assert.equal((await out(body.accessToken)).status, 204);
  assert.equal((await me(body.accessToken)).body.code, 'session-ended');
});

test('a brand that is refused costs nobody the session', async () => {
  const { browser, brandId } = await app.register();
  const stranger = await app.register();
  const before = cookieOf(browser);
  assert.equal((await browser.refresh({ brandId: stranger.brandId })).body.code, 'not-found');
  assert.equal(cookieOf(browser), before);
  const { status, body } = await browser.refresh();
  assert.deepEqual([status, body.user?.brandId], [200, brandId]);
  assert.notEqual(cookieOf(browser), before, 'the cookie has its successor');
});
