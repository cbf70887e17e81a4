import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Coupon, CouponCreate } from '@luneo/sdk/contracts/commerce.js';
import { LIMIT_RULES } from '../auth/limit-rules.js';
import { createLimits } from '../auth/rate-limit.js';
import { startTestShop, type TestShop } from '../orders/testing.js';

let shop: TestShop;
let items: { snapshotId: string; quantity: number }[];
before(async () => {
  shop = await startTestShop();
  items = [
    { snapshotId: (await shop.snapshot()).id, quantity: 2 },
    { snapshotId: (await shop.snapshot()).id, quantity: 1 },
  ];
});
after(() => shop.close());

const PARIS = { name: 'Ana Diaz', line1: '1 rue de la Paix', city: 'Paris', postalCode: '75002', country: 'FR' };
const POST = { id: 'post', name: 'Post', amount: 590, currency: 'EUR', countries: ['FR', 'DE'], minDays: 2, maxDays: 4 };
const EXPRESS = { id: 'express', name: 'Express', amount: 1_490, currency: 'EUR', countries: [], freeFrom: 20_000 };
const TAX = {
  inclusive: false,
  taxShipping: true,
  rates: [
    { id: 'fr', name: 'TVA', country: 'FR', percent: 20 },
    { id: 'ca', name: 'GST', country: 'CA', percent: 5 },
    { id: 'qc', name: 'GST + QST', country: 'CA', region: 'QC', percent: 14.975 },
  ],
};

const quote = (body: object) => shop.app.request('POST', '/v1/orders/quote', { token: shop.shopper.token, body: { items, ...body } });
const coupon = async (input: Partial<CouponCreate> & { code: string }): Promise<Coupon> => {
  const body = { discount: { kind: 'percent', percent: 10 }, ...input };
  const reply = await shop.staff('POST', `/v1/brands/${shop.brand.brandId}/coupons`, body);
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return reply.body;
};
const coupons = async (): Promise<Coupon[]> => (await shop.staff('GET', `/v1/brands/${shop.brand.brandId}/coupons?limit=100`)).body.items;
const usesOf = async (code: string): Promise<number> => (await coupons()).find((each) => each.code === code)!.uses;
const refused = (reply: { status: number; body: { code: string } }) =>
  assert.deepEqual([reply.status, reply.body.code], [422, 'coupon-invalid']);

describe('settings of selling', () => {
  test('hold nothing until they are saved, and are replaced as a whole', async () => {
    const path = `/v1/brands/${shop.brand.brandId}/commerce`;
    const empty = await shop.staff('GET', path);
    assert.deepEqual([empty.body.shipping, empty.body.updatedAt, empty.body.platformFeePercent], [[], null, 0]);
    await shop.settings({ shipping: [POST, EXPRESS], tax: TAX, country: 'FR' });
    const { body } = await shop.staff('GET', path);
    assert.deepEqual([body.shipping, body.tax, body.country], [[POST, EXPRESS], TAX, 'FR']);
    assert.ok(body.updatedAt);
    const twice = await shop.staff('PUT', path, {
      ...body,
      updatedAt: undefined,
      brandId: undefined,
      platformFeePercent: undefined,
      shipping: [POST, POST],
    });
    assert.deepEqual([twice.status, twice.body.errors[0].path], [400, 'shipping']);
  });

  test('are for those who manage the brand', async () => {
    const { token } = await shop.brand.member('brand_user');
    const path = `/v1/brands/${shop.brand.brandId}/commerce`;
    assert.equal((await shop.app.request('GET', path, { token })).status, 200);
    assert.equal((await shop.app.request('PUT', path, { token, body: {} })).status, 403);
    assert.equal((await shop.app.request('GET', path, { token: (await shop.brand.member('fabricator')).token })).status, 403);
  });

  test('one Stripe account belongs to one brand', async () => {
    await shop.settings({ shipping: [POST, EXPRESS], tax: TAX, country: 'FR', stripeAccountId: 'acct_lune' });
    const other = await shop.app.brand('Other');
    const { body } = await shop.app.request('GET', `/v1/brands/${other.brandId}/commerce`, { token: other.staffToken });
    const { brandId: _b, updatedAt: _u, platformFeePercent: _p, ...input } = body;
    const taken = await shop.app.request('PUT', `/v1/brands/${other.brandId}/commerce`, {
      token: other.staffToken,
      body: { ...input, stripeAccountId: 'acct_lune' },
    });
    assert.deepEqual([taken.status, taken.body.code], [409, 'conflict']);
  });
});

