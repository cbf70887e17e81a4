import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { printGivenUp, printHandler } from '../print/job.js';
import { startTestShop, type TestShop } from '../orders/testing.js';

let shop: TestShop;
let maker: { token: string; userId: string };
let other: { token: string; userId: string };
before(async () => {
  shop = await startTestShop(({ config }) => ({ files: createDiskFiles(join(config.dataDir, 'files')) }));
  maker = await shop.brand.member('fabricator');
  other = await shop.brand.member('fabricator');
});
after(() => shop.close());

const ADDRESS = { name: 'Ana Diaz', line1: 'Gran Vía 1', city: 'Madrid', postalCode: '28013', country: 'ES' };
const as = (who: { token: string }, method: string, path: string, body?: object, headers = {}) =>
  shop.app.request(method, path, { token: who.token, body, headers });
const assign = (order: Order, to: { userId: string } | null) =>
  shop.staff('POST', `/v1/orders/${order.id}/assign`, { fabricatorId: to && to.userId });
const work = async (who: { token: string }): Promise<string[]> =>
  (await as(who, 'GET', '/v1/production/orders?limit=100')).body.items.map(({ id }: Order) => id);
const rows = (table: string, where: object) => shop.app.deps.db(table).where(where);
const print = (order: Order) =>
  printHandler(shop.app.deps)({ orderId: order.id, brandId: order.brandId }, { attempt: 1, signal: new AbortController().signal });

describe('a fabricator', () => {
  test('sees nothing without an assignment, and only what was given to them', async () => {
    const order = await shop.paid({ shippingAddress: ADDRESS });
    for (const path of [`/v1/production/orders/${order.id}`, `/v1/orders/${order.id}/files`])
      assert.equal((await as(maker, 'GET', path)).status, 404);
    assert.deepEqual(await work(maker), []);
    assert.equal((await assign(order, maker)).body.fabricatorId, maker.userId);
    assert.deepEqual([await work(maker), await work(other)], [[order.id], []]);
    await assign(order, null);
    assert.deepEqual(await work(maker), []);
    for (const step of ['produce', 'deliver']) assert.equal((await as(maker, 'POST', `/v1/orders/${order.id}/${step}`, {})).status, 404);
    assert.equal((await as(maker, 'POST', `/v1/orders/${order.id}/ship`, { carrier: 'DHL' })).status, 404);
  });

  test('sees where it goes, but neither prices nor the e-mail address, nor what is for staff', async () => {
    const order = await shop.paid({ shippingAddress: ADDRESS });
    await assign(order, maker);
    const { body } = await as(maker, 'GET', `/v1/production/orders/${order.id}`);
    assert.deepEqual(body.shippingAddress, ADDRESS);
    assert.deepEqual([body.items[0].productName, body.items[0].quantity], ['Engraved plate', 1]);
    const text = JSON.stringify(body);
    for (const secret of ['ana@example.com', '4900', 'EUR', 'quote', 'ownerId']) assert.ok(!text.includes(secret), secret);
    for (const [method, path] of [
      ['GET', `/v1/orders/${order.id}`],
      ['GET', '/v1/orders'],
      ['POST', `/v1/orders/${order.id}/refunds`],
      ['POST', `/v1/orders/${order.id}/assign`],
      ['POST', `/v1/orders/${order.id}/cancel`],
      ['POST', `/v1/orders/${order.id}/print/retry`],
    ] as const)
      assert.equal((await as(maker, method, path, method === 'POST' ? {} : undefined)).status, 403, path);
  });

  test('downloads the files, makes, ships and delivers; the shopper is written to once', async () => {
    const order = await shop.paid({ shippingAddress: ADDRESS });
    await assign(order, maker);
    await print(order);
    const { body: files } = await as(maker, 'GET', `/v1/orders/${order.id}/files`);
    assert.equal(files.items.length, 2);
    assert.equal((await fetch(files.items[0].url)).status, 200);
    assert.equal((await as(other, 'GET', `/v1/orders/${order.id}/files`)).status, 404);
    const path = `/v1/orders/${order.id}`;
    assert.ok((await as(maker, 'POST', `${path}/produce`, {})).body.productionStartedAt);
    const shipped = await as(maker, 'POST', `${path}/ship`, {
      carrier: 'DHL',
      trackingNumber: '00340',
      trackingUrl: 'https://dhl.example/00340',
    });
    assert.deepEqual([shipped.status, shipped.body.status, shipped.body.shipment.trackingNumber], [200, 'shipped', '00340']);
    assert.equal((await as(maker, 'POST', `${path}/ship`, { carrier: 'UPS' })).status, 409);
    assert.equal((await rows('mails', { order_id: order.id, kind: 'order-shipped' })).length, 1);
    const delivered = await as(maker, 'POST', `${path}/deliver`, {});
    assert.equal(delivered.body.status, 'delivered');
    assert.ok(delivered.body.shipment.deliveredAt);
    const { body: seen } = await shop.app.request('GET', path, { token: shop.shopper.token });
    assert.deepEqual([seen.status, seen.shipment.carrier, seen.fabricatorId], ['delivered', 'DHL', null]);
    assert.deepEqual(
      (await rows('events', { topic: `order:${order.id}` })).map(({ type }) => type).filter((type) => type !== 'order.updated'),
      ['order.paid', 'order.shipped', 'order.delivered'],
    );
  });

  test('sees no order that is not paid, or whose money went back', async () => {
    const { body: unpaid } = await shop.order();
    assert.equal((await assign(unpaid, maker)).status, 409);
    assert.equal((await shop.staff('GET', `/v1/production/orders/${unpaid.id}`)).status, 404);
    const order = await shop.paid();
    await assign(order, maker);
    await shop.staff('POST', `/v1/orders/${order.id}/refunds`, {});
    assert.ok(!(await work(maker)).includes(order.id));
    assert.equal((await as(maker, 'GET', `/v1/orders/${order.id}/files`)).status, 404);
  });

  test('of another brand, or somebody who is none, cannot be given work', async () => {
    const order = await shop.paid();
    const stranger = await (await shop.app.brand('Other')).member('fabricator');
    for (const who of [stranger, await shop.brand.member('brand_user')]) {
      const reply = await assign(order, who);
      assert.deepEqual([reply.status, reply.body.errors[0].path], [400, 'fabricatorId']);
    }
  });
});

