import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSession } from '../auth/staff-sessions.js';
import { signToken } from '../auth/tokens.js';
import { createUser } from '../auth/users.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';

let app: TestApp;
before(async () => {
  app = await startTestApp();
  app.deps.config.stripe.sandbox = false;
});
after(() => app.close());

const path = ({ brandId }: TestBrand): string => `/v1/brands/${brandId}/commerce`;
async function put(brand: TestBrand, change: object, token = brand.staffToken) {
  const { brandId: _b, updatedAt: _u, platformFeePercent: _p, ...input } = (await app.request('GET', path(brand), { token })).body;
  return app.request('PUT', path(brand), { token, body: { ...input, ...change } });
}
async function platform(): Promise<string> {
  const { db, config } = app.deps;
  const account = { brandId: null, email: 'platform@example.com', name: 'Platform', role: 'platform_admin', password: null } as const;
  const { id: userId } = await createUser(db, account);
  const { session } = await startSession(db, { ip: '127.0.0.1', userAgent: 'test' }, { userId, brandId: null });
  const expiresAt = Math.floor(Date.now() / 1000) + 900;
  return signToken(config.secret, { kind: 'staff', userId, sessionId: session.id, brandId: null, expiresAt });
}

test("only the platform says which Stripe account is a brand's; its staff keep or clear it", async () => {
  const [brand, other] = [await app.brand(), await app.brand()];
  const token = await platform();
  const typed = await put(brand, { stripeAccountId: 'acct_other' });
  assert.deepEqual([typed.status, typed.body.code, typed.body.errors[0].path], [403, 'forbidden', 'body.stripeAccountId']);
  assert.equal((await put(brand, { stripeAccountId: 'acct_own' }, token)).status, 200);
  const kept = await put(brand, { addressRequired: true });
  assert.deepEqual([kept.status, kept.body.stripeAccountId, kept.body.addressRequired], [200, 'acct_own', true]);
  assert.equal((await put(brand, { stripeAccountId: 'acct_another' })).status, 403);
  assert.deepEqual([(await put(other, { stripeAccountId: 'acct_own' }, token)).body.code], ['conflict']);
  assert.equal((await put(brand, { stripeAccountId: null })).body.stripeAccountId, null);
  assert.equal((await put(brand, { stripeAccountId: 'acct_own' })).status, 403, 'not even the one that it had');
  assert.equal((await put(other, { stripeAccountId: 'acct_own' })).status, 403, 'nor anybody else');
});
