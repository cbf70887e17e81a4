import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createGuardedFetch } from '../../guarded-fetch.js';
import { startTestApp, type TestApp, type TestBrand } from '../../testing.js';
import { unseal, seal } from '../../seal.js';
import { invite } from '../../team/invitations.js';
import { startGithub, startIssuer, TestBrowser, type TestIssuer } from './testing.js';

let app: TestApp;
let brand: TestBrand;
let acme: Awaited<ReturnType<typeof startIssuer>>;
let other: Awaited<ReturnType<typeof startIssuer>>;
let github: Awaited<ReturnType<typeof startGithub>>;

before(async () => {
  [acme, other, github] = await Promise.all([startIssuer(), startIssuer(), startGithub()]);
  app = await startTestApp(({ config }) => {
    config.oauth = [
      { id: 'acme', name: 'Acme', kind: 'oidc', ...acme.config },
      { id: 'other', name: 'Other', kind: 'oidc', ...other.config },
      { id: 'github', name: 'GitHub', kind: 'github', ...github.config },
      { id: 'gone', name: 'Gone', kind: 'oidc', ...acme.config, issuer: 'http://127.0.0.1:9' },
      { id: 'inside', name: 'Inside', kind: 'oidc', ...acme.config, issuer: acme.url.replace('127.0.0.1', 'localhost') },
    ];
    const allowHosts = [acme, other, github].map(({ url }) => new URL(url).host);
    return { fetch: createGuardedFetch({ allowHosts }) };
  });
  for (const [id, issuer] of Object.entries({ acme, other })) issuer.register(`${app.url}/v1/auth/oauth/${id}/callback`);
  brand = await app.brand();
});
after(async () => {
  await app.close();
  await Promise.all([acme, other, github].map((one) => one.close()));
});

const HEADERS = { 'content-type': 'application/json', 'luneo-csrf': '1', 'sec-fetch-site': 'same-origin' };
const CALLBACK = /\/v1\/auth\/oauth\/\w+\/callback/;