describe('a quote', () => {
  before(() => shop.settings({ shipping: [POST, EXPRESS], tax: TAX, country: 'FR' }));

  test('says the very lines that an order is charged, on the pay page too', async () => {
    await coupon({ code: 'Welcome10' });
    const asked = { shippingAddress: { country: 'FR' }, coupon: 'welcome10' };
    const { body: told } = await quote(asked);
    assert.deepEqual([told.subtotal, told.discount, told.shipping, told.tax, told.total], [14_700, 1_470, 590, 2_764, 16_584]);
    assert.deepEqual(
      told.shippingOptions.map((option: { id: string; amount: number }) => [option.id, option.amount]),
      [
        ['post', 590],
        ['express', 1_490],
      ],
    );
    const { body: order, status } = await shop.order({ items, coupon: 'WELCOME10', shippingAddress: PARIS });
    assert.equal(status, 201, JSON.stringify(order));
    const { lines, total, tax, coupon: code, shippingOption, shippingAddress } = order;
    assert.deepEqual(
      { lines, total, tax, code, shippingOption },
      {
        lines: told.lines,
        total: told.total,
        tax: told.tax,
        code: 'WELCOME10',
        shippingOption: { id: 'post', name: 'Post' },
      },
    );
    assert.deepEqual(shippingAddress, PARIS);
    const page = await (await fetch(order.checkoutUrl)).text();
    assert.match(page, /€165\.84/);
    assert.match(page, /WELCOME10[^€]*-€14\.70/);
    const session = await shop.stripe().checkout.sessions.retrieve(order.checkoutUrl.split('/').at(-1));
    assert.deepEqual(
      [session.amount_total, session.total_details?.amount_discount, session.shipping_cost?.amount_total],
      [16_584, 1_470, 590],
    );
  });

  test('takes the rate of the region before that of the country', async () => {
    const taxOf = async (shippingAddress: object) => (await quote({ shippingAddress, shippingOption: 'express' })).body.tax;
    assert.equal(await taxOf({ country: 'CA', region: 'qc' }), 1_468 + 734 + 223);
    assert.equal(await taxOf({ country: 'CA', region: 'ON' }), 490 + 245 + 75);
    assert.equal(await taxOf({ country: 'JP' }), 0);
  });

  test('makes shipping free from the amount that the option names', async () => {
    const many = [{ ...items[0]!, quantity: 5 }];
    const { body } = await quote({ items: many, shippingAddress: { country: 'FR' }, shippingOption: 'express' });
    assert.deepEqual([body.subtotal, body.shipping], [24_500, 0]);
  });

  test('chooses the way that is cheapest after the discount, by which it is charged', async () => {
    await coupon({ code: 'BARELY', discount: { kind: 'percent', percent: 10 } });
    const many = [{ ...items[0]!, quantity: 5 }];
    await shop.settings({ shipping: [POST, { ...EXPRESS, freeFrom: 24_000 }], tax: TAX, country: 'FR' });
    const choice = async (body: object) => {
      const { shippingOption, shipping, shippingOptions } = (await quote({ items: many, shippingAddress: { country: 'FR' }, ...body }))
        .body;
      assert.deepEqual([shippingOption.id, shipping], [shippingOptions[0].id, shippingOptions[0].amount]);
      return shippingOption.id;
    };
    assert.equal(await choice({}), 'express');
    assert.equal(await choice({ coupon: 'BARELY' }), 'post');
    await shop.settings({ shipping: [POST, EXPRESS], tax: TAX, country: 'FR' });
  });

  test('shoppers order nothing that the shop has taken off sale since, staff still can', async () => {
    const { product } = shop.catalogue;
    const { id: _id, brandId, createdAt: _created, updatedAt: _updated, ...input } = product;
    const become = async (status: string) => {
      const reply = await shop.staff('PUT', `/v1/brands/${brandId}/products/${product.id}`, { ...input, status });
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
    };
    await become('draft');
    for (const reply of [await quote({}), await shop.order({ items })])
      assert.deepEqual([reply.status, reply.body.code, reply.body.meta.snapshotId], [409, 'conflict', items[0]!.snapshotId]);
    assert.equal((await shop.staff('POST', '/v1/orders/quote', { items })).status, 200);
    await become('published');
    assert.equal((await quote({})).status, 200);
  });

  test('names the field for what the shop does not do', async () => {
    await shop.settings({ shipping: [POST], tax: TAX, addressRequired: true });
    for (const [body, path] of [
      [{ shippingAddress: { country: 'US' } }, 'shippingAddress.country'],
      [{ shippingAddress: { country: 'FR' }, shippingOption: 'drone' }, 'shippingOption'],
      [{ shippingOption: 'post' }, 'shippingAddress'],
    ] as const) {
      const reply = await quote(body);
      assert.deepEqual([reply.status, reply.body.errors?.[0].path], [400, path]);
    }
    const order = await shop.order({ items });
    assert.deepEqual([order.status, order.body.errors[0].path], [400, 'shippingAddress']);
    await shop.settings({ shipping: [POST, EXPRESS], tax: TAX, country: 'FR' });
  });
});

