import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { LedgerPage } from '@luneo/sdk/contracts/commerce.js';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { checkLedger } from '../ledger/check.js';
import { refundHandler } from './refund.js';
import { sweepOrders } from './sweep.js';
import { startTestShop, type TestShop } from './testing.js';

let shop: TestShop;
before(async () => {
  shop = await startTestShop();
});
after(async () => {
  assert.deepEqual(await checkLedger(shop.app.deps.db), []);
  await shop.close();
});

const get = async (order: Pick<Order, 'id'>): Promise<Order> => (await shop.staff('GET', `/v1/orders/${order.id}`)).body;
const refund = (order: Order, body: object = {}, headers = {}) => shop.staff('POST', `/v1/orders/${order.id}/refunds`, body, headers);
const rows = (table: string, where: object) => shop.app.deps.db(table).where(where);
const ledger = async (order: Order, mode = 'test'): Promise<LedgerPage> =>
  (await shop.staff('GET', `/v1/brands/${shop.brand.brandId}/ledger?limit=100&orderId=${order.id}`, undefined, { 'luneo-mode': mode }))
    .body;
const holdings = async (order: Order, mode = 'test') =>
  Object.fromEntries((await ledger(order, mode)).totals.map(({ account, amount }) => [account, amount]));
const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);