async function post(browser: TestBrowser, path: string, body: unknown = {}, token?: string) {
  const headers = { ...HEADERS, origin: app.url, ...(token && { authorization: `Bearer ${token}` }) };
  const response = await browser.fetch(app.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

/** Goes to the provider and back, up to the address of the answer. */
async function answerOf(
  browser: TestBrowser,
  provider: string,
  body: object = {},
  how: 'start' | 'link' = 'start',
  token?: string,
): Promise<string> {
  const started = await post(browser, `/v1/auth/oauth/${provider}/${how}`, body, token);
  assert.equal(started.status, 200, JSON.stringify(started.body));
  return browser.follow(started.body.url, CALLBACK);
}

async function arrive(browser: TestBrowser, answer: string) {
  const response = await browser.fetch(answer);
  const location = response.headers.get('location');
  const text = await response.text();
  return {
    status: response.status,
    page: location === null ? null : new URL(location),
    result: location === null ? null : new URL(location).searchParams,
    body: text ? JSON.parse(text) : null,
  };
}

const isSignedIn = async (browser: TestBrowser): Promise<boolean> => (await post(browser, '/v1/auth/refresh')).status === 200;
const person = (issuer: TestIssuer, name: string, email = `${name}@example.com`) =>
  (issuer.account = { sub: /^\d+$/.test(name) ? name : `sub-${name}`, email });
const linked = (sub: string) => app.deps.db('identities').where({ subject: sub });

async function linkTo(of: TestBrand, issuer: TestIssuer, provider: string, name: string) {
  person(issuer, name);
  const browser = new TestBrowser();
  const answer = await answerOf(browser, provider, { password: of.staff.password }, 'link', of.staffToken);
  return arrive(browser, answer);
}

/** The token of an invitation, as the mail carries it. */
async function invitationFor(of: TestBrand, email: string): Promise<string> {
  const { db } = app.deps;
  return (await db.transaction((tx) => invite(tx, { ...of.scope, via: 'staff', mode: 'test' }, { email, role: 'brand_user' }))).token;
}

test('links a provider to the account that is signed in, and signs in with it from then on', async () => {
  const made = await linkTo(brand, acme, 'acme', 'linda');
  assert.deepEqual([made.status, made.result!.get('oauth')], [303, 'linked']);
  const browser = new TestBrowser();
  const back = await arrive(browser, await answerOf(browser, 'acme', { returnTo: '/admin/orders?page=2' }));
  assert.equal(back.page!.href, `${app.url}/admin/orders?page=2&oauth=signed-in`);
  const refreshed = await post(browser, '/v1/auth/refresh');
  assert.deepEqual([refreshed.status, refreshed.body.user.email], [200, brand.staff.email]);
  const actions = await app.deps.db('audit_log').where({ brand_id: brand.brandId }).pluck('action');
  assert.ok(actions.includes('identity.linked') && actions.includes('session.started'));
});

test('signs in with GitHub by its numeric id', async () => {
  assert.equal((await linkTo(brand, github, 'github', '4711')).result!.get('oauth'), 'linked');
  const browser = new TestBrowser();
  assert.equal((await arrive(browser, await answerOf(browser, 'github'))).result!.get('oauth'), 'signed-in');
  person(github, '4712', brand.staff.email);
  const stranger = new TestBrowser();
  assert.equal((await arrive(stranger, await answerOf(stranger, 'github'))).result!.get('oauth_error'), 'identity-not-linked');
});

test('never links by e-mail alone, not even by one that the provider has verified', async () => {
  const victim = await app.brand('Victim');
  person(acme, 'thief', victim.staff.email);
  const browser = new TestBrowser();
  const back = await arrive(browser, await answerOf(browser, 'acme'));
  assert.deepEqual([back.status, back.result!.get('oauth_error')], [303, 'identity-not-linked']);
  assert.equal(await isSignedIn(browser), false);
  assert.equal((await linked('sub-thief')).length, 0);
});

test('refuses an answer with another state, without the cookie, and in another browser', async () => {
  person(acme, 'linda');
  const browser = new TestBrowser();
  const answer = new URL(await answerOf(browser, 'acme'));
  const stranger = await arrive(new TestBrowser(), answer.href);
  assert.deepEqual([stranger.status, stranger.body.code], [401, 'sign-in-failed']);
  const state = answer.searchParams.get('state')!;
  answer.searchParams.set('state', `${state}x`);
  const wrong = await arrive(browser, answer.href);
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'sign-in-failed']);
  answer.searchParams.delete('state');
  assert.equal((await arrive(browser, answer.href)).status, 401);
  assert.equal(await isSignedIn(browser), false);
});

test('refuses an answer that comes a second time, even with its cookie', async () => {
  person(acme, 'linda');
  const browser = new TestBrowser();
  const answer = await answerOf(browser, 'acme');
  const cookie = `luneo_oauth=${browser.cookie(app.url, 'luneo_oauth')}`;
  assert.equal((await arrive(browser, answer)).result!.get('oauth'), 'signed-in');
  const again = new TestBrowser();
  again.set(app.url, cookie);
  assert.equal((await arrive(again, answer)).result!.get('oauth_error'), 'sign-in-failed');
  assert.equal(await isSignedIn(again), false);
});

test('refuses a code that was given to another browser', async () => {
  person(acme, 'linda');
  const stolen = new URL(await answerOf(new TestBrowser(), 'acme')).searchParams.get('code')!;
  person(acme, 'thief');
  const thief = new TestBrowser();
  const answer = new URL(await answerOf(thief, 'acme'));
  answer.searchParams.set('code', stolen);
  assert.equal((await arrive(thief, answer.href)).result!.get('oauth_error'), 'sign-in-failed');
  assert.equal(await isSignedIn(thief), false);
});

test('refuses an ID token with another nonce', async () => {
  person(acme, 'linda');
  const browser = new TestBrowser();
  const answer = await answerOf(browser, 'acme');
  const { secret } = app.deps.config;
  const state = JSON.parse(unseal(secret, 'oauth-state', browser.cookie(app.url, 'luneo_oauth')!));
  state.challenge.nonce = 'another';
  browser.set(app.url, `luneo_oauth=${seal(secret, 'oauth-state', JSON.stringify(state))}`);
  assert.equal((await arrive(browser, answer)).result!.get('oauth_error'), 'sign-in-failed');
});

