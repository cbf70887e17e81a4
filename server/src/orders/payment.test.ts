import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { checkLedger } from '../ledger/check.js';
import { Problem } from '../problem.js';
import { sweepOrders } from './sweep.js';
import { startTestShop, type TestShop } from './testing.js';

let shop: TestShop;
before(async () => {
  shop = await startTestShop();
});
after(() => shop.close());

const BANK = '000123456789';
const EMPTY_BANK = '000222222227';
const rows = (table: string, where: object) => shop.app.deps.db(table).where(where);
const get = async (order: Pick<Order, 'id'>): Promise<Order> =>
  (await shop.app.request('GET', `/v1/orders/${order.id}`, { token: shop.shopper.token })).body;
const cancel = (order: Order, token = shop.shopper.token) => shop.app.request('POST', `/v1/orders/${order.id}/cancel`, { token, body: {} });
const deliverAll = async (order: Order): Promise<void> => {
  for (const event of await shop.news(order)) await shop.deliver(event);
};
const forget = (order: Order) =>
  shop.app.deps
    .db('orders')
    .where({ id: order.id })
    .update({ payment_checked_at: new Date(0).toISOString() });
const intentOf = (order: Order): string => order.payment.clientSecret!.split('_secret_')[0]!;
const arrive = async (order: Order): Promise<void> => {
  const [payment] = (await shop.stripe().paymentIntents.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata['order_id'] === order.id,
  );
  await shop.stripe().rawRequest('POST', `/v1/sandbox/payment_intents/${payment!.id}/arrive`);
};

describe('a Payment Intent', () => {
  const order = async (body: object = {}): Promise<Order> => {
    const reply = await shop.order({ payment: 'intent', successUrl: undefined, cancelUrl: undefined, ...body });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    return reply.body;
  };

  test('is opened with its secret over the total, and pays the order', async () => {
    const placed = await order();
    assert.deepEqual([placed.status, placed.payment.kind, placed.checkoutUrl], ['pending_payment', 'intent', null]);
    const intent = await shop.stripe().paymentIntents.retrieve(intentOf(placed));
    assert.deepEqual([intent.amount, intent.currency, intent.client_secret], [placed.total, 'eur', placed.payment.clientSecret]);
    await shop.stripe().paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    await deliverAll(placed);
    const paid = await get(placed);
    assert.deepEqual([paid.status, paid.paymentStatus, paid.payment.clientSecret], ['paid', 'succeeded', null]);
    assert.equal((await rows('payments', { order_id: placed.id }))[0].payment_intent_id, intent.id);
  });

  test('goes to where the order goes', async () => {
    const shippingAddress = { name: 'Ana', line1: 'Rua 1', city: 'Lisboa', country: 'PT', phone: '+351 21 000 000' };
    const placed = await order({ shippingAddress });
    const { shipping } = await shop.stripe().paymentIntents.retrieve(intentOf(placed));
    assert.deepEqual([shipping?.name, shipping?.address?.city, shipping?.address?.country], ['Ana', 'Lisboa', 'PT']);
  });

  test('that was declined can be paid by another card', async () => {
    const placed = await order();
    await assert.rejects(shop.stripe().paymentIntents.confirm(intentOf(placed), { payment_method: 'pm_card_chargeDeclined' }), {
      type: 'StripeCardError',
      code: 'card_declined',
    });
    await deliverAll(placed);
    assert.deepEqual([(await get(placed)).status, (await get(placed)).paymentStatus], ['pending_payment', 'failed']);
    await shop.stripe().paymentIntents.confirm(intentOf(placed), { payment_method: 'pm_card_mastercard' });
    await deliverAll(placed);
    assert.equal((await get(placed)).status, 'paid');
  });

  test('that nobody pays for a day is cancelled', async () => {
    const placed = await order();
    await shop.app.deps
      .db('orders')
      .where({ id: placed.id })
      .update({ created_at: new Date(0).toISOString(), payment_checked_at: new Date(0).toISOString() });
    await sweepOrders(shop.app.deps);
    assert.equal((await get(placed)).status, 'cancelled');
    assert.equal((await shop.stripe().paymentIntents.retrieve(intentOf(placed))).status, 'canceled');
  });

  test('needs no return URLs, hosted Checkout does', async () => {
    const reply = await shop.order({ successUrl: undefined });
    assert.deepEqual([reply.status, reply.body.errors[0].path], [400, 'successUrl']);
  });
});

describe('a payment that takes days', () => {
  test('shows as on its way, then pays the order', async () => {
    const { body: order } = await shop.order();
    assert.equal(await shop.pay(order, BANK), 303);
    await deliverAll(order);
    const waiting = await get(order);
    assert.deepEqual([waiting.status, waiting.paymentStatus], ['pending_payment', 'processing']);
    assert.equal((await rows('jobs', { key: `print:${order.id}` })).length, 0);
    assert.equal((await cancel(order)).status, 409);
    await arrive(order);
    await deliverAll(order);
    const paid = await get(order);
    assert.deepEqual([paid.status, paid.paymentStatus], ['paid', 'succeeded']);
    assert.equal((await rows('payments', { order_id: order.id })).length, 1);
  });

  test('cancels the order when it fails', async () => {
    const { body: order } = await shop.order();
    await shop.pay(order, EMPTY_BANK);
    await deliverAll(order);
    await arrive(order);
    await deliverAll(order);
    const failed = await get(order);
    assert.deepEqual([failed.status, failed.paymentStatus], ['cancelled', 'failed']);
  });

  test('is found by the sweep when its events are lost', async () => {
    const { body: order } = await shop.order();
    await shop.pay(order, BANK);
    await arrive(order);
    await forget(order);
    await sweepOrders(shop.app.deps);
    assert.equal((await get(order)).status, 'paid');
  });
});