describe('refunds', () => {
  test('give back parts, then the rest, with one entry and one mail each', async () => {
    const order = await shop.paid();
    const first = await refund(order, { amount: 1_000, reason: 'requested_by_customer', note: 'Scratched' });
    assert.deepEqual([first.status, first.body.status, first.body.amount, first.body.note], [201, 'succeeded', 1_000, 'Scratched']);
    const partly = await get(order);
    assert.deepEqual([partly.status, partly.paymentStatus, partly.refunded], ['paid', 'succeeded', 1_000]);
    const rest = await refund(order);
    assert.equal(rest.body.amount, 3_900);
    const whole = await get(order);
    assert.deepEqual([whole.status, whole.paymentStatus, whole.refunded], ['refunded', 'refunded', 4_900]);
    assert.equal((await rows('mails', { order_id: order.id, kind: 'order-refunded' })).length, 2);
    const { items } = (await shop.staff('GET', `/v1/orders/${order.id}/refunds`)).body;
    assert.deepEqual(
      items.map((each: { amount: number }) => each.amount),
      [1_000, 3_900],
    );
    assert.deepEqual(await holdings(order), { balance: -99, provider: 99, shoppers: 0 });
    const none = await refund(order);
    assert.deepEqual([none.status, none.body.code], [409, 'conflict']);
  });

  test('ten at once never give back more than was paid', async () => {
    const order = await shop.paid();
    const replies = await Promise.all(Array.from({ length: 10 }, () => refund(order, { amount: 1_000 })));
    assert.equal(replies.filter(({ status }) => status === 201).length, 4);
    assert.equal((await get(order)).refunded, 4_000);
    const [{ payment_intent_id: intent }] = await rows('payments', { order_id: order.id });
    const given = await shop.stripe().refunds.list({ payment_intent: intent });
    assert.equal(sum(given.data.map(({ amount }) => amount)), 4_000);
  });

  test('with the same Idempotency-Key give back once and answer the same', async () => {
    const order = await shop.paid();
    const key = { 'idempotency-key': 'refund-1' };
    const first = await refund(order, { amount: 500 }, key);
    const second = await refund(order, { amount: 500 }, key);
    assert.deepEqual([second.status, second.body.id, second.headers.get('idempotent-replayed')], [201, first.body.id, 'true']);
    assert.equal(first.headers.get('idempotent-replayed'), null);
    assert.equal((await refund(order, { amount: 600 }, key)).body.code, 'idempotency-mismatch');
    assert.equal((await get(order)).refunded, 500);
  });

  test('are carried out by a job when the provider is away', async () => {
    const order = await shop.paid();
    const { payments } = shop.app.deps;
    shop.app.deps.payments = { ...payments, refund: () => Promise.reject(new Error('connection lost')) };
    const { body } = await refund(order, { amount: 700 });
    shop.app.deps.payments = payments;
    assert.deepEqual([body.status, (await get(order)).refunded], ['pending', 700]);
    assert.equal((await rows('jobs', { key: `refund:${body.id}` })).length, 1);
    const work = refundHandler(shop.app.deps);
    for (let n = 0; n < 3; n++) await work({ refundId: body.id, brandId: order.brandId });
    const [row] = await rows('refunds', { id: body.id });
    assert.deepEqual([row.status, (await ledger(order)).items.filter(({ kind }) => kind === 'refund').length], ['succeeded', 1]);
  });

  test('that staff made at the provider are found by their event, once', async () => {
    const order = await shop.paid();
    const [{ payment_intent_id: intent }] = await rows('payments', { order_id: order.id });
    await shop.stripe().refunds.create({ payment_intent: intent, amount: 900 });
    const events = (await shop.news(order)).filter(({ type }) => type.includes('refund'));
    assert.equal(events.length, 2);
    for (const event of [...events, ...events]) assert.equal((await shop.deliver(event)).status, 200);
    assert.equal((await get(order)).refunded, 900);
    assert.deepEqual(
      (await ledger(order)).items.filter(({ kind }) => kind === 'refund').map(({ amount }) => amount),
      [900],
    );
  });

  test('whose events come before the payment is known are taken over with it', async () => {
    for (const isHeard of [true, false]) {
      const { body: order } = await shop.order();
      await shop.pay(order);
      const intent = (await shop.stripe().checkout.sessions.retrieve(order.checkoutUrl.split('/').at(-1))).payment_intent as string;
      await shop.stripe().refunds.create({ payment_intent: intent, amount: 900 });
      const [early] = (await shop.stripe().events.list({ limit: 100 })).data.filter(
        ({ type, data: { object } }) => type === 'refund.created' && (object as { payment_intent?: string }).payment_intent === intent,
      );
      if (isHeard) await shop.deliver(early!);
      else await shop.webhook(order);
      const now = await get(order);
      assert.deepEqual([now.status, now.refunded], ['paid', 900]);
      assert.deepEqual(
        (await rows('refunds', { order_id: order.id })).map(({ status }) => status),
        ['succeeded'],
      );
      await shop.webhook(order, { id: `evt_late_${order.id}` });
      await shop.deliver(early!);
      assert.equal((await get(order)).refunded, 900);
    }
  });

  test('that the provider refuses for good fail, and what they held can be given back', async () => {
    const order = await shop.paid();
    const { payments } = shop.app.deps;
    shop.app.deps.payments = {
      ...payments,
      refund: (request) => payments.refund({ ...request, paymentIntentId: 'pi_none' }),
    };
    const { body } = await refund(order);
    shop.app.deps.payments = payments;
    assert.deepEqual([body.status, (await get(order)).refunded], ['failed', 0]);
    assert.equal((await refund(order)).body.status, 'succeeded');
  });

  test('that a bank sends back are booked back, and can be given again', async () => {
    const order = await shop.paid();
    await refund(order);
    const [{ provider_id: id }] = await rows('refunds', { order_id: order.id });
    await shop.stripe().rawRequest('POST', `/v1/sandbox/refunds/${id}/fail`);
    const [failed] = await shop.news(order, 'refund.failed');
    for (let n = 0; n < 2; n++) await shop.deliver({ ...failed!, id: `${failed!.id}${n}` });
    const now = await get(order);
    assert.deepEqual([now.paymentStatus, now.refunded], ['succeeded', 0]);
    assert.deepEqual(await holdings(order), { balance: 4_801, provider: 99, shoppers: -4_900 });
    assert.equal((await refund(order)).body.status, 'succeeded');
    assert.deepEqual(await holdings(order), { balance: -99, provider: 99, shoppers: 0 });
  });

  test('are for those who may refund, of orders that were paid', async () => {
    const order = await shop.paid();
    const { token } = await shop.brand.member('brand_user');
    const path = `/v1/orders/${order.id}/refunds`;
    assert.equal((await shop.app.request('POST', path, { token, body: {} })).status, 403);
    assert.equal((await shop.app.request('POST', path, { token: shop.shopper.token, body: {} })).status, 403);
    const other = await shop.app.brand('Other');
    assert.equal((await shop.app.request('POST', path, { token: other.staffToken, body: {} })).status, 404);
    const { body: unpaid } = await shop.order();
    const early = await refund(unpaid);
    assert.deepEqual([early.status, early.body.code], [409, 'conflict']);
    assert.equal((await rows('audit_log', { action: 'order.refunded', target: order.id })).length, 0);
    await refund(order, { amount: 1 });
    assert.equal((await rows('audit_log', { action: 'order.refunded', target: order.id })).length, 1);
  });
});

