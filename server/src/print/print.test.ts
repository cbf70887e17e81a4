import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { Order, PrintFile } from '@luneo/sdk/contracts/orders.js';
import { imageLayer } from '@luneo/sdk/design/create.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { mailHandler } from '../mail/job.js';
import { startTestShop } from '../orders/testing.js';
import type { TestShop } from '../orders/testing.js';
import { Problem } from '../problem.js';
import { printGivenUp, printHandler } from './job.js';

let shop: TestShop;
before(async () => {
  shop = await startTestShop(({ config }) => ({ files: createDiskFiles(join(config.dataDir, 'files')) }));
});
after(() => shop.close());

const context = { attempt: 1, signal: new AbortController().signal };
const print = (order: Order, files = shop.app.deps.files): Promise<void> =>
  printHandler({ ...shop.app.deps, files })({ orderId: order.id, brandId: order.brandId }, context);
const get = async (order: Order): Promise<Order> =>
  (await shop.app.request('GET', `/v1/orders/${order.id}`, { token: shop.brand.secretKey })).body;
const filesOf = async (order: Order, token = shop.brand.secretKey): Promise<PrintFile[]> =>
  (await shop.app.request('GET', `/v1/orders/${order.id}/files`, { token })).body.items;

async function paid(body: object = {}): Promise<Order> {
  const { body: order } = await shop.order(body);
  await shop.pay(order);
  await shop.webhook(order);
  return order;
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('print job', () => {
  test('makes a PDF and an SVG of each designed side, in exact mm, and moves the order on', async () => {
    const order = await paid();
    await print(order);
    const after = await get(order);
    assert.deepEqual([after.status, after.printStatus], ['processing', 'ready']);
    const files = await filesOf(order);
    assert.deepEqual(
      files.map(({ side, format }) => [side, format]),
      [
        ['plate', 'pdf'],
        ['plate', 'svg'],
      ],
    );
    const [pdf, svg] = await Promise.all(files.map(async ({ url }) => Buffer.from(await (await fetch(url)).arrayBuffer())));
    const points = (mm: number): number => (mm * 72) / 25.4;
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf!.toString('latin1'))!;
    assert.ok(Math.abs(Number(box[1]) - points(60)) < 0.01 && Math.abs(Number(box[2]) - points(20)) < 0.01, box[0]);
    assert.match(svg!.toString(), /^<svg[^>]* width="60mm" height="20mm"/);
    assert.match(svg!.toString(), /<path /);
    assert.deepEqual(
      files.map(({ bytes }) => bytes),
      [pdf!.length, svg!.length],
    );
  });

  test('runs twice, also at once, and leaves one file and one event', async () => {
    const order = await paid();
    await Promise.allSettled([print(order), print(order)]);
    await shop.app.deps.db('orders').where({ id: order.id }).update({ print_status: 'processing' });
    const before = (await filesOf(order)).map(({ id, hash }) => [id, hash]);
    await print(order);
    await print(order);
    assert.deepEqual(
      (await filesOf(order)).map(({ id, hash }) => [id, hash]),
      before,
    );
    assert.equal(before.length, 2);
    assert.equal((await readdir(join(shop.app.dataDir, 'files', 'print', order.brandId, order.id, order.items[0]!.id))).length, 2);
  });

  test('prints the frozen design, whatever became of the design and the product', async () => {
    const frozen = await shop.snapshot();
    const order = await paid({ items: [{ snapshotId: frozen.id, quantity: 1 }] });
    const reference = await paid({ items: [{ snapshotId: frozen.id, quantity: 1 }] });
    await print(reference);
    const { db } = shop.app.deps;
    await db('designs').where({ id: frozen.designId }).update({ document: '{}' });
    await db('products').update({ status: 'draft' });
    await print(order);
    await db('products').update({ status: 'published' });
    const hash = async (each: Order): Promise<string | undefined> => (await filesOf(each)).find(({ format }) => format === 'svg')?.hash;
    assert.equal(await hash(order), await hash(reference));
  });

  test('embeds pictures at full resolution, so that the files stand alone', async () => {
    const { db, files } = shop.app.deps;
    const pixels = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#884422' } })
      .webp()
      .toBuffer();
    await files.put('assets/photo.webp', pixels, 'image/webp');
    const asset = { id: 'ast_photo', brand_id: shop.brand.brandId, owner_id: shop.shopper.ownerId, mode: 'test', name: 'photo' };
    const facts = { mime: 'image/webp', bytes: pixels.length, width: 300, height: 200, has_alpha: false, hash: 'x'.repeat(64) };
    const keys = { file_key: 'assets/photo.webp', preview_key: 'assets/photo.webp', preview_mime: 'image/webp' };
    await db('assets').insert({ ...asset, ...facts, ...keys, created_at: new Date().toISOString() });
    const document = structuredClone(shop.catalogue.document);
    document.sides[0]!.layers.push(imageLayer({ asset: 'ast_photo', x: 40, y: 5, width: 15, height: 10 }));
    const snapshot = await shop.snapshot(document);
    const order = await paid({ items: [{ snapshotId: snapshot.id, quantity: 1 }] });
    await print(order);
    const [pdf, svg] = await Promise.all(
      (await filesOf(order)).map(async ({ url }) => Buffer.from(await (await fetch(url)).arrayBuffer())),
    );
    assert.match(pdf!.toString('latin1'), /\/Width 300/);
    const href = /href="data:image\/png;base64,([^"]+)"/.exec(svg!.toString())![1]!;
    assert.equal((await sharp(Buffer.from(href, 'base64')).metadata()).width, 300);
    await files.delete('assets/photo.webp');
    await db('orders').where({ id: order.id }).update({ print_status: 'processing' });
    await assert.rejects(print(order), /picture ast_photo is missing/);
  });

  test('a picture is printed as the shopper adjusted it, beside itself as it is', async () => {
    const { db, files } = shop.app.deps;
    const pixels = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c08040' } })
      .jpeg({ quality: 100 })
      .toBuffer();
    await files.put('assets/sand.jpg', pixels, 'image/jpeg');
    const asset = { id: 'ast_sand', brand_id: shop.brand.brandId, owner_id: shop.shopper.ownerId, mode: 'test', name: 'sand' };
    const facts = { mime: 'image/jpeg', bytes: pixels.length, width: 60, height: 40, has_alpha: false, hash: 'y'.repeat(64) };
    const keys = { file_key: 'assets/sand.jpg', preview_key: 'assets/sand.jpg', preview_mime: 'image/jpeg' };
    await db('assets').insert({ ...asset, ...facts, ...keys, created_at: new Date().toISOString() });
    const document = structuredClone(shop.catalogue.document);
    const [grey, neutral] = [
      { brightness: 0, contrast: 0, saturation: -1 },
      { brightness: 0, contrast: 0, saturation: 0 },
    ];
    const place = { asset: 'ast_sand', y: 5, width: 6, height: 4 };
    document.sides[0]!.layers.push(
      imageLayer({ ...place, x: 30, adjustments: grey }),
      imageLayer({ ...place, x: 40, adjustments: neutral }),
    );
    const snapshot = await shop.snapshot(document);
    const order = await paid({ items: [{ snapshotId: snapshot.id, quantity: 1 }] });
    await print(order);
    const svg = (await filesOf(order)).find(({ format }) => format === 'svg')!;
    const hrefs = [...(await (await fetch(svg.url)).text()).matchAll(/href="data:(image\/\w+);base64,([^"]+)"/g)];
    const colours = hrefs.map(async ([, mime, data]) => [
      mime,
      ...(await sharp(Buffer.from(data!, 'base64')).raw().toBuffer()).subarray(0, 3),
    ]);
    const [adjusted, plain] = await Promise.all(colours);
    assert.equal(adjusted![0], 'image/png');
    assert.deepEqual([adjusted![1], adjusted![2]], [adjusted![2], adjusted![3]]);
    assert.equal(plain![0], 'image/jpeg');
    assert.notEqual(plain![1], plain![3]);
  });

  test('a photo with a wide colour profile is printed with the colours of the screen', async () => {
    const { db, files } = shop.app.deps;
    const wide = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#20c040' } })
      .withIccProfile('p3')
      .jpeg({ quality: 100 })
      .toBuffer();
    const [written] = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    await files.put('assets/wide.jpg', wide, 'image/jpeg');
    const asset = { id: 'ast_wide', brand_id: shop.brand.brandId, owner_id: shop.shopper.ownerId, mode: 'test', name: 'wide' };
    const facts = { mime: 'image/jpeg', bytes: wide.length, width: 60, height: 40, has_alpha: false, hash: 'z'.repeat(64) };
    const keys = { file_key: 'assets/wide.jpg', preview_key: 'assets/wide.jpg', preview_mime: 'image/jpeg' };
    await db('assets').insert({ ...asset, ...facts, ...keys, created_at: new Date().toISOString() });
    const document = structuredClone(shop.catalogue.document);
    document.sides[0]!.layers.push(imageLayer({ asset: 'ast_wide', x: 40, y: 5, width: 6, height: 4 }));
    const order = await paid({ items: [{ snapshotId: (await shop.snapshot(document)).id, quantity: 1 }] });
    await print(order);
    const svg = (await filesOf(order)).find(({ format }) => format === 'svg')!;
    const [, data] = /href="data:image\/png;base64,([^"]+)"/.exec(await (await fetch(svg.url)).text())!;
    const [printed, green] = await sharp(Buffer.from(data!, 'base64')).raw().toBuffer();
    assert.ok(Math.abs(printed! - 0x20) <= 3 && Math.abs(green! - 0xc0) <= 3, `${printed},${green}`);
    assert.ok(Math.abs(written! - 0x20) > 10, 'the file itself says it in other numbers');
  });

  test('a full disk is tried again, and shown on the order when it stays full', async () => {
    const order = await paid();
    const full = { ...shop.app.deps.files, put: () => Promise.reject(new Problem('storage-full', 'There is no space left.')) };
    await assert.rejects(print(order, full), { code: 'storage-full' });
    assert.equal((await get(order)).printStatus, 'processing');
    assert.deepEqual(await filesOf(order), []);
    await printGivenUp(shop.app.deps)({ orderId: order.id, brandId: order.brandId }, 'storage-full');
    assert.deepEqual([(await get(order)).status, (await get(order)).printStatus], ['paid', 'failed']);
    await print(order);
    assert.equal((await get(order)).printStatus, 'ready');
  });

  test('does not print what was not paid', async () => {
    const { body: order } = await shop.order();
    await print(order);
    assert.equal((await get(order)).printStatus, 'waiting');
  });

  test('production files are for the brand, not for shoppers or other brands', async () => {
    const order = await paid();
    const path = `/v1/orders/${order.id}/files`;
    assert.equal((await shop.app.request('GET', path, { token: shop.shopper.token })).status, 403);
    assert.equal((await shop.app.request('GET', path, { token: (await shop.app.brand('Another')).secretKey })).status, 404);
    assert.deepEqual(await filesOf(order, shop.brand.staffToken), []);
  });
});

