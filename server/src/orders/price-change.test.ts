import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestShop, type TestShop } from './testing.js';

let shop: TestShop;
before(async () => {
  shop = await startTestShop();
});
after(() => shop.close());

const DAY = 24 * 3_600_000;
const setPrice = async (basePrice: number, currency = shop.catalogue.product.template.currency): Promise<void> => {
  const path = `/v1/brands/${shop.brand.brandId}/products/${shop.catalogue.product.id}`;
  const { slug, name, description, status, imageUrl, template } = shop.catalogue.product;
  const reply = await shop.staff('PUT', path, {
    slug,
    name,
    description,
    status,
    imageUrl,
    template: { ...template, basePrice, currency },
  });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
};
/** A design that was finalized at 49.00 so long ago. */
const frozen = async (agoMs: number): Promise<string> => {
  await setPrice(4_900);
  const { id } = await shop.snapshot();
  await shop.app.deps
    .db('design_snapshots')
    .where({ id })
    .update({ created_at: new Date(Date.now() - agoMs).toISOString() });
  return id;
};
const quote = async (snapshotId: string, quantity = 1) =>
  (await shop.app.request('POST', '/v1/orders/quote', { token: shop.shopper.token, body: { items: [{ snapshotId, quantity }] } })).body;

test('a price holds for a day, whatever the brand does meanwhile', async () => {
  const snapshotId = await frozen(DAY / 2);
  await setPrice(6_000);
  assert.deepEqual([(await quote(snapshotId)).total, (await quote(snapshotId)).priceChanges], [4_900, []]);
  const { status, body } = await shop.order({ items: [{ snapshotId, quantity: 1 }] });
  assert.deepEqual([status, body.total], [201, 4_900]);
});

test("then today's counts: one that rose is asked about and charged once it is accepted, with the same key", async () => {
  const snapshotId = await frozen(DAY + 1_000);
  await setPrice(6_000);
  const changes = [{ snapshotId, was: 9_800, now: 12_000 }];
  assert.deepEqual([(await quote(snapshotId, 2)).total, (await quote(snapshotId, 2)).priceChanges], [12_000, changes]);
  const items = [{ snapshotId, quantity: 2 }];
  const headers = { 'idempotency-key': 'dearer' };
  const refused = await shop.order({ items }, headers);
  assert.deepEqual([refused.status, refused.body.code, refused.body.meta], [409, 'price-changed', { changes }]);
  assert.deepEqual(await shop.app.deps.db('order_items').where({ snapshot_id: snapshotId }), []);
  const { status, body } = await shop.order({ items, acceptPriceChange: true }, headers);
  assert.deepEqual([status, body.total, body.items[0].quote.unitAmount], [201, 12_000, 6_000]);
});

test('one that fell is charged without asking, and one that stayed is no change', async () => {
  const snapshotId = await frozen(2 * DAY);
  await setPrice(4_000);
  const { status, body } = await shop.order({ items: [{ snapshotId, quantity: 1 }] });
  assert.deepEqual([status, body.total], [201, 4_000]);
  const same = await frozen(2 * DAY);
  assert.deepEqual((await quote(same)).priceChanges, []);
  assert.equal((await shop.order({ items: [{ snapshotId: same, quantity: 1 }] })).status, 201);
});

test('less of another currency is asked about too', async () => {
  const snapshotId = await frozen(2 * DAY);
  await setPrice(4_800, 'GBP');
  const items = [{ snapshotId, quantity: 1 }];
  const refused = await shop.order({ items });
  assert.deepEqual([refused.status, refused.body.code, refused.body.meta.changes.length], [409, 'price-changed', 1]);
  const { status, body } = await shop.order({ items, acceptPriceChange: true });
  assert.deepEqual([status, body.currency, body.total], [201, 'GBP', 4_800]);
});