describe('disputes', () => {
  const DISPUTED = '4000 0000 0000 0259';
  async function disputed(): Promise<{ order: Order; id: string }> {
    const order = await shop.paid({}, DISPUTED);
    const [event] = await shop.news(order, 'charge.dispute.created');
    await shop.deliver(event!);
    return { order, id: (event!.data.object as { id: string }).id };
  }
  const decide = async (order: Order, id: string, evidence: 'winning_evidence' | 'losing_evidence') => {
    await shop.stripe().disputes.update(id, { evidence: { uncategorized_text: evidence } });
    const [closed] = await shop.news(order, 'charge.dispute.closed');
    for (let n = 0; n < 2; n++) await shop.deliver(closed!);
  };

  test('are shown on the order, hold the money, and cannot be refunded as well', async () => {
    const { order } = await disputed();
    const now = await get(order);
    assert.deepEqual(
      [now.status, now.dispute?.status, now.dispute?.amount, now.dispute?.reason],
      ['paid', 'needs_response', 4_900, 'fraudulent'],
    );
    assert.deepEqual(await holdings(order), { balance: -1_599, disputes: 4_900, provider: 1_599, shoppers: -4_900 });
    assert.equal((await refund(order)).status, 409);
    assert.equal((await rows('events', { topic: `order:${order.id}`, type: 'order.disputed' })).length, 1);
  });

  test('of a payment that is not known yet are shown with it', async () => {
    const { body: order } = await shop.order();
    await shop.pay(order, DISPUTED);
    const { data } = await shop.stripe().events.list({ limit: 100, type: 'charge.dispute.created' });
    await shop.deliver(data[0]!);
    const now = await get(order);
    assert.deepEqual([now.status, now.dispute?.status], ['paid', 'needs_response']);
  });

  test('that are won give the money back to the brand', async () => {
    const { order, id } = await disputed();
    await decide(order, id, 'winning_evidence');
    assert.equal((await get(order)).dispute?.status, 'won');
    assert.deepEqual(await holdings(order), { balance: 3_301, disputes: 0, provider: 1_599, shoppers: -4_900 });
    assert.equal((await refund(order, { amount: 100 })).body.status, 'succeeded');
  });

  test('that are lost give it to the shopper, also when only the end is heard of', async () => {
    const order = await shop.paid({}, DISPUTED);
    const [event] = await shop.news(order, 'charge.dispute.created');
    await decide(order, (event!.data.object as { id: string }).id, 'losing_evidence');
    assert.equal((await get(order)).dispute?.status, 'lost');
    assert.deepEqual(await holdings(order), { balance: -1_599, disputes: 0, provider: 1_599, shoppers: 0 });
    assert.equal((await refund(order)).status, 409);
  });
});

