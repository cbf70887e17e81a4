import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generate } from 'otplib';
import { Luneo, LuneoError, type TokenStorage } from '@luneo/sdk';
import { LuneoAdmin } from '@luneo/sdk/admin.js';
import type { TestBrand } from '../testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';
import { newAddress, PASSWORD, startAccountApp, type AccountApp } from './testing.js';

/** The published client against the real application: what one promises, the other keeps. */
let app: AccountApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
before(async () => {
  app = await startAccountApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
});
after(() => app.close());

const isError = (code: string) => (error: unknown) => error instanceof LuneoError && error.code === code;

/** A page of the admin: its fetch keeps cookies for calls that include credentials, as browsers do. */
function page(): { admin: LuneoAdmin; reload: () => LuneoAdmin; calls: string[]; expire: () => void } {
  const jar = new Map<string, string>();
  const calls: string[] = [];
  let isExpired = false;
  const send: typeof fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Origin', app.url);
    if (init.credentials === 'include') headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    calls.push(new URL(input as string).pathname);
    if (isExpired && headers.has('Authorization')) {
      isExpired = false;
      return Response.json({ code: 'token-expired', status: 401, title: '', type: '', detail: '', requestId: 'r' }, { status: 401 });
    }
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) jar.set(name!, value);
      else jar.delete(name!);
    }
    return response;
  };
  const open = () => new LuneoAdmin({ apiUrl: app.url, fetch: send });
  return { admin: open(), reload: open, calls, expire: () => (isExpired = true) };
}

test('staff register, confirm, sign in, come back after a reload and sign out', async () => {
  const email = newAddress();
  const { admin, reload } = page();
  await admin.auth.register({ brandName: 'Maison', name: 'Ana', email, password: PASSWORD });
  await admin.auth.resendVerification(email);
  assert.deepEqual(await admin.auth.verify(await app.linkToken(email)), { email });
  const { user } = await admin.auth.login(email, PASSWORD);
  assert.equal((await admin.auth.me()).brands[0]!.id, user.brandId);
  assert.equal((await admin.brands.get(user.brandId!)).status, 'verified');
  assert.equal((await admin.brands.update(user.brandId!, { shopUrl: 'https://shop.example', status: 'active' })).status, 'active');
  const after = reload();
  assert.equal((await after.auth.resume())?.user.email, email);
  assert.equal((await after.auth.sessions()).items.length, 1);
  await after.auth.logout();
  assert.equal(await after.auth.resume(), null);
  await assert.rejects(admin.auth.me(), isError('session-ended'));
});

test('a call with an expired token goes on with a new one; calls at once wait for the same one', async () => {
  const { email } = await app.register();
  const { admin, calls, expire } = page();
  const { user } = await admin.auth.login(email, PASSWORD);
  expire();
  calls.length = 0;
  assert.equal((await admin.brands.get(user.brandId!)).id, user.brandId);
  assert.deepEqual(calls, [`/v1/brands/${user.brandId}`, '/v1/auth/refresh', `/v1/brands/${user.brandId}`]);
  const before = calls.length;
  await Promise.all([admin.auth.resume(), admin.auth.resume(), admin.auth.resume()]);
  assert.equal(calls.length - before, 1);
});

test('who goes on for another brand gets that brand, also while a call renews the session for this one', async () => {
  const { email } = await app.register();
  const { admin } = page();
  const { user } = await admin.auth.login(email, PASSWORD);
  const { brandId } = await app.brand('Another');
  await app.deps
    .db('memberships')
    .insert({ brand_id: brandId, user_id: user.id, role: 'brand_user', created_at: new Date().toISOString() });
  const [, reply] = await Promise.all([admin.auth.resume(), admin.auth.resume(brandId)]);
  assert.equal(reply?.user.brandId, brandId);
  assert.equal((await admin.auth.me()).brandId, brandId);
});