describe('coupons', () => {
  before(() => shop.settings({}));

  test('are refused outside of their window, below their minimum, in another currency, when ended or unknown', async () => {
    const day = 86_400_000;
    await coupon({ code: 'soon', startsAt: new Date(Date.now() + day).toISOString() });
    await coupon({ code: 'over', endsAt: new Date(Date.now() - day).toISOString() });
    await coupon({ code: 'large', minimum: { amount: 14_701, currency: 'EUR' } });
    await coupon({ code: 'dollars', discount: { kind: 'amount', amount: 500, currency: 'USD' } });
    await coupon({ code: 'ended', isActive: false });
    for (const code of ['soon', 'over', 'large', 'dollars', 'ended', 'nothing-like-it']) refused(await quote({ coupon: code }));
    await coupon({ code: 'fits', minimum: { amount: 14_700, currency: 'EUR' } });
    assert.equal((await quote({ coupon: 'fits' })).status, 200);
  });

  test('ten orders at once never use a coupon more often than it may be', async () => {
    await coupon({ code: 'three', maxUses: 3 });
    const replies = await Promise.all(Array.from({ length: 10 }, () => shop.order({ items, coupon: 'three' })));
    assert.equal(replies.filter(({ status }) => status === 201).length, 3);
    replies.filter(({ status }) => status !== 201).forEach(refused);
    assert.equal(await usesOf('THREE'), 3);
    refused(await quote({ coupon: 'three' }));
  });

  test('one shopper uses a coupon as often as a shopper may, others still can', async () => {
    await coupon({ code: 'once', maxPerShopper: 1 });
    const mine = await Promise.all([1, 2, 3].map(() => shop.order({ items, coupon: 'once' })));
    assert.deepEqual(
      mine.map(({ status }) => status).toSorted((a, b) => a - b),
      [201, 422, 422],
    );
    const other = await shop.brand.shopper();
    const design = await shop.app.request('POST', '/v1/designs', { token: other.token, body: { productId: shop.catalogue.product.id } });
    const { body: snapshot } = await shop.app.request('POST', `/v1/designs/${design.body.id}/finalize`, { token: other.token, body: {} });
    const theirs = await shop.order({ items: [{ snapshotId: snapshot.id, quantity: 1 }], coupon: 'once' }, {}, other.token);
    assert.equal(theirs.status, 201);
  });

  test('come back with an order that is cancelled or refunded in full, once', async () => {
    await coupon({ code: 'back', maxUses: 1 });
    const { body: order } = await shop.order({ items, coupon: 'back' });
    refused(await shop.order({ items, coupon: 'back' }));
    for (let n = 0; n < 2; n++) await shop.app.request('POST', `/v1/orders/${order.id}/cancel`, { token: shop.shopper.token, body: {} });
    assert.equal(await usesOf('BACK'), 0);
    const paid = await shop.paid({ items, coupon: 'back' });
    const half = await shop.staff('POST', `/v1/orders/${paid.id}/refunds`, { amount: 100 });
    assert.deepEqual([half.body.status, await usesOf('BACK')], ['succeeded', 1]);
    await shop.staff('POST', `/v1/orders/${paid.id}/refunds`, {});
    assert.equal(await usesOf('BACK'), 0);
  });

  test('keep code and discount; are removed only when never used', async () => {
    const made = await coupon({ code: 'keep' });
    const path = `/v1/brands/${shop.brand.brandId}/coupons/${made.id}`;
    assert.equal((await shop.staff('PATCH', path, { discount: { kind: 'percent', percent: 50 } })).status, 400);
    const patched = await shop.staff('PATCH', path, { maxUses: 5, isActive: false });
    assert.deepEqual([patched.body.maxUses, patched.body.isActive], [5, false]);
    const again = await shop.staff('POST', `/v1/brands/${shop.brand.brandId}/coupons`, { code: 'KEEP', discount: made.discount });
    assert.deepEqual([again.status, again.body.code], [409, 'conflict']);
    assert.equal((await shop.staff('DELETE', path)).status, 204);
    assert.equal((await shop.staff('PATCH', path, {})).status, 404);
    const used = (await coupons()).find(({ code }) => code === 'THREE')!;
    const kept = await shop.staff('DELETE', `/v1/brands/${shop.brand.brandId}/coupons/${used.id}`);
    assert.deepEqual([kept.status, kept.body.code], [409, 'conflict']);
  });

  test('belong to their brand and their mode', async () => {
    const made = await coupon({ code: 'ours' });
    const other = await shop.app.brand('Other');
    const path = `/v1/brands/${other.brandId}/coupons/${made.id}`;
    assert.equal((await shop.app.request('PATCH', path, { token: other.staffToken, body: {} })).status, 404);
    assert.equal((await shop.app.request('GET', `/v1/brands/${shop.brand.brandId}/coupons`, { token: other.staffToken })).status, 404);
    const live = await shop.staff('GET', `/v1/brands/${shop.brand.brandId}/coupons`, undefined, { 'luneo-mode': 'live' });
    assert.deepEqual(live.body.items, []);
  });
});

