import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makePlatformAdmin } from './platform-admin.js';
import { newAddress, startAccountApp, type AccountApp } from './testing.js';

let app: AccountApp;
before(async () => {
  app = await startAccountApp();
});
after(() => app.close());

test('the installation makes a platform administrator, who sees each brand that they name', async () => {
  const brand = await app.brand();
  const email = newAddress();
  const password = await makePlatformAdmin(app.deps.db, email, 'Platform');
  const { body } = await app.browser().login(email, password);
  assert.deepEqual([body.user.role, body.user.brandId], ['platform_admin', null]);
  const token = body.accessToken;
  assert.equal((await app.request('GET', `/v1/brands/${brand.brandId}`, { token })).status, 200);
  assert.equal((await app.request('GET', `/v1/brands/${brand.brandId}/audit`, { token })).status, 200);
  assert.equal((await app.request('GET', '/v1/designs', { token })).status, 403);
});

test('takes no address that has an account, and none that is none', async () => {
  const { email, browser, password } = await app.register();
  await assert.rejects(makePlatformAdmin(app.deps.db, email.toUpperCase(), 'Platform'), /has an account/);
  assert.equal((await browser.login(email, password)).body.user.role, 'brand_admin');
  for (const wrong of ['', 'nobody', 'a@b\n.cd'])
    await assert.rejects(makePlatformAdmin(app.deps.db, wrong, 'Platform'), /needs an e-mail/);
  await assert.rejects(makePlatformAdmin(app.deps.db, newAddress(), ''), /needs an e-mail/);
});