describe('makers by product', () => {
  test('get paid orders by themselves; different makers leave it to staff', async () => {
    const productId = shop.catalogue.product.id;
    await shop.settings({ fabricators: { default: other.userId, products: [{ productId, userId: maker.userId }] } });
    const order = await shop.paid();
    assert.equal(order.fabricatorId, maker.userId);
    await shop.settings({ fabricators: { default: other.userId, products: [] } });
    assert.equal((await shop.paid()).fabricatorId, other.userId);
    await shop.settings({});
    assert.equal((await shop.paid()).fabricatorId, null);
  });

  test('must be fabricators of the brand', async () => {
    const path = `/v1/brands/${shop.brand.brandId}/commerce`;
    const { brandId: _b, updatedAt: _u, platformFeePercent: _p, ...now } = (await shop.staff('GET', path)).body;
    const user = await shop.brand.member('brand_user');
    const reply = await shop.staff('PUT', path, { ...now, fabricators: { default: user.userId, products: [] } });
    assert.deepEqual([reply.status, reply.body.errors[0].path], [400, 'fabricators']);
  });

  test('get no test orders in production', async () => {
    const { config } = shop.app.deps;
    const { env } = config;
    await shop.settings({ fabricators: { default: maker.userId, products: [] } });
    const { body: order } = await shop.order();
    await shop.pay(order);
    config.env = 'production';
    await shop.webhook(order);
    const [row] = await rows('orders', { id: order.id });
    const reply = await shop.staff('POST', `/v1/orders/${order.id}/assign`, { fabricatorId: maker.userId }, { 'luneo-mode': 'test' });
    config.env = env;
    assert.deepEqual([row.status, row.fabricator_id, reply.status], ['paid', null, 409]);
  });
});

describe('a failed print job', () => {
  test('is queued again by staff, once, and then makes the files', async () => {
    const order = await shop.paid();
    await printGivenUp(shop.app.deps)({ orderId: order.id, brandId: order.brandId }, 'disk on fire');
    const retry = () => shop.staff('POST', `/v1/orders/${order.id}/print/retry`, {});
    const replies = await Promise.all([retry(), retry()]);
    assert.deepEqual(
      replies.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 409],
    );
    const jobs = (await shop.app.deps.db('jobs').where({ name: 'print' })).filter(({ payload }) => payload.includes(order.id));
    assert.deepEqual(
      jobs.map(({ status }) => status),
      ['queued', 'queued'],
    );
    await print(order);
    assert.equal((await shop.staff('GET', `/v1/orders/${order.id}`)).body.printStatus, 'ready');
    assert.equal((await retry()).status, 409);
  });
});

describe('staff', () => {
  test('see all paid orders to be made, by status, and find orders by number and address', async () => {
    const order = await shop.paid({ email: 'Zoë_100%@example.com' });
    const list = await shop.staff('GET', '/v1/production/orders?status=paid&limit=100');
    assert.ok(list.body.items.some(({ id }: Order) => id === order.id));
    const find = async (search: string): Promise<string[]> =>
      (await shop.staff('GET', `/v1/orders?search=${encodeURIComponent(search)}`)).body.items.map(({ id }: Order) => id);
    assert.deepEqual(await find(order.number.toLowerCase().slice(3)), [order.id]);
    assert.deepEqual(await find('_100%@'), [order.id]);
    assert.deepEqual(await find('%%%%'), []);
  });
});