test('invites, changes roles, removes, and reads of it in the audit log', async () => {
  const owner = await app.register();
  const { admin } = page();
  await admin.auth.login(owner.email, PASSWORD);
  const guest = newAddress();
  const invitation = await admin.team.invite(owner.brandId, { email: guest, role: 'brand_user' });
  assert.deepEqual((await admin.team.invitations(owner.brandId)).items, [invitation]);
  const token = await app.linkToken(guest);
  const other = page().admin;
  assert.equal((await other.auth.readInvitation(token)).hasAccount, false);
  await other.auth.acceptInvitation({ token, name: 'Bo', password: 'bo likes rainy days' });
  const bo = (await admin.team.list(owner.brandId)).items.find(({ email }) => email === guest)!;
  assert.equal((await admin.team.setRole(owner.brandId, bo.userId, 'fabricator')).role, 'fabricator');
  await admin.team.remove(owner.brandId, bo.userId);
  const second = await admin.team.invite(owner.brandId, { email: newAddress(), role: 'brand_user' });
  await admin.team.revokeInvitation(owner.brandId, second.id);
  const { items } = await admin.audit.list(owner.brandId, { action: 'member.*', limit: 10 });
  assert.deepEqual(
    items.map(({ action }) => action),
    ['member.invited', 'member.removed', 'member.role_changed', 'member.joined', 'member.invited'],
  );
});

test('second factor and passwords from end to end', async () => {
  const { email } = await app.register();
  const { admin } = page();
  await admin.auth.login(email, PASSWORD);
  const { secret } = await admin.auth.beginTotp(PASSWORD);
  const { recoveryCodes } = await admin.auth.confirmTotp(await generate({ secret }));
  await assert.rejects(page().admin.auth.login(email, PASSWORD), isError('second-factor-required'));
  const phone = page().admin;
  await phone.auth.login(email, PASSWORD, { code: recoveryCodes[0] });
  const session = (await admin.auth.sessions()).items.find(({ isCurrent }) => !isCurrent)!;
  await admin.auth.endSession(session.id);
  await admin.auth.disableTotp({ code: recoveryCodes[1]! });
  await admin.auth.changePassword(PASSWORD, 'a new long password');
  await admin.auth.forgotPassword(email);
  await admin.auth.resetPassword(await app.linkToken(email), 'yet another password');
  await assert.rejects(admin.auth.login(email, 'a new long password'), isError('invalid-credentials'));
  await admin.auth.login(email, 'yet another password');
});

test('a shopper keeps their designs on another device, and both tabs of the first one go on', async () => {
  const kept = new Map<string, string>();
  const storage: TokenStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  const shop = (where: TokenStorage | null) => new Luneo({ apiUrl: app.url, publishableKey: brand.publishableKey, storage: where });
  const [tab, otherTab] = [shop(storage), shop(storage)];
  const design = await tab.designs.create({ productId: catalogue.product.id });
  assert.equal((await otherTab.designs.list()).items.length, 1);
  const email = newAddress();
  await tab.sessions.email(email);
  const code = /^\d{6}$/m.exec((await app.mails(email)).at(-1)!.text)![0];
  await assert.rejects(tab.sessions.confirm(email, code === '000000' ? '000001' : '000000'), isError('link-invalid'));
  await tab.sessions.confirm(email, code);
  assert.equal((await tab.designs.get(design.id)).id, design.id);
  assert.equal((await otherTab.designs.get(design.id)).id, design.id);
  const phone = shop(null);
  await phone.sessions.email(email);
  await phone.sessions.confirm(email, /^\d{6}$/m.exec((await app.mails(email)).at(-1)!.text)![0]);
  assert.equal((await phone.designs.get(design.id)).id, design.id);
});

test("a merchant's server hands its customer a session", async () => {
  const server = new LuneoAdmin({ apiUrl: app.url, secretKey: brand.secretKey });
  const guest = await new Luneo({ apiUrl: app.url, publishableKey: brand.publishableKey, storage: null }).sessions.create();
  const { token } = await server.customers.session('4711', { guestToken: guest.token });
  const luneo = new Luneo({ apiUrl: app.url, token });
  assert.deepEqual((await luneo.designs.list()).items, []);
});
