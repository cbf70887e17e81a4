import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type Stripe from 'stripe';
import type { Onboarding, PaymentAccount } from '@luneo/sdk/contracts/commerce.js';
import { startTestShop, type TestShop } from '../orders/testing.js';
import { sweepAccounts } from './payment-accounts.js';

let shop: TestShop;
let path: string;
before(async () => {
  shop = await startTestShop();
  const { stripe } = shop.app.deps.config;
  stripe.connect = true;
  stripe.sandbox = false;
  path = `/v1/brands/${shop.brand.brandId}/payment-account`;
});
after(() => shop.close());

const account = async (): Promise<PaymentAccount> => (await shop.staff('GET', path)).body;
const onboard = (body: object = {}, token = shop.brand.staffToken) => shop.app.request('POST', `${path}/onboarding`, { token, body });
const begin = async (): Promise<Onboarding> => {
  const { status, body } = await onboard({ returnTo: '/settings/payments' });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const visit = async (url: string, method = 'GET') => {
  const answer = await fetch(url, { method, redirect: 'manual' });
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
};
const lastNews = async (): Promise<Stripe.Event> => (await shop.stripe().events.list({ type: 'account.updated' })).data[0]!;
const stored = () => shop.app.deps.db('payment_accounts');

test('a brand sets its own account up at Stripe, and takes live orders once Stripe says that it is ready', async () => {
  assert.deepEqual([(await account()).status, (await shop.liveOrder()).body.code], ['none', 'conflict']);
  const { token } = await shop.brand.member('brand_user');
  assert.equal((await onboard({}, token)).status, 403);
  for (const returnTo of ['//evil.example', 'https://evil.example', '/\\evil.example'])
    assert.equal((await onboard({ returnTo })).status, 400, returnTo);
  assert.deepEqual(await stored(), [], 'nothing was made');

  const links = await Promise.all([begin(), begin(), begin()]);
  const { accountId } = links[0]!;
  assert.deepEqual([...new Set(links.map((each) => each.accountId))], [accountId]);
  assert.equal(new Set(links.map(({ url }) => url)).size, 3);
  assert.equal((await stored()).length, 1);
  const made = await shop.stripe().accounts.retrieve(accountId);
  assert.deepEqual([made.metadata?.['brand_id'], made.business_profile?.name], [shop.brand.brandId, 'Atelier <Lune>']);
  const empty = await account();
  assert.deepEqual([empty.status, empty.accountId, empty.connectedBy, empty.chargesEnabled], ['setup', accountId, 'brand', false]);
  assert.ok(empty.requirements.includes('external_account'));
  const early = await shop.liveOrder();
  assert.deepEqual([early.status, early.body.code], [409, 'conflict']);
  assert.match(early.body.detail, /not ready/);

  const { url } = links[2]!;
  assert.match((await visit(url)).text, /Atelier &lt;Lune&gt; will take payments/);
  const home = `${shop.app.deps.config.adminUrl ?? shop.app.deps.config.publicUrl}/settings/payments`;
  assert.deepEqual((await visit(url, 'POST')).to, `${home}?onboarding=done`);
  assert.equal((await visit(url)).to, `${home}?onboarding=again`, 'a link is for one visit');
  assert.equal((await shop.liveOrder()).status, 409, 'nobody has told us yet');
  const event = await lastNews();
  assert.equal(event.account, accountId);
  for (let n = 0; n < 2; n++) assert.equal((await shop.deliver(event)).status, 200);
  const order = await shop.liveOrder();
  assert.deepEqual([order.status, order.body.payment?.stripeAccount], [201, accountId]);
  const ready = await account();
  assert.deepEqual([ready.status, ready.payoutsEnabled, ready.requirements], ['ready', true, []]);
});

test('an account that was cleared is connected again, not made anew; its staff may also name it', async () => {
  const { accountId } = await begin();
  for (const again of [() => shop.settings({ stripeAccountId: accountId }), begin]) {
    await shop.settings({ stripeAccountId: null });
    assert.equal((await account()).status, 'none');
    await again();
    assert.equal((await account()).accountId, accountId);
  }
  assert.equal((await stored()).length, 1);
  assert.equal((await shop.app.deps.db('audit_log').where({ action: 'payment_account.connected' })).length, 2);
});

test('an account that Stripe refuses or that has left takes no live orders, and comes back by itself', async () => {
  const { accountId } = await begin();
  const { payments } = shop.app.deps;
  const gone = { chargesEnabled: false, payoutsEnabled: false, detailsSubmitted: true, requirements: [], disabledReason: 'disconnected' };
  shop.app.deps.payments = { ...payments, getAccount: async () => gone };
  const left = {
    ...(await lastNews()),
    id: 'evt_left',
    type: 'account.application.deauthorized',
    data: { object: { object: 'application' } },
  };
  assert.equal((await shop.deliver(left)).status, 200);
  shop.app.deps.payments = payments;
  assert.equal((await shop.liveOrder()).status, 409);
  await stored()
    .where({ account_id: accountId })
    .update({ checked_at: new Date(0).toISOString() });
  await sweepAccounts(shop.app.deps);
  assert.equal((await shop.liveOrder()).status, 201);
});

test('an account that the platform has named is shown, and not set up here', async () => {
  shop.app.deps.config.stripe.sandbox = true;
  await shop.settings({ stripeAccountId: 'acct_named' });
  shop.app.deps.config.stripe.sandbox = false;
  const shown = await account();
  assert.deepEqual([shown.status, shown.accountId, shown.connectedBy], ['ready', 'acct_named', 'platform']);
  assert.deepEqual([(await onboard()).status, (await onboard()).body.code], [409, 'conflict']);
});