describe('downloads', () => {
  test('come with headers that make them plain data, and only by a valid URL', async () => {
    const order = await paid();
    await print(order);
    const [{ url } = { url: '' }] = await filesOf(order);
    const file = await fetch(url, { headers: { origin: 'https://shop.example' } });
    const header = (name: string): string => file.headers.get(name) ?? '';
    assert.equal(header('content-type'), 'application/pdf');
    assert.match(header('content-disposition'), /^attachment; filename="LN-.*-1-plate\.pdf"/);
    assert.match(header('content-security-policy'), /sandbox/);
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('access-control-allow-origin'), '*');
    assert.match(header('cache-control'), /^private, max-age=\d+, immutable$/);
    assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('content-length'), header('content-length'));
    for (const [bad, code] of [
      [url.replace('.pdf?', '.svg?'), 'invalid-signature'],
      [url.replace(/expires=\d+/, 'expires=1'), 'invalid-signature'],
      [url.split('?')[0], 'invalid-signature'],
    ]) {
      const refused = await fetch(bad!);
      assert.equal(refused.headers.get('content-type')?.split(';')[0], 'application/problem+json');
      assert.deepEqual([refused.status, (await refused.json()).code], [401, code]);
    }
    await shop.app.deps.files.delete(`print/${order.brandId}/${order.id}/${order.items[0]!.id}/plate.pdf`);
    assert.equal((await fetch(url)).status, 404);
  });
});