describe('cancelling', () => {
  test('closes the pay page for good', async () => {
    const { body: order } = await shop.order();
    const { body: cancelled } = await cancel(order);
    assert.deepEqual([cancelled.status, cancelled.paymentStatus, cancelled.checkoutUrl], ['cancelled', 'cancelled', null]);
    assert.equal(await shop.pay(order), 410);
    assert.equal((await cancel(order)).status, 200);
  });

  test('closes a Payment Intent for good', async () => {
    const { body: order } = await shop.order({ payment: 'intent' });
    assert.equal((await cancel(order)).body.status, 'cancelled');
    await assert.rejects(shop.stripe().paymentIntents.confirm(intentOf(order), { payment_method: 'pm_card_visa' }), {
      code: 'payment_intent_unexpected_state',
    });
  });

  test('while it is paid has one outcome, whoever is first', async () => {
    for (let n = 0; n < 6; n++) {
      const { body: order } = await shop.order();
      const [paid, reply] = await Promise.all([shop.pay(order), cancel(order)]);
      await deliverAll(order);
      const { status } = await get(order);
      assert.deepEqual([paid, reply.status, status], paid === 303 ? [303, 409, 'paid'] : [410, 200, 'cancelled']);
      assert.equal((await rows('payments', { order_id: order.id })).length, status === 'paid' ? 1 : 0);
    }
  });

  test('an order that was never opened opens nothing', async () => {
    const { payments } = shop.app.deps;
    shop.app.deps.payments = { ...payments, createCheckout: () => Promise.reject(new Error('connection lost')) };
    await shop.order();
    shop.app.deps.payments = payments;
    const [row] = await rows('orders', { status: 'created' });
    const { body } = await cancel(row);
    assert.equal(body.status, 'cancelled');
  });

  test('an order that the provider does not take is cancelled, gives its coupon back and says why', async () => {
    const coupon = { code: 'ALMOST', discount: { kind: 'amount', amount: 4_880, currency: 'EUR' }, maxUses: 1 };
    assert.equal((await shop.staff('POST', `/v1/brands/${shop.brand.brandId}/coupons`, coupon)).status, 201);
    for (const payment of ['checkout', 'intent']) {
      const body = { coupon: 'ALMOST', payment, items: [{ snapshotId: (await shop.snapshot()).id, quantity: 1 }] };
      const reply = await shop.order(body, { 'idempotency-key': `refused-${payment}` });
      assert.deepEqual([reply.status, reply.body.code], [409, 'conflict']);
      assert.match(reply.body.detail, /less than what can be paid by card/);
      const again = await shop.order(body, { 'idempotency-key': `refused-${payment}` });
      assert.deepEqual([again.status, again.body.code], [409, 'conflict']);
    }
    const refused = await rows('orders', { coupon_code: 'ALMOST' });
    assert.deepEqual(
      refused.map(({ status, payment_status }) => [status, payment_status]),
      [
        ['cancelled', 'cancelled'],
        ['cancelled', 'cancelled'],
      ],
    );
    assert.equal((await rows('coupons', { code: 'ALMOST' }))[0].uses, 0);
  });

  test('an order that could not be opened for a day is cancelled, and one that is refused later too', async () => {
    const { payments } = shop.app.deps;
    shop.app.deps.payments = { ...payments, createCheckout: () => Promise.reject(new Error('connection lost')) };
    for (let n = 0; n < 3; n++) assert.equal((await shop.order()).status, 500);
    const created = await rows('orders', { status: 'created' });
    const [old, read, swept] = created;
    await forget(old);
    await rows('orders', { id: old.id }).update({ created_at: new Date(Date.now() - 25 * 3_600_000).toISOString() });
    await sweepOrders(shop.app.deps);
    assert.deepEqual([created.length, (await get(old)).status, (await get(read)).status], [3, 'cancelled', 'created']);
    shop.app.deps.payments = { ...payments, createCheckout: () => Promise.reject(new Problem('conflict', 'not in this currency')) };
    assert.equal((await get(read)).status, 'cancelled');
    await forget(swept);
    await sweepOrders(shop.app.deps);
    shop.app.deps.payments = payments;
    assert.equal((await get(swept)).status, 'cancelled');
  });

  test('is for the shopper of the order and for the brand', async () => {
    const { body: order } = await shop.order();
    const stranger = await shop.brand.shopper();
    assert.equal((await cancel(order, stranger.token)).status, 404);
    assert.equal((await cancel(order, shop.brand.staffToken)).status, 200);
    assert.equal((await rows('audit_log', { action: 'order.cancelled', target: order.id })).length, 1);
  });

  test('what is paid for a cancelled order all the same goes back in full', async () => {
    const { body: order } = await shop.order();
    await shop.app.deps.db('orders').where({ id: order.id }).update({ status: 'cancelled', payment_status: 'cancelled' });
    await shop.pay(order);
    await deliverAll(order);
    await deliverAll(order);
    const refunds = await rows('refunds', { order_id: order.id });
    assert.deepEqual(
      refunds.map(({ amount }) => amount),
      [4_900],
    );
    const { refundHandler } = await import('./refund.js');
    await refundHandler(shop.app.deps)({ refundId: refunds[0].id, brandId: order.brandId });
    const now = await get(order);
    assert.deepEqual([now.status, now.paymentStatus, now.refunded, now.printStatus], ['cancelled', 'refunded', 4_900, 'waiting']);
    assert.deepEqual(await checkLedger(shop.app.deps.db), []);
  });
});
