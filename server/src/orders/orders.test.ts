import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { signatureHeader } from '../sandbox/deliveries.js';
import { startTestShop } from './testing.js';
import type { TestShop } from './testing.js';

let shop: TestShop;
before(async () => {
  shop = await startTestShop();
});
after(() => shop.close());

const get = (order: Order, token = shop.shopper.token) => shop.app.request('GET', `/v1/orders/${order.id}`, { token });
const rows = (table: string, where: object) => shop.app.deps.db(table).where(where);

describe('ordering', () => {
  test('prices frozen designs on the server and opens hosted Checkout', async () => {
    const snapshot = await shop.snapshot();
    const { status, body, headers } = await shop.order({ items: [{ snapshotId: snapshot.id, quantity: 3 }] });
    assert.equal(status, 201);
    assert.equal(headers.get('location'), `/v1/orders/${body.id}`);
    assert.equal(body.status, 'pending_payment');
    assert.equal(body.paymentStatus, 'pending');
    assert.equal(body.total, 14_700);
    assert.deepEqual([body.items[0].quantity, body.items[0].quote.total, body.items[0].designId], [3, 14_700, snapshot.designId]);
    assert.match(body.number, /^LN-[0-9A-Z]{8}$/);
    const page = await (await fetch(body.checkoutUrl)).text();
    assert.match(page, /Atelier &lt;Lune&gt;/);
    assert.match(page, /€147\.00/);
  });

  test('repeats the answer for the same Idempotency-Key, and makes one order when all come at once', async () => {
    const body = { items: [{ snapshotId: (await shop.snapshot()).id, quantity: 1 }] };
    const replies = await Promise.all([1, 2, 3].map(() => shop.order(body, { 'idempotency-key': 'again' })));
    const made = replies.filter(({ status }) => status === 201);
    assert.ok(made.length >= 1);
    for (const reply of replies.filter(({ status }) => status !== 201)) {
      assert.deepEqual([reply.status, reply.body.code, reply.headers.get('retry-after')], [409, 'idempotency-conflict', '1']);
    }
    const later = await shop.order(body, { 'idempotency-key': 'again' });
    assert.deepEqual([later.status, later.headers.get('idempotent-replayed')], [201, 'true']);
    assert.deepEqual(new Set([...made, later].map((reply) => reply.body.id)).size, 1);
    assert.equal(new Set([...made, later].map((reply) => reply.body.checkoutUrl)).size, 1);
    const other = await shop.order({ ...body, email: 'bo@example.com' }, { 'idempotency-key': 'again' });
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency-mismatch']);
    const somebodyElse = await shop.order({}, { 'idempotency-key': 'again' }, shop.brand.secretKey);
    assert.equal(somebodyElse.status, 201);
  });

  test('refuses a snapshot of another shopper or brand as if it did not exist', async () => {
    const items = [{ snapshotId: (await shop.snapshot()).id, quantity: 1 }];
    const stranger = await shop.brand.shopper();
    const foreign = await (await shop.app.brand('Another')).shopper();
    for (const { token } of [stranger, foreign]) {
      const reply = await shop.order({ items }, {}, token);
      assert.deepEqual([reply.status, reply.body.code], [404, 'not-found']);
    }
  });

  test('hides an order from other shoppers and brands, and shows it to the brand', async () => {
    const { body: order } = await shop.order();
    const stranger = await shop.brand.shopper();
    const foreign = await shop.app.brand('Another');
    assert.equal((await get(order, stranger.token)).status, 404);
    assert.equal((await get(order, foreign.secretKey)).status, 404);
    assert.equal((await get(order, foreign.staffToken)).status, 404);
    assert.equal((await get(order, shop.brand.secretKey)).body.id, order.id);
    assert.equal((await get(order, '')).status, 401);
    const list = await shop.app.request('GET', '/v1/orders?limit=100', { token: stranger.token });
    assert.deepEqual(list.body.items, []);
  });

  test('sends shoppers to origins of the key only', async () => {
    for (const url of ['https://evil.example/', 'http://127.0.0.1.evil.example/', 'https://user@evil.example/']) {
      const reply = await shop.order({ successUrl: url });
      assert.deepEqual([reply.status, reply.body.code], [403, 'origin-not-allowed'], url);
    }
    assert.equal((await shop.order({ cancelUrl: 'javascript:alert(1)' })).status, 400);
    for (const url of ['http://[', 'http://localhost:99999/', 'http://localhost:1\\@evil.example/', 'http://me:pw@127.0.0.1/']) {
      const reply = await shop.order({ successUrl: url });
      assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], url);
    }
    await shop.app.deps
      .db('api_keys')
      .where({ kind: 'publishable' })
      .update({ origins: JSON.stringify(['https://lune.example']) });
    const own = await shop.order({ successUrl: 'https://lune.example/thanks/{ORDER_ID}' });
    assert.equal(own.status, 201);
    const [row] = await rows('orders', { id: own.body.id });
    assert.equal(row.success_url, `https://lune.example/thanks/${own.body.id}`);
  });

  test("a customer whom the merchant's server signed in is sent to the shop too", async () => {
    const lune = JSON.stringify(['https://lune.example']);
    await shop.app.deps.db('api_keys').where({ brand_id: shop.brand.brandId, kind: 'publishable' }).update({ origins: lune });
    const body = { customerId: 'customer-7' };
    const { token } = (await shop.app.request('POST', '/v1/sessions/link', { token: shop.brand.secretKey, body })).body;
    const design = await shop.app.request('POST', '/v1/designs', { token, body: { productId: shop.catalogue.product.id } });
    const { body: snapshot } = await shop.app.request('POST', `/v1/designs/${design.body.id}/finalize`, { token, body: {} });
    const items = [{ snapshotId: snapshot.id, quantity: 1 }];
    const there = await shop.order({ items, successUrl: 'https://lune.example/thanks', cancelUrl: 'https://lune.example/cart' }, {}, token);
    assert.equal(there.status, 201);
    const elsewhere = await shop.order({ items, successUrl: 'https://evil.example/' }, {}, token);
    assert.deepEqual([elsewhere.status, elsewhere.body.code], [403, 'origin-not-allowed']);
  });

  test('names what is wrong in the body', async () => {
    for (const wrong of [
      { items: [] },
      { items: [{ snapshotId: 'snp_x', quantity: 0 }] },
      { email: 'ana' },
      { email: 'a\u0000@b.cd' },
      { total: 1 },
    ]) {
      const reply = await shop.order(wrong);
      assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], JSON.stringify(wrong));
    }
    assert.equal((await shop.order({ items: [{ snapshotId: 'snp_none', quantity: 1 }] })).status, 404);
  });

  test('lists orders newest first, by status and page', async () => {
    const shopper = await shop.brand.shopper();
    const design = await shop.app.request('POST', '/v1/designs', { token: shopper.token, body: { productId: shop.catalogue.product.id } });
    const { body: snapshot } = await shop.app.request('POST', `/v1/designs/${design.body.id}/finalize`, { token: shopper.token, body: {} });
    const ids: string[] = [];
    for (let n = 0; n < 3; n++)
      ids.unshift((await shop.order({ items: [{ snapshotId: snapshot.id, quantity: 1 }] }, {}, shopper.token)).body.id);
    const first = await shop.app.request('GET', '/v1/orders?limit=2', { token: shopper.token });
    assert.deepEqual(
      first.body.items.map((order: Order) => order.id),
      ids.slice(0, 2),
    );
    const second = await shop.app.request('GET', `/v1/orders?limit=2&cursor=${first.body.nextCursor}`, { token: shopper.token });
    assert.deepEqual(
      second.body.items.map((order: Order) => order.id),
      ids.slice(2),
    );
    assert.equal(second.body.nextCursor, null);
    const paid = await shop.app.request('GET', '/v1/orders?status=paid', { token: shopper.token });
    assert.deepEqual(paid.body.items, []);
  });

  test('an order whose checkout could not be opened is opened by reading it', async () => {
    const { payments } = shop.app.deps;
    const items = [{ snapshotId: (await shop.snapshot()).id, quantity: 1 }];
    shop.app.deps.payments = { ...payments, createCheckout: () => Promise.reject(new Error('connection lost')) };
    assert.equal((await shop.order({ items })).status, 500);
    shop.app.deps.payments = payments;
    const [row] = await rows('orders', { status: 'created' });
    const { body } = await shop.app.request('GET', `/v1/orders/${row.id}`, { token: shop.shopper.token });
    assert.equal(body.status, 'pending_payment');
    assert.equal((await fetch(body.checkoutUrl)).status, 200);
  });
});