test('codes of coupons cannot be tried out, by quotes or by orders: wrong ones have a limit of their own', async () => {
  const guarded = await startTestShop(() => ({ limits: createLimits({ redis: null }) }));
  try {
    const { token } = guarded.shopper;
    const cart = { items: [{ snapshotId: (await guarded.snapshot()).id, quantity: 1 }] };
    const made = { code: 'RIGHT', discount: { kind: 'percent', percent: 10 } };
    assert.equal((await guarded.staff('POST', `/v1/brands/${guarded.brand.brandId}/coupons`, made)).status, 201);
    const ask = (coupon?: string) =>
      guarded.app.request('POST', '/v1/orders/quote', { token, body: { ...cart, ...(coupon && { coupon }) } });
    const { points } = LIMIT_RULES.coupons.shopper;
    for (let i = 0; i < points + 1; i++) assert.equal((await ask('right')).status, 200, 'right codes do not count');
    const wrong = await Promise.all(Array.from({ length: points - 1 }, (_, i) => ask(`WRONG${i}`)));
    for (const reply of wrong) refused(reply);
    const last = await guarded.order({ ...cart, coupon: 'WRONG' });
    refused(last);
    assert.match(last.headers.get('ratelimit')!, /"orders-shopper".*"coupons-shopper";r=0;/);
    for (const reply of [await ask('RIGHT'), await guarded.order({ ...cart, coupon: 'RIGHT' })]) {
      assert.deepEqual([reply.status, reply.body.code], [429, 'rate-limited']);
      assert.ok(Number(reply.headers.get('retry-after')) > 60);
      assert.match(reply.headers.get('ratelimit')!, /"coupons-shopper";r=0;t=\d+/);
      assert.match(reply.headers.get('ratelimit-policy')!, /"coupons-shopper";q=20;w=3600/);
    }
    assert.equal((await ask()).status, 200);
  } finally {
    await guarded.close();
  }
});
