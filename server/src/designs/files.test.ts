import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { Design, DesignFile } from '@luneo/sdk/contracts/designs.js';
import { imageLayer } from '@luneo/sdk/design/create.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { startTestShop, type TestShop } from '../orders/testing.js';
import { printHandler } from '../print/job.js';
import { eraseShopper } from '../privacy/erase-shopper.js';

let shop: TestShop;
before(async () => {
  shop = await startTestShop(({ config }) => ({ files: createDiskFiles(join(config.dataDir, 'files')) }));
});
after(() => shop.close());

const ask = (path: string, token = shop.brand.staffToken, headers = {}) => shop.app.request('GET', path, { token, headers });
const filesOf = async (id: string, format = ''): Promise<DesignFile[]> =>
  (await ask(`/v1/designs/${id}/files${format && `?format=${format}`}`)).body.items;
const bytesOf = async ({ url }: DesignFile): Promise<Buffer> => {
  const reply = await fetch(url);
  assert.equal(reply.status, 200);
  return Buffer.from(await reply.arrayBuffer());
};

async function create(document: unknown = shop.catalogue.document, token = shop.shopper.token): Promise<Design> {
  const body = { productId: shop.catalogue.product.id, document };
  return (await shop.app.request('POST', '/v1/designs', { token, body })).body;
}

async function change({ id, revision, document }: Design, text: string): Promise<Design> {
  const layer = document.sides[0]!.layers[0]!;
  if (layer.type === 'text') layer.runs[0]!.text = text;
  const options = { token: shop.shopper.token, body: { document }, headers: { 'if-match': String(revision) } };
  return (await shop.app.request('PATCH', `/v1/designs/${id}`, options)).body;
}

describe('files of a design', () => {
  test('a picture of each designed side, and the very drawing that an order of it gets', async () => {
    const snapshot = await shop.snapshot();
    const files = await filesOf(snapshot.designId);
    assert.deepEqual(
      files.map(({ side, format }) => [side, format]),
      [
        ['plate', 'png'],
        ['plate', 'pdf'],
        ['plate', 'svg'],
      ],
    );
    const [png, pdf, svg] = await Promise.all(files.map(bytesOf));
    const { width, height, format } = await sharp(png).metadata();
    assert.deepEqual({ width, height, format }, { width: 1024, height: 341, format: 'png' });
    assert.ok((await sharp(png).stats()).channels[3]!.max === 255, 'something is painted');
    assert.equal(pdf!.toString('latin1', 0, 5), '%PDF-');
    const order = await shop.paid({ items: [{ snapshotId: snapshot.id, quantity: 1 }] });
    await printHandler(shop.app.deps)({ orderId: order.id, brandId: order.brandId }, { attempt: 1, signal: new AbortController().signal });
    const printed = (await ask(`/v1/orders/${order.id}/files`)).body.items as { format: string; hash: string }[];
    assert.equal(files[2]!.hash, printed.find((file) => file.format === 'svg')!.hash);
    assert.ok(svg!.length > 0);
  });

  test('is painted once; the next revision gets its own, and that of the one before is gone', async () => {
    const design = await create();
    const [first] = await filesOf(design.id, 'png');
    assert.equal((await filesOf(design.id, 'png'))[0]!.id, first!.id);
    const [, again] = await Promise.all([filesOf(design.id), filesOf(design.id)]);
    assert.equal(again.find(({ format }) => format === 'png')!.id, first!.id);
    await change(design, 'Zoé');
    const [second] = await filesOf(design.id, 'png');
    assert.deepEqual([first!.revision, second!.revision], [1, 2]);
    assert.notEqual(second!.hash, first!.hash);
    assert.equal((await fetch(first!.url)).status, 404);
    await bytesOf(second!);
    assert.equal((await shop.app.deps.db('design_files').where({ design_id: design.id })).length, 3);
  });

  test('is shown by one address and saved under a telling name by the other', async () => {
    const { id } = await create();
    await shop.app.deps.db('designs').where({ id }).update({ name: 'For "Zoé" / gift' });
    const [, pdf] = await filesOf(id);
    const [shown, saved] = await Promise.all([fetch(pdf!.url), fetch(pdf!.downloadUrl)]);
    assert.equal(shown.headers.get('content-disposition'), 'inline');
    assert.match(saved.headers.get('content-disposition')!, /attachment; filename="For -Zo_- - gift-plate\.pdf"/);
  });

  test('refuses to produce without one of its pictures, and still shows the rest', async () => {
    const document = structuredClone(shop.catalogue.document);
    document.sides[0]!.layers.push(imageLayer({ asset: 'ast_gone', x: 40, y: 5, width: 15, height: 10 }));
    const { id } = await create(document);
    const refused = await ask(`/v1/designs/${id}/files?format=pdf`);
    assert.deepEqual([refused.status, refused.body.code, refused.body.meta.findings[0].code], [422, 'preflight-failed', 'asset-missing']);
    assert.equal((await filesOf(id, 'png')).length, 1);
  });

  test('an empty design has none', async () => {
    const document = structuredClone(shop.catalogue.document);
    document.sides[0]!.layers = [];
    assert.deepEqual(await filesOf((await create(document)).id), []);
  });

  test('are not for shoppers, other brands and the other mode', async () => {
    const path = `/v1/designs/${(await create()).id}/files`;
    assert.equal((await ask(path, shop.shopper.token)).status, 403);
    assert.equal((await ask(path, (await shop.app.brand('Another')).staffToken)).status, 404);
    assert.equal((await ask(path, shop.brand.staffToken, { 'luneo-mode': 'live' })).status, 404);
    assert.equal((await ask(path, shop.brand.secretKey)).status, 200);
  });

  test('go with their shopper', async () => {
    const { token, ownerId } = await shop.brand.shopper();
    const { id } = await create(shop.catalogue.document, token);
    const { db, queue } = shop.app.deps;
    await filesOf(id);
    const keys = ((await db('design_files').where({ design_id: id })) as { file_key: string }[]).map(({ file_key }) => file_key);
    const erasure = await eraseShopper({ db, queue }, shop.brand.scope, ownerId);
    assert.equal((await db('design_files').where({ design_id: id })).length, 0);
    for (const key of keys) assert.ok(erasure.files.includes(key), key);
  });
});

test('orders are found by a design that they hold', async () => {
  const [mine, other] = [await shop.snapshot(), await shop.snapshot()];
  const { body: order } = await shop.order({ items: [{ snapshotId: mine.id, quantity: 2 }] });
  await shop.order({ items: [{ snapshotId: other.id, quantity: 1 }] });
  const found = async (designId: string): Promise<string[]> =>
    (await ask(`/v1/orders?designId=${designId}`)).body.items.map(({ id }: { id: string }) => id);
  assert.deepEqual(await found(mine.designId), [order.id]);
  assert.deepEqual(await found((await create()).id), []);
});
