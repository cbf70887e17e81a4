import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { checkLedger } from '../ledger/check.js';
import { mailHandler } from '../mail/job.js';
import type { MailRow } from '../mail/store.js';
import { startTestShop, type TestShop } from './testing.js';

let shop: TestShop;
before(async () => {
  shop = await startTestShop();
  const coupon = { code: 'GIFT', discount: { kind: 'percent', percent: 100 }, maxUses: 2 };
  assert.equal((await shop.staff('POST', `/v1/brands/${shop.brand.brandId}/coupons`, coupon)).status, 201);
});
after(() => shop.close());

const rows = (table: string, where: object) => shop.app.deps.db(table).where(where);
const ledger = async (order: Order) => (await shop.staff('GET', `/v1/brands/${shop.brand.brandId}/ledger?orderId=${order.id}`)).body;
const uses = async (): Promise<number> => (await rows('coupons', { code: 'GIFT' }))[0].uses;

test('an order over nothing is paid as it is made: print job, mail and event as after a payment, and no provider is asked', async () => {
  const { payments } = shop.app.deps;
  shop.app.deps.payments = new Proxy(payments, {
    get: () => () => Promise.reject(new Error('the provider was asked')),
  });
  const { status, body: order } = await shop.order({ coupon: 'GIFT' }, { 'idempotency-key': 'gift' });
  const again = await shop.order(
    { coupon: 'GIFT', items: order.items?.map(({ snapshotId }: { snapshotId: string }) => ({ snapshotId, quantity: 1 })) },
    { 'idempotency-key': 'gift' },
  );
  shop.app.deps.payments = payments;
  // The answer may have been lost, and the files made before the request is repeated.
  await rows('orders', { id: order.id }).update({ status: 'processing', print_status: 'ready' });
  const { body: later } = await shop.app.request('GET', `/v1/orders/${order.id}`, { token: shop.shopper.token });
  assert.deepEqual([later.status, later.checkoutUrl], ['processing', order.checkoutUrl]);
  assert.deepEqual([status, order.status, order.paymentStatus, order.printStatus], [201, 'paid', 'succeeded', 'queued']);
  assert.deepEqual([order.total, order.discount, typeof order.paidAt], [0, 4_900, 'string']);
  assert.match(order.checkoutUrl, new RegExp(`^http://localhost:4401/thanks\\?order=${order.id}$`));
  assert.deepEqual([again.status, again.body.id, again.headers.get('idempotent-replayed')], [201, order.id, 'true']);
  const jobs = (await rows('jobs', { tenant: shop.brand.brandId })).filter(({ payload }) => payload.includes(order.id));
  assert.deepEqual(
    jobs.map(({ name }) => name),
    ['print'],
  );
  assert.deepEqual(
    (await rows('mails', { order_id: order.id })).map(({ kind }) => kind),
    ['order-confirmation'],
  );
  const events = (await rows('events', { topic: `order:${order.id}` })).map(({ data }) => JSON.parse(data).status);
  assert.equal(events.at(-1), 'paid');
  assert.deepEqual((await ledger(order)).items, []);
  assert.deepEqual(await checkLedger(shop.app.deps.db), []);
  assert.equal(await uses(), 1);
});

test('a free product is ordered without a coupon, with a Payment Intent that does not exist', async () => {
  const { template } = shop.catalogue.product;
  const snapshot = await shop.snapshot();
  const free = JSON.stringify({ ...template, basePrice: 0, priceRules: [] });
  await rows('design_snapshots', { id: snapshot.id }).update({ template: free });
  const { body } = await shop.order({ items: [{ snapshotId: snapshot.id, quantity: 2 }], payment: 'intent' });
  assert.deepEqual([body.status, body.payment.clientSecret, body.total], ['paid', null, 0]);
});

test('is taken back like any other, once, and gives its coupon back', async () => {
  const { body: order } = await shop.order({ coupon: 'GIFT' });
  const before = await uses();
  const refund = await shop.staff('POST', `/v1/orders/${order.id}/refunds`, {});
  assert.deepEqual([refund.status, refund.body.status, refund.body.amount], [201, 'succeeded', 0]);
  const { body } = await shop.staff('GET', `/v1/orders/${order.id}`);
  assert.deepEqual([body.status, body.paymentStatus, body.checkoutUrl], ['refunded', 'refunded', null]);
  assert.equal(await uses(), before - 1);
  assert.equal((await shop.staff('POST', `/v1/orders/${order.id}/refunds`, {})).body.code, 'conflict');
  assert.deepEqual(await checkLedger(shop.app.deps.db), []);
  assert.deepEqual(
    (await rows('mails', { order_id: order.id })).map(({ kind }) => kind),
    ['order-confirmation'],
  );
});

test('needs no Stripe account of the brand in live mode, and shipping is still to be paid', async () => {
  shop.app.deps.config.stripe.connect = true;
  const live = { 'luneo-mode': 'live' };
  const coupon = { code: 'LIVE', discount: { kind: 'percent', percent: 100 } };
  assert.equal((await shop.staff('POST', `/v1/brands/${shop.brand.brandId}/coupons`, coupon, live)).status, 201);
  assert.equal((await shop.liveOrder()).body.code, 'conflict');
  const { body } = await shop.liveOrder({ coupon: 'LIVE' });
  assert.deepEqual([body.status, body.mode, body.payment.stripeAccount], ['paid', 'live', null]);
  await shop.settings({ shipping: [{ id: 'post', name: 'Post', amount: 500, currency: 'EUR', countries: ['FR'] }] });
  const shippingAddress = { name: 'Ana', line1: '1 rue', city: 'Paris', postalCode: '75001', country: 'FR' };
  const { body: sent } = await shop.order({ coupon: 'GIFT', shippingAddress });
  assert.deepEqual([sent.status, sent.total], ['pending_payment', 500]);
});

test('confirmations of live orders that cost nothing are not for mailing strangers: a few to an address, and so many of a brand', async () => {
  const { config, db } = shop.app.deps;
  config.testMailsPerDay = 1;
  const send = mailHandler(shop.app.deps);
  /** Orders for nothing in live mode; how many of the confirmations were sent. */
  const sent = async (email: string, times = 1): Promise<number> => {
    const ids: string[] = [];
    for (let n = 0; n < times; n++) {
      const { body, status } = await shop.liveOrder({ coupon: 'LIVE', email });
      assert.deepEqual([status, body.status], [201, 'paid']);
      ids.push(body.id);
    }
    const mails = (await db('mails').whereIn('order_id', ids)) as MailRow[];
    await Promise.all(mails.map(({ id }) => send({ mailId: id, brandId: shop.brand.brandId })));
    return (await db('mails').whereIn('order_id', ids).whereNotNull('sent_at')).length;
  };
  await shop.settings({});
  assert.equal(await sent('bombed@example.com', 5), 3);
  const withheld = await rows('mails', { recipient: 'bombed@example.com', withheld: 'free-mail-limit' });
  assert.equal(withheld.length, 2);
  assert.equal(await sent(shop.brand.staff.email, 4), 4, 'the team is no stranger');
  let strangers = 0;
  for (let n = 0; n < 8; n++) strangers += await sent(`stranger${n}@example.com`);
  assert.equal(strangers, 5, 'ten a day, of which five were for one address');
  await rows('mail_days', { brand_id: shop.brand.brandId }).update({ free: 0 });
  const order = await shop.paid({ email: 'bombed@example.com' });
  assert.equal((await rows('mails', { order_id: order.id }))[0].withheld, null);
  config.testMailsPerDay = null;
});
