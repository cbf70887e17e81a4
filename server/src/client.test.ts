import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { Luneo, LuneoError, type LuneoOptions } from '@luneo/sdk';
import { applyEdit } from '@luneo/sdk/design/edits.js';
import { attachRealtime } from './realtime/realtime.js';
import { startTestApp, type TestApp, type TestBrand } from './testing.js';
import { makeCatalogue, type TestCatalogue } from './testing-catalogue.js';

/** The published client against the real application: what one promises, the other keeps. */
let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
let realtime: { close(): Promise<void> };
before(async () => {
  app = await startTestApp();
  realtime = attachRealtime(app.server, app.deps);
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
});
after(async () => {
  await realtime.close();
  await app.close();
});

const shop = (more: Partial<LuneoOptions> = {}): Luneo =>
  new Luneo({
    apiUrl: app.url,
    publishableKey: brand.publishableKey,
    WebSocket: WebSocket as unknown as NonNullable<LuneoOptions['WebSocket']>,
    ...more,
  });
const isError = (code: string) => (error: unknown) => error instanceof LuneoError && error.code === code && error.requestId !== null;

test('a shop reads its catalogue by publishable key, and prices with the server', async () => {
  const luneo = shop();
  const product = await luneo.products.get(catalogue.product.slug);
  assert.equal(product.id, catalogue.product.id);
  assert((await luneo.products.list()).items.some(({ id }) => id === product.id));
  assert((await luneo.fonts.list()).items.length > 0);
  assert((await luneo.clipart.list()).items.length > 0);
  const quote = await luneo.products.price(product.id, { document: catalogue.document, quantity: 2 });
  assert.equal(quote.unitAmount * 2, quote.total);
});

test('a shopper saves an edit, and hears of it over the socket', async () => {
  const luneo = shop();
  const design = await luneo.designs.create({ productId: catalogue.product.id });
  const heard: unknown[] = [];
  for await (const change of luneo.realtime.changes([`design:${design.id}`])) {
    heard.push(change.data);
    if (heard.length === 2) break;
    const side = design.document.sides[0]!;
    const document = applyEdit(design.document, { type: 'remove-layer', side: side.id, layerId: side.layers[0]!.id });
    await luneo.designs.update(design.id, design.revision, { document, name: 'Bare' });
  }
  assert.deepEqual(heard[0], {});
  assert.equal((heard[1] as { revision: number }).revision, 2);
  assert.deepEqual((await luneo.designs.get(design.id)).document.sides[0]!.layers, []);
});

test('a stale revision comes back with the current design', async () => {
  const luneo = shop();
  const { id } = await luneo.designs.create({ productId: catalogue.product.id });
  await luneo.designs.update(id, 1, { name: 'First' });
  await assert.rejects(luneo.designs.update(id, 1, { name: 'Second' }), (error: unknown) => {
    assert(error instanceof LuneoError && error.code === 'revision-stale');
    assert.equal((error.meta['current'] as { name: string }).name, 'First');
    return true;
  });
});

test('what cannot be made is refused with its findings', async () => {
  const luneo = shop();
  const { id, document, revision } = await luneo.designs.create({ productId: catalogue.product.id });
  const empty = { ...document, sides: document.sides.map((side) => ({ ...side, layers: [] })) };
  await luneo.designs.update(id, revision, { document: empty });
  await assert.rejects(luneo.designs.finalize(id), (error: unknown) => {
    assert(error instanceof LuneoError && error.code === 'preflight-failed');
    assert((error.meta['findings'] as { code: string }[]).some(({ code }) => code === 'nothing-designed'));
    return true;
  });
});

test('another shopper’s design does not exist', async () => {
  const { id } = await shop().designs.create({ productId: catalogue.product.id });
  await assert.rejects(shop().designs.get(id), isError('not-found'));
  await assert.rejects(
    shop()
      .realtime.changes([`design:${id}`])
      .next(),
    (error: unknown) => error instanceof LuneoError && error.code === 'not-found',
  );
});

test('a session is renewed for the same shopper', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const { id } = await shop({ storage }).designs.create({ productId: catalogue.product.id });
  for (const [key, value] of kept)
    kept.set(key, JSON.stringify({ ...(JSON.parse(value) as object), expiresAt: new Date(0).toISOString() }));
  const before = [...kept.values()];
  assert.equal((await shop({ storage }).designs.get(id)).id, id);
  assert.notDeepEqual([...kept.values()], before);
});

test('a hostile document is refused by name', async () => {
  const luneo = shop();
  const { id } = await luneo.designs.create({ productId: catalogue.product.id });
  const layers = Array.from({ length: 10_000 }, () => ({}));
  const document = { ...catalogue.document, sides: [{ id: 'x', layers }] };
  await assert.rejects(luneo.designs.update(id, 1, { document }), isError('document-too-large'));
  await assert.rejects(
    luneo.designs.update(id, 1, { document: { ...catalogue.document, schemaVersion: 99 } }),
    isError('document-too-new'),
  );
});

test('staff sign in with the client', async () => {
  const luneo = new Luneo({ apiUrl: app.url });
  await assert.rejects(luneo.auth.login(brand.staff.email, 'wrong'), isError('invalid-credentials'));
  await luneo.auth.login(brand.staff.email, brand.staff.password);
  assert.equal((await luneo.auth.me()).email, brand.staff.email);
  assert.equal((await luneo.keys.list(brand.brandId)).items.length, 2);
});