describe('paying', () => {
  async function paidOrder(): Promise<Order> {
    const { body: order } = await shop.order();
    assert.equal(await shop.pay(order), 303);
    return order;
  }

  test('a signed event makes the order paid, with one payment, one print job and one mail', async () => {
    const order = await paidOrder();
    assert.equal((await shop.webhook(order)).status, 200);
    const { body } = await get(order);
    assert.deepEqual([body.status, body.paymentStatus, body.printStatus, body.checkoutUrl], ['paid', 'succeeded', 'queued', null]);
    assert.ok(Date.parse(body.paidAt) > 0);
    const [payment] = await rows('payments', { order_id: order.id });
    assert.deepEqual([payment.amount, payment.currency], [4_900, 'EUR']);
    assert.match(payment.payment_intent_id, /^pi_/);
    assert.equal((await rows('jobs', { key: `print:${order.id}` })).length, 1);
    assert.equal((await rows('mails', { order_id: order.id })).length, 1);
  });

  test('takes the address that the shopper gave on the pay page', async () => {
    const { body: order } = await shop.order({ email: undefined });
    assert.equal(order.email, null);
    assert.equal(await shop.pay(order, '4242424242424242', 'zoe@example.com'), 303);
    await shop.webhook(order);
    assert.equal((await get(order)).body.email, 'zoe@example.com');
    assert.equal((await rows('mails', { order_id: order.id }))[0].recipient, 'zoe@example.com');
  });

  test('the same event twice, other events late and many at once change nothing more', async () => {
    const order = await paidOrder();
    const events = ['completed', 'completed', 'expired', 'async_payment_failed'].map((name, n) => ({
      id: `evt_${order.id}${n && n - 1}`,
      type: `checkout.session.${name}`,
    }));
    const replies = await Promise.all([...events, ...events].map((event) => shop.webhook(order, event)));
    assert.deepEqual(new Set(replies.map((reply) => reply.status)), new Set([200]));
    assert.equal((await rows('payments', { order_id: order.id })).length, 1);
    assert.equal((await rows('mails', { order_id: order.id })).length, 1);
    const paid = (await rows('events', { topic: `order:${order.id}` })).filter(({ type }) => type === 'order.paid');
    assert.equal(paid.length, 1);
    assert.equal((await get(order)).body.status, 'paid');
  });

  test('an event that says more than the provider is not believed', async () => {
    const { body: order } = await shop.order();
    assert.equal((await shop.webhook(order, { type: 'checkout.session.completed' })).status, 200);
    assert.equal((await get(order)).body.status, 'pending_payment');
  });

  test('refuses a bad, missing, old or future signature', async () => {
    const order = await paidOrder();
    const now = Math.floor(Date.now() / 1000);
    for (const options of [{ secret: 'whsec_wrong' }, { at: now - 400 }, { at: now + 400 }]) {
      const reply = await shop.webhook(order, {}, options);
      assert.deepEqual([reply.status, reply.body.code], [401, 'invalid-signature'], JSON.stringify(options));
    }
    const unsigned = await shop.app.request('POST', '/v1/webhooks/stripe', { body: '{}', headers: { 'content-type': 'application/json' } });
    assert.equal(unsigned.body.code, 'invalid-signature');
    assert.equal((await rows('payments', { order_id: order.id })).length, 0);
    assert.equal((await rows('webhook_events', { id: `evt_${order.id}` })).length, 0);
  });

  test('refuses what is signed, but is no event', async () => {
    const wrong = ['null', '[]', '1', '{}', '{"id":1}', '{"id":"evt_1","type":"x"}', '{"id":"evt_1","type":"x","data":{"object":null}}'];
    for (const body of wrong) {
      const headers = { 'content-type': 'application/json', 'stripe-signature': signatureHeader('whsec_orders', body) };
      const reply = await shop.app.request('POST', '/v1/webhooks/stripe', { body, headers });
      assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], body);
    }
    const object = { object: 'checkout.session', id: { a: 1 }, payment_intent: [1], metadata: { order_id: { a: 1 } } };
    const body = JSON.stringify({ id: 'evt_odd', type: 'checkout.session.completed', data: { object } });
    const headers = { 'content-type': 'application/json', 'stripe-signature': signatureHeader('whsec_orders', body) };
    assert.equal((await shop.app.request('POST', '/v1/webhooks/stripe', { body, headers })).status, 200);
  });

  test('answers an event that it cannot work on with an error, so that it comes again', async () => {
    const order = await paidOrder();
    const { payments } = shop.app.deps;
    shop.app.deps.payments = { ...payments, getCheckout: () => Promise.reject(new Error('provider is away')) };
    assert.equal((await shop.webhook(order)).status, 500);
    shop.app.deps.payments = payments;
    assert.equal((await shop.webhook(order)).status, 200);
    assert.equal((await rows('payments', { order_id: order.id })).length, 1);
  });

  test('takes events about things it does not know', async () => {
    const unknown = { id: 'ord_unknown', checkoutUrl: null } as Order;
    assert.equal((await shop.webhook(unknown)).status, 200);
  });

  test('without any event, reading the order finds the payment', async () => {
    const order = await paidOrder();
    await shop.app.deps
      .db('orders')
      .where({ id: order.id })
      .update({ payment_checked_at: new Date(0).toISOString() });
    assert.equal((await get(order)).body.status, 'paid');
    assert.equal((await shop.webhook(order)).status, 200);
    assert.equal((await rows('payments', { order_id: order.id })).length, 1);
  });

  test('reading often asks the provider seldom, and answers while it is away', async () => {
    const { body: order } = await shop.order();
    const { payments } = shop.app.deps;
    let asked = 0;
    shop.app.deps.payments = { ...payments, getCheckout: () => Promise.reject(new Error(`asked ${++asked}`)) };
    await shop.app.deps
      .db('orders')
      .where({ id: order.id })
      .update({ payment_checked_at: new Date(0).toISOString() });
    for (let n = 0; n < 5; n++) assert.equal((await get(order)).body.status, 'pending_payment');
    shop.app.deps.payments = payments;
    assert.equal(asked, 1);
  });

  test('a declined card shows as failed and can still be followed by a payment', async () => {
    const { body: order } = await shop.order();
    assert.equal(await shop.pay(order, '4000000000000002'), 402);
    await shop.webhook(order, { id: `evt_failed_${order.id}`, type: 'payment_intent.payment_failed' });
    const { body: declined } = await get(order);
    assert.deepEqual([declined.status, declined.paymentStatus], ['pending_payment', 'failed']);
    assert.equal(declined.checkoutUrl, order.checkoutUrl);
    assert.equal(await shop.pay(order), 303);
    await shop.webhook(order);
    const { body: paid } = await get(order);
    assert.deepEqual([paid.status, paid.paymentStatus], ['paid', 'succeeded']);
  });

  test('an expired checkout cancels the order', async () => {
    const { body: order } = await shop.order();
    const session = order.checkoutUrl.split('/').at(-1);
    const expire = await fetch(`${shop.sandbox.url}/v1/checkout/sessions/${session}/expire`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_orders' },
    });
    assert.equal(expire.status, 200);
    await shop.webhook(order, { type: 'checkout.session.expired' });
    const { body } = await get(order);
    assert.deepEqual([body.status, body.paymentStatus, body.checkoutUrl], ['cancelled', 'cancelled', null]);
    assert.equal((await rows('payments', { order_id: order.id })).length, 0);
  });

  test('a bank transfer that fails after checkout cancels the order', async () => {
    const { body: order } = await shop.order();
    const { payments } = shop.app.deps;
    shop.app.deps.payments = {
      ...payments,
      getCheckout: async (...args) => ({ ...(await payments.getCheckout(...args)), status: 'complete', paid: false, declined: true }),
    };
    await shop.webhook(order, { type: 'checkout.session.async_payment_failed' });
    shop.app.deps.payments = payments;
    const { body } = await get(order);
    assert.deepEqual([body.status, body.paymentStatus], ['cancelled', 'failed']);
  });

  test('a checkout over another amount pays nothing', async () => {
    const order = await paidOrder();
    await shop.app.deps.db('orders').where({ id: order.id }).update({ total: 9_999 });
    assert.equal((await shop.webhook(order)).status, 200);
    assert.equal((await get(order)).body.status, 'pending_payment');
  });

  test('finds payments of orders that nobody reads', async () => {
    const { sweepOrders } = await import('./sweep.js');
    const order = await paidOrder();
    await shop.app.deps
      .db('orders')
      .where({ id: order.id })
      .update({ payment_checked_at: new Date(0).toISOString() });
    await sweepOrders(shop.app.deps);
    assert.equal((await rows('payments', { order_id: order.id })).length, 1);
  });
});