test('refuses an answer of another issuer, and one that comes to the callback of another', async () => {
  person(acme, 'linda');
  const mixed = new TestBrowser();
  const foreign = new URL(await answerOf(mixed, 'acme'));
  assert.equal(foreign.searchParams.get('iss'), acme.url);
  foreign.searchParams.set('iss', other.url);
  assert.equal((await arrive(mixed, foreign.href)).result!.get('oauth_error'), 'sign-in-failed');
  const astray = new TestBrowser();
  const answer = await answerOf(astray, 'acme');
  const refused = await arrive(astray, answer.replace('/acme/', '/other/'));
  assert.deepEqual([refused.status, refused.body.code], [401, 'sign-in-failed']);
  person(other, 'linda');
  const namesake = new TestBrowser();
  assert.equal((await arrive(namesake, await answerOf(namesake, 'other'))).result!.get('oauth_error'), 'identity-not-linked');
});

test('says when somebody cancelled at the provider', async () => {
  const browser = new TestBrowser();
  const started = await post(browser, '/v1/auth/oauth/acme/start');
  const state = new URL(started.body.url).searchParams.get('state')!;
  const query = new URLSearchParams({ error: 'access_denied', state, iss: acme.url });
  const back = await arrive(browser, `${app.url}/v1/auth/oauth/acme/callback?${query}`);
  assert.deepEqual([back.page!.pathname, back.result!.get('oauth_error')], ['/admin/', 'sign-in-failed']);
});

test('returns to pages of the admin only', async () => {
  for (const returnTo of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/admin\\..\\',
    'javascript:alert(1)',
    '',
    '/\t/evil.example',
  ]) {
    const reply = await post(new TestBrowser(), '/v1/auth/oauth/acme/start', { returnTo });
    assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], returnTo);
  }
});

test('asks for the second factor where the account has one', async () => {
  const careful = await app.brand('Careful');
  await linkTo(careful, acme, 'acme', 'carla');
  const begun = await app.request('POST', '/v1/auth/totp', { token: careful.staffToken, body: { password: careful.staff.password } });
  const { generate } = await import('otplib');
  const code = await generate({ secret: begun.body.secret });
  const confirmed = await app.request('POST', '/v1/auth/totp/confirm', { token: careful.staffToken, body: { code } });
  assert.equal(confirmed.status, 200);
  person(acme, 'carla');
  const browser = new TestBrowser();
  assert.equal((await arrive(browser, await answerOf(browser, 'acme'))).result!.get('oauth'), 'second-factor');
  assert.equal(await isSignedIn(browser), false);
  assert.equal((await post(browser, '/v1/auth/oauth/second-factor', { code: '000000' })).body.code, 'invalid-credentials');
  const none = await post(new TestBrowser(), '/v1/auth/oauth/second-factor', { code: confirmed.body.recoveryCodes[0] });
  assert.deepEqual([none.status, none.body.code], [401, 'sign-in-failed']);
  const done = await post(browser, '/v1/auth/oauth/second-factor', { code: confirmed.body.recoveryCodes[0] });
  assert.deepEqual([done.status, done.body.user.email], [200, careful.staff.email]);
  assert.equal(await isSignedIn(browser), true);
});

test('links only with the password, and nothing that belongs to somebody else', async () => {
  const second = await app.brand('Second');
  const refused = await post(new TestBrowser(), '/v1/auth/oauth/acme/link', { password: 'wrong' }, second.staffToken);
  assert.deepEqual([refused.status, refused.body.code], [401, 'invalid-credentials']);
  const taken = await linkTo(second, acme, 'acme', 'linda');
  assert.equal(taken.result!.get('oauth_error'), 'conflict');
  assert.equal((await linked('sub-linda')).length, 1);
  assert.equal((await linkTo(second, acme, 'acme', 'sam')).result!.get('oauth'), 'linked');
  assert.equal((await linkTo(second, acme, 'acme', 'sams-second')).result!.get('oauth_error'), 'conflict');
});