describe('confirmation mail', () => {
  test('goes out once, in text and HTML, with names escaped', async () => {
    const order = await paid();
    const [mail] = await shop.app.deps.db('mails').where({ order_id: order.id });
    const send = mailHandler(shop.app.deps);
    await send({ mailId: mail.id, brandId: order.brandId });
    await shop.app.deps.db('mails').where({ id: mail.id }).update({ sent_at: null });
    await send({ mailId: mail.id, brandId: order.brandId });
    const mine = (await readdir(shop.mailDir)).filter((name) => name.startsWith(mail.id));
    assert.deepEqual(mine, [`${mail.id}.eml`]);
    const text = (await readFile(join(shop.mailDir, mine[0]!), 'utf8')).replaceAll('=\r\n', '');
    assert.match(text, /^To: ana@example\.com/m);
    assert.match(text, new RegExp(`Subject: Atelier <Lune>: your order ${order.number}`));
    assert.match(text, /Atelier &lt;Lune&gt;/);
    assert.match(text, /Content-Type: text\/plain/);
    assert.ok((await shop.app.deps.db('mails').where({ id: mail.id }).first()).sent_at);
  });
});

describe('a worker', () => {
  test('takes a paid order to its files and its mail by itself', async () => {
    const { queue } = shop.app.deps;
    const order = await paid();
    const working = await queue.work({ print: printHandler(shop.app.deps), mail: mailHandler(shop.app.deps) });
    await until(async () => (await get(order)).printStatus === 'ready');
    await until(async () => (await shop.app.deps.db('mails').where({ order_id: order.id }).first()).sent_at !== null);
    await working.stop();
    assert.equal((await filesOf(order)).length, 2);
  });
});
