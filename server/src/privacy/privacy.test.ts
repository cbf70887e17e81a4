import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import sharp from 'sharp';
import { imageLayer, textLayer } from '@luneo/sdk/design/create.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { createLocalAi } from '../drivers/ai/local.js';
import { hasTenancy } from '../drivers/database/tenancy.js';
import { jobHandlers } from '../jobs.js';
import { RETURN_URLS, startTestShop, type TestShop } from '../orders/testing.js';
import type { TestBrand } from '../testing.js';
import { describeTables, SHOPPER_TABLES } from './tables.js';

const lines: string[] = [];
let shop: TestShop;
let working: { stop(): Promise<void> };
before(async () => {
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  shop = await startTestShop(({ config }) => ({
    files: createDiskFiles(join(config.dataDir, 'files')),
    ai: createLocalAi(),
    log: pino({ level: 'debug' }, stream),
  }));
  const { handlers, dead } = jobHandlers(shop.app.deps);
  working = await shop.app.deps.queue.work(handlers, { dead });
});
after(async () => {
  await working.stop();
  await shop.close();
});

const until = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
};
const ask = async (method: string, path: string, token: string, body?: object, status = [200, 201, 202]) => {
  const reply = await shop.app.request(method, path, { token, ...(body && { body }) });
  assert.ok(status.includes(reply.status), `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
};

/** A shopper whose every field says `canary`, with a picture, a description, and an order that was paid, made and shipped. */
async function live(brand: TestBrand, canary: string) {
  const { token, ownerId } = await brand.shopper();
  const image = { create: { width: 40, height: 40, channels: 3 as const, background: 'teal' } };
  const png = await sharp(image)
    .withExif({ IFD0: { ImageDescription: canary } })
    .png()
    .toBuffer();
  const asset = (
    await shop.app.request('POST', `/v1/assets?name=${canary}.png`, { token, body: png, headers: { 'content-type': 'image/png' } })
  ).body;
  const { product, document } = shop.catalogue;
  const side = document.sides[0]!;
  const name = side.layers[0]!;
  const layers = [
    { ...name, name: canary, ...('runs' in name && { runs: [{ ...name.runs[0]!, text: canary }] }) },
    imageLayer({ asset: asset.id, name: canary, x: 40, y: 2, width: 8, height: 8 }),
    textLayer({ text: canary, font: shop.catalogue.font.id, size: 3, fill: '#3a3a3a', x: 5, y: 10, width: 50, height: 5, name: canary }),
  ];
  const personal = { ...document, sides: [{ ...side, layers }] };
  const design = await ask('POST', '/v1/designs', token, { productId: product.id, name: canary, document: personal });
  const prompted = await ask('POST', `/v1/designs/${design.id}/generations`, token, { prompt: `engrave "${canary}" in gold` });
  const generation = `/v1/generations/${prompted.generationId}`;
  await until(async () => ['completed', 'failed'].includes((await ask('GET', generation, token)).status));
  const draft = await ask('POST', '/v1/designs', token, { productId: product.id, name: `${canary} draft`, document: personal });
  const plain = { ...document, sides: [{ ...side, layers: [layers[0]!] }] };
  const ordered = await ask('POST', '/v1/designs', token, { productId: product.id, name: canary, document: plain });
  const snapshot = await ask('POST', `/v1/designs/${ordered.id}/finalize`, token, {});
  const order = await ask('POST', '/v1/orders', token, {
    ...RETURN_URLS,
    successUrl: `${RETURN_URLS.successUrl}&who=${canary}`,
    items: [{ snapshotId: snapshot.id, quantity: 1 }],
    email: `${canary}@example.com`,
    shippingAddress: { name: canary, line1: canary, city: canary, postalCode: '75001', country: 'FR' },
  });
  return { token, ownerId, assetId: asset.id as string, draftId: draft.id as string, order, canary };
}
type Life = Awaited<ReturnType<typeof live>>;

async function deliver({ order, canary }: Life): Promise<void> {
  const { secretKey } = shop.brand;
  await shop.pay(order);
  await shop.webhook(order);
  await until(async () => (await ask('GET', `/v1/orders/${order.id}`, secretKey)).printStatus === 'ready');
  await ask('POST', `/v1/orders/${order.id}/ship`, secretKey, { carrier: 'Post', trackingNumber: canary });
  await until(async () => (await shop.app.deps.db('jobs').whereIn('status', ['queued', 'running'])).length === 0);
}

/** Every place that holds the text: `table.column`, files by path, the log. */
async function places(text: string): Promise<string[]> {
  const { db } = shop.app.deps;
  const found: string[] = [];
  for (const [table] of await describeTables(db))
    for (const row of (await db(table)) as Record<string, unknown>[])
      for (const [column, value] of Object.entries(row)) if (String(value).includes(text)) found.push(`${table}.${column}`);
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder)) {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) walk(path);
      else if (path.includes(text) || readFileSync(path).includes(text)) found.push(path.slice(shop.app.dataDir.length));
    }
  };
  // The stand-in for the payment provider keeps a ledger of its own, as the provider does.
  walk(shop.app.dataDir);
  if (lines.some((line) => line.includes(text))) found.push('log');
  return [...new Set(found)].filter((place) => !/sandbox|stripe/.test(place));
}

const isDone = async (id: string): Promise<boolean> => (await shop.app.deps.db('erasures').where({ id }).first('status')).status === 'done';

test('every table that names an owner says how it is treated when they are forgotten', async () => {
  const tables = await describeTables(shop.app.deps.db);
  const owned = [...tables].filter(([, columns]) => columns.has('owner_id')).map(([table]) => table);
  assert.deepEqual(
    owned.toSorted(),
    Object.keys(SHOPPER_TABLES).toSorted(),
    'give the table a line in server/src/privacy/tables.ts; where that says `blank`, server/src/privacy/erase-shopper.ts does it',
  );
});

test('a shopper sees everything that is kept of them, is forgotten everywhere, and nobody else is', async () => {
  const [gone, stays] = [await live(shop.brand, 'canaryalpha'), await live(shop.brand, 'canarybravo')];
  await deliver(gone);
  await deliver(stays);
  assert.ok((await places('canaryalpha')).length > 5);

  const own = await ask('GET', '/v1/sessions/data', gone.token);
  const text = JSON.stringify(own);
  assert.ok(text.includes('canaryalpha'));
  assert.deepEqual(text.match(/canarybravo|clientSecret|\w*_key"|\w*Key":"[^"]*/g), null);
  assert.ok(own.records.designs.length >= 3 && own.records.orders.length === 1 && own.records.assets.length === 1);
  for (const { url } of own.files) assert.equal((await fetch(url)).status, 200);

  const erasure = await ask('DELETE', '/v1/sessions/data', gone.token);
  await until(() => isDone(erasure.id));
  assert.deepEqual(await places('canaryalpha'), []);
  assert.deepEqual(
    (await places(gone.assetId)).filter((place) => place !== 'log'),
    [],
    'a log holds ids, and nothing that they lead to',
  );
  assert.deepEqual(
    (await places(gone.ownerId)).filter((place) => !/^(erasures|audit_log)\.|^log$|sqlite/.test(place)),
    [],
    'only the proof of it names them',
  );
  for (const { url } of own.files) assert.equal((await fetch(url)).status, 404);
  await ask('GET', `/v1/designs/${gone.draftId}`, gone.token, undefined, [404]);

  const order = await ask('GET', `/v1/orders/${gone.order.id}`, shop.brand.secretKey);
  assert.deepEqual([order.total, order.email, order.items.length], [gone.order.total, null, 1], 'the books stay whole');
  assert.ok((await places('canarybravo')).length > 5);
  assert.match(JSON.stringify(await ask('GET', `/v1/shoppers/${stays.ownerId}/data`, shop.brand.secretKey)), /canarybravo/);
});

test('an order that is being paid or made is not torn apart: the answer says what to do', async () => {
  const life = await live(shop.brand, 'canarycharlie');
  const refused = await shop.app.request('DELETE', '/v1/sessions/data', { token: life.token });
  assert.equal(refused.status, 409);
  assert.match(refused.body.detail, new RegExp(`${life.order.number}.*[Cc]ancel`));
  assert.ok((await places('canarycharlie')).length > 3, 'nothing was deleted');
});

test('a brand forgets its own shoppers only, and another brand sees none of them', async () => {
  const other = await shop.app.brand('Other brand');
  const life = await live(shop.brand, 'canarydelta');
  const seen = await ask('GET', `/v1/shoppers/${life.ownerId}/data`, other.secretKey);
  assert.deepEqual([seen.records, seen.files], [{}, []]);
  await ask('DELETE', `/v1/shoppers/${life.ownerId}/data`, other.secretKey);
  assert.ok((await places('canarydelta')).length > 3);
});

test('a brand is deleted with everything that belongs to it, and only with its name', async () => {
  const doomed = await shop.app.brand('Doomed canaryecho');
  const { db } = shop.app.deps;
  const before = (await ask('GET', '/v1/designs', shop.brand.secretKey)).items.length;
  const { token } = await doomed.shopper();
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  await shop.app.request('POST', '/v1/assets?name=canaryecho.png', { token, body: png, headers: { 'content-type': 'image/png' } });
  const path = `/v1/brands/${doomed.brandId}/data`;
  await ask('DELETE', `${path}?confirm=doomed`, doomed.staffToken, undefined, [400]);
  const erasure = await ask('DELETE', `${path}?confirm=${encodeURIComponent('Doomed canaryecho')}`, doomed.staffToken);
  for (const credential of [doomed.secretKey, doomed.publishableKey, token, doomed.staffToken])
    await ask('GET', '/v1/products', credential, undefined, [401]);
  await until(() => isDone(erasure.id));
  assert.deepEqual(await places('canaryecho'), []);
  assert.deepEqual(
    (await places(doomed.brandId)).filter((place) => !/^(erasures|jobs)\.|^log$|sqlite/.test(place)),
    [],
    'only the proof, and the job that did it',
  );
  assert.equal((await ask('GET', '/v1/designs', shop.brand.secretKey)).items.length, before, 'other brands keep theirs');
  assert.ok(hasTenancy(db) || !(await places('canaryecho')).some((place) => /sqlite/.test(place)));
});
