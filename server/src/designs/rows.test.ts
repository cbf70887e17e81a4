import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createDocument, textLayer } from '@luneo/sdk/design/create.js';
import type { DesignDocument, Row } from '@luneo/sdk/design/document.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { documentOfRow } from '@luneo/sdk/design/variables.js';
import { layoutSide } from '@luneo/sdk/layout/layout.js';
import { paintSvg } from '@luneo/sdk/paint/svg.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { RETURN_URLS, startTestShop, type TestShop } from '../orders/testing.js';
import { printHandler } from '../print/job.js';
import { createProduct } from '../products/store.js';
import { testTemplate } from '../testing-catalogue.js';
import { loadArtwork } from './facts.js';

let shop: TestShop;
let productId: string;
let template: ProductTemplate;
let document: DesignDocument;
before(async () => {
  shop = await startTestShop(({ config }) => ({ files: createDiskFiles(join(config.dataDir, 'files')) }));
  const { font } = shop.catalogue;
  const plate = testTemplate(font.id);
  const line = (id: string, text: string, y: number) =>
    textLayer({ id, name: id, text, font: font.id, size: 4, fill: '#3a3a3a', x: 5, y, width: 50, height: 7, fit: 'shrink', locked: true });
  template = {
    ...plate,
    required: [],
    start: [{ id: 'plate', layers: [line('name', '{{name}}', 3), line('number', 'No. {{number}}', 11)] }],
    variables: [
      { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 12 },
      { kind: 'text', name: 'number', label: 'Number', required: true, maxLength: 2, characters: 'digits' },
    ],
  };
  const product = await createProduct(shop.app.deps.db, shop.brand.scope, {
    slug: 'team-plate',
    name: 'Team plate',
    description: '',
    status: 'published',
    imageUrl: null,
    template,
  });
  productId = product.id;
  document = createDocument(product.id, template, [font]);
});
after(() => shop.close());

const row = (name: string, number: string, more: Partial<Row> = {}): Row => ({
  id: `r_${number}`,
  quantity: 1,
  values: { name, number },
  ...more,
});
const ask = (method: string, path: string, body: unknown) => shop.app.request(method, path, { token: shop.shopper.token, body });
const start = async (rows: Row[]): Promise<string> =>
  (await ask('POST', '/v1/designs', { productId, document: { ...document, rows } })).body.id;

test('one design and three names are three prices, three files, and each is what its preview shows', async () => {
  const rows = [row('Ana', '7'), row('Bartholomew', '10', { quantity: 2 }), row('Zoë', '11', { options: { metal: 'gold' } })];
  const id = await start(rows);
  const frozen = await ask('POST', `/v1/designs/${id}/rows/finalize`, {});
  assert.equal(frozen.status, 201, JSON.stringify(frozen.body));
  const { items, next } = frozen.body;
  assert.equal(next, null);
  assert.deepEqual(
    items.map((item: { rowId: string; quantity: number; snapshot: { quote: { unitAmount: number } } }) => [
      item.rowId,
      item.quantity,
      item.snapshot.quote.unitAmount,
    ]),
    [
      ['r_7', 1, 4_900 + 2 * 100],
      ['r_10', 2, 4_900 + 11 * 100],
      ['r_11', 1, 4_900 + 12_000 + 3 * 100],
    ],
  );
  const again = await ask('POST', `/v1/designs/${id}/rows/finalize`, { from: 1, count: 1 });
  assert.deepEqual(
    [again.body.items[0].snapshot.id, again.body.next],
    [items[1].snapshot.id, 2],
    'the same row again is the same snapshot',
  );

  const lines = items.map(({ quantity, snapshot }: { quantity: number; snapshot: { id: string } }) => ({
    snapshotId: snapshot.id,
    quantity,
  }));
  const { body: order } = await ask('POST', '/v1/orders', { items: lines, email: 'a@example.com', ...RETURN_URLS });
  assert.equal(order.subtotal, 5_100 + 2 * 6_000 + 17_200);
  await shop.pay(order);
  await shop.webhook(order);
  await printHandler(shop.app.deps)({ orderId: order.id, brandId: order.brandId }, { attempt: 1, signal: new AbortController().signal });
  const { body: made } = await shop.app.request('GET', `/v1/orders/${order.id}/files`, { token: shop.brand.secretKey });
  const svgs = new Map<string, string>();
  for (const { itemId, format, url } of made.items) if (format === 'svg') svgs.set(itemId, await (await fetch(url)).text());
  assert.equal(new Set(svgs.values()).size, 3, 'every name has a file of its own');
  for (const [at, each] of rows.entries()) {
    const shown = documentOfRow({ ...document, rows }, each);
    const { layout } = await loadArtwork(shop.app.deps, shop.brand.scope, shown, template);
    const preview = paintSvg(layoutSide(shown, template, 'plate', layout), { shaper: layout.shaper, imageHref: () => undefined });
    assert.equal(svgs.get(order.items[at].id), preview, `the file of row ${at + 1} is its preview`);
  }
});

test('a row that cannot be made is told by its number, and nothing is ordered in its place', async () => {
  const id = await start([row('Ana', '7'), row('Maximilian the third', '8')]);
  const refused = await ask('POST', `/v1/designs/${id}/rows/finalize`, {});
  assert.deepEqual([refused.status, refused.body.code, refused.body.meta.row], [422, 'preflight-failed', 2], JSON.stringify(refused.body));
  assert.match(refused.body.detail, /^Row 2 cannot be produced yet: “Name” is too long/);
  const none = await ask('POST', `/v1/designs/${await start([])}/rows/finalize`, {});
  assert.deepEqual([none.status, none.body.code], [409, 'conflict']);
});

test('lists beyond the most that a design holds are refused whole', async () => {
  const rows = Array.from({ length: 201 }, (_, at) => row(`N${at}`, '1'));
  const refused = await ask('POST', '/v1/designs', { productId, document: { ...document, rows } });
  assert.deepEqual([refused.status, refused.body.code], [422, 'document-invalid'], JSON.stringify(refused.body));
});