describe('live orders', () => {
  before(async () => {
    shop.app.deps.config.stripe.feePercent = 2.5;
    await shop.settings({ stripeAccountId: 'acct_lune' });
  });

  async function paidLive(): Promise<Order> {
    const { body: order, status } = await shop.liveOrder();
    assert.equal(status, 201, JSON.stringify(order));
    const intent = order.payment.clientSecret.split('_secret_')[0];
    await shop.stripe('acct_lune').paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    const [event] = await shop.news(order, 'payment_intent.succeeded');
    assert.equal(event!.account, 'acct_lune');
    await shop.deliver(event!);
    return (await shop.staff('GET', `/v1/orders/${order.id}`, undefined, { 'luneo-mode': 'live' })).body;
  }
  const refundLive = (order: Order, body: object) => shop.staff('POST', `/v1/orders/${order.id}/refunds`, body, { 'luneo-mode': 'live' });

  test('are charged on the connected account, less the fee, and refunded there with it', async () => {
    const order = await paidLive();
    assert.deepEqual(
      [order.status, order.mode, order.payment.stripeAccount, order.payment.clientSecret],
      ['paid', 'live', 'acct_lune', null],
    );
    const [{ payment_intent_id: intent, application_fee: fee }] = await rows('payments', { order_id: order.id });
    assert.equal(fee, 123);
    await assert.rejects(shop.stripe().paymentIntents.retrieve(intent), { code: 'resource_missing' });
    assert.equal((await shop.stripe('acct_lune').paymentIntents.retrieve(intent)).application_fee_amount, 123);
    assert.deepEqual(await holdings(order, 'live'), { balance: 4_678, platform: 123, provider: 99, shoppers: -4_900 });
    for (const amount of [1_633, 1_633, 1_634]) assert.equal((await refundLive(order, { amount })).body.status, 'succeeded');
    assert.deepEqual(await holdings(order, 'live'), { balance: -99, platform: 0, provider: 99, shoppers: 0 });
    assert.equal((await shop.stripe('acct_lune').refunds.list({ payment_intent: intent })).data.length, 3);
  });

  test('are in a ledger apart from test orders', async () => {
    const order = await paidLive();
    assert.deepEqual((await ledger(order, 'test')).items, []);
    assert.equal((await ledger(order, 'live')).items.length, 3);
  });

  test('are refused without a connected account where one is required', async () => {
    await shop.settings({});
    shop.app.deps.config.stripe.connect = true;
    const reply = await shop.liveOrder();
    shop.app.deps.config.stripe.connect = false;
    assert.deepEqual([reply.status, reply.body.code], [409, 'conflict']);
    const own = await shop.liveOrder();
    assert.deepEqual([own.status, own.body.payment.stripeAccount], [201, null]);
  });

  test('are refused in production with a test key; test orders with a live key only', async () => {
    const { config } = shop.app.deps;
    const { env, stripe } = config;
    config.env = 'production';
    assert.equal((await shop.liveOrder()).status, 409);
    config.env = env;
    config.stripe = { ...stripe, secretKey: 'sk_live_x' };
    const reply = await shop.order();
    config.stripe = stripe;
    assert.deepEqual([reply.status, reply.body.code], [409, 'conflict']);
  });
});

describe('the ledger', () => {
  test('is for those who see money, in pages, and sums to zero', async () => {
    const path = `/v1/brands/${shop.brand.brandId}/ledger`;
    const { token } = await shop.brand.member('brand_user');
    assert.equal((await shop.app.request('GET', path, { token })).status, 403);
    const first = (await shop.staff('GET', `${path}?limit=3`)).body as LedgerPage;
    const second = (await shop.staff('GET', `${path}?limit=3&cursor=${first.nextCursor}`)).body as LedgerPage;
    assert.equal(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 6);
    assert.equal(sum(first.totals.map(({ amount }) => amount)), 0);
  });

  test('cannot be changed or shortened, nor hold an entry that is out of balance', async () => {
    const { db } = shop.app.deps;
    const entry = await db('ledger_entries').first();
    await assert.rejects(db('ledger_entries').where({ id: entry.id }).update({ amount: 1 }), /append-only/);
    await assert.rejects(db('ledger_entries').where({ id: entry.id }).delete(), /append-only/);
    for (const wrong of [{ amount: 0 }, { amount: -5 }, { to_account: entry.from_account }])
      await assert.rejects(db('ledger_entries').insert({ ...entry, id: 'lge_x', reference: 'x', ...wrong }));
  });

  test('a check names what was paid but not booked', async () => {
    const order = await shop.paid();
    const { db } = shop.app.deps;
    await db('payments').where({ order_id: order.id }).update({ amount: 1 });
    assert.deepEqual(
      (await checkLedger(db)).map(({ orderId }) => orderId),
      [order.id],
    );
    await db('payments').where({ order_id: order.id }).update({ amount: order.total });
  });

  test('the sweep settles refunds whose end nobody told of', async () => {
    const order = await shop.paid();
    const { payments } = shop.app.deps;
    shop.app.deps.payments = { ...payments, refund: async (request) => ({ ...(await payments.refund(request)), status: 'pending' }) };
    const { body } = await refund(order, { amount: 100 });
    shop.app.deps.payments = payments;
    assert.equal(body.status, 'pending');
    await shop.app.deps
      .db('refunds')
      .where({ id: body.id })
      .update({ updated_at: new Date(0).toISOString() });
    await sweepOrders(shop.app.deps);
    assert.equal((await rows('refunds', { id: body.id }))[0].status, 'succeeded');
  });
});