test('makes the account of an invitation with a provider in place of a password', async () => {
  const inviting = await app.brand('Inviting');
  const invited = 'newcomer@example.com';
  const token = await invitationFor(inviting, invited);
  person(acme, 'nora', 'nora.elsewhere@example.com');
  const browser = new TestBrowser();
  const back = await arrive(browser, await answerOf(browser, 'acme', { invitation: token }));
  assert.equal(back.result!.get('oauth'), 'signed-in');
  const session = await post(browser, '/v1/auth/refresh');
  assert.deepEqual([session.body.user.email, session.body.user.brandId, session.body.user.role], [invited, inviting.brandId, 'brand_user']);
  const later = new TestBrowser();
  assert.equal((await arrive(later, await answerOf(later, 'acme'))).result!.get('oauth'), 'signed-in');
  const used = await post(new TestBrowser(), '/v1/auth/oauth/acme/start', { invitation: token });
  assert.equal(used.body.code, 'link-invalid');
});

test('joins no existing account by an invitation and a provider: its owner signs in and links', async () => {
  const inviting = await app.brand('Inviting too');
  const victim = await app.brand('Invited');
  const token = await invitationFor(inviting, victim.staff.email);
  person(acme, 'finder', victim.staff.email);
  const browser = new TestBrowser();
  assert.equal(
    (await arrive(browser, await answerOf(browser, 'acme', { invitation: token }))).result!.get('oauth_error'),
    'identity-not-linked',
  );
  assert.equal((await linked('sub-finder')).length, 0);
});

test('links nothing to an account whose address nobody has confirmed', async () => {
  const squatter = await app.brand('Squatter');
  await app.deps.db('users').where({ email: squatter.staff.email }).update({ email_verified_at: null });
  const refused = await post(new TestBrowser(), '/v1/auth/oauth/acme/link', { password: squatter.staff.password }, squatter.staffToken);
  assert.deepEqual([refused.status, refused.body.code], [409, 'conflict']);
});

test("shows and unlinks one's own providers only", async () => {
  const owner = await app.brand('Owner');
  await linkTo(owner, acme, 'acme', 'olga');
  const list = await app.request('GET', '/v1/auth/oauth/identities', { token: owner.staffToken });
  assert.deepEqual(
    list.body.items.map((one: { provider: string; label: string }) => [one.provider, one.label]),
    [['acme', 'olga@example.com']],
  );
  const path = `/v1/auth/oauth/identities/${list.body.items[0].id}`;
  assert.equal((await app.request('DELETE', path, { token: brand.staffToken })).status, 404);
  await app.deps.db('users').where({ email: owner.staff.email }).update({ password_hash: '-' });
  const only = await app.request('DELETE', path, { token: owner.staffToken });
  assert.deepEqual([only.status, only.body.code], [409, 'conflict']);
  await app.deps.db('users').where({ email: owner.staff.email }).update({ password_hash: 'x' });
  assert.equal((await app.request('DELETE', path, { token: owner.staffToken })).status, 204);
  assert.equal((await linked('sub-olga')).length, 0);
});

test('starts from pages of our own only', async () => {
  const start = (headers: Record<string, string>) => app.request('POST', '/v1/auth/oauth/acme/start', { body: {}, headers });
  assert.equal((await start({ 'luneo-csrf': '1', origin: 'https://evil.example' })).body.code, 'origin-not-allowed');
  assert.equal((await start({ 'luneo-csrf': '1', 'sec-fetch-site': 'cross-site' })).body.code, 'origin-not-allowed');
  assert.equal((await start({})).body.code, 'forbidden');
});

test('says when a provider is away, and calls none on this machine that is not allowed', async () => {
  for (const provider of ['gone', 'inside']) {
    const reply = await post(new TestBrowser(), `/v1/auth/oauth/${provider}/start`);
    assert.deepEqual([reply.status, reply.body.code], [502, 'provider-failed'], provider);
  }
  const unknown = await post(new TestBrowser(), '/v1/auth/oauth/nobody/start');
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'not-found']);
});
