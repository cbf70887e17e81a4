import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalAi } from '../drivers/ai/local.js';
import { DEMO_BRAND, seedDemo, type Seeded } from '../seed/seed.js';
import { startTestApp, type TestApp } from '../testing.js';
import { generateHandler } from './job.js';
import { pruneGenerated } from './retention.js';

let app: TestApp;
let seeded: Seeded;
const DAY = 86_400_000;
const never = new AbortController().signal;
const MOTIFS = ['butterfly', 'cat', 'dog', 'bird', 'fish', 'moon', 'sun', 'star'];

before(async () => {
  app = await startTestApp({ ai: createLocalAi() });
  seeded = await seedDemo(app.deps);
});
after(() => app.close());

const call = (method: string, path: string, body?: unknown) => app.request(method, path, { token: seeded.secretKey, body });
/** A picture from words, in a design of its own. */
async function painted() {
  const motif = MOTIFS.shift()!;
  const { body } = await call('POST', '/v1/designs', { productId: 'prd_tshirt', prompt: `a watercolour ${motif}`, previewMode: true });
  await generateHandler(app.deps)({ generationId: body.generationId, brandId: DEMO_BRAND }, { attempt: 1, signal: never });
  const { assetId } = (await call('GET', `/v1/generations/${body.generationId}`)).body;
  const row = (await app.deps.db('assets').where({ id: assetId }).first()) as { file_key: string; preview_key: string };
  return { ...(body as { designId: string; generationId: string }), assetId: assetId as string, ...row };
}
const in91Days = () => Date.now() + 91 * DAY;
const exists = async (assetId: string) => (await call('GET', `/v1/assets/${assetId}`)).status === 200;
/** As if nobody had touched the design since it was made. */
const touch = (designId: string, at: number) =>
  app.deps
    .db('designs')
    .where({ id: designId })
    .update({ updated_at: new Date(at).toISOString() });

test('a picture that nobody uses any more goes after 90 days, with its files, and not before', async () => {
  const { assetId, generationId, file_key, preview_key } = await painted();
  await pruneGenerated(app.deps, Date.now() + 89 * DAY);
  assert.ok(await exists(assetId));
  const { preview_key: shown } = (await app.deps.db('generations').where({ id: generationId }).first()) as { preview_key: string };
  assert.ok(await app.deps.files.get(shown));
  assert.equal(await pruneGenerated(app.deps, in91Days()), 1);
  assert.equal(await exists(assetId), false);
  for (const key of [file_key, preview_key, shown]) assert.equal(await app.deps.files.get(key), null, key);
  const { body } = await call('GET', `/v1/generations/${generationId}`);
  assert.deepEqual([body.assetId, body.previewUrl, body.status], [null, null, 'completed']);
  assert.equal(await pruneGenerated(app.deps, in91Days()), 0);
});

test('a picture that is kept stays, until it is let go', async () => {
  const { assetId } = await painted();
  assert.equal((await call('PUT', `/v1/assets/${assetId}/kept`, { kept: true })).status, 200);
  await pruneGenerated(app.deps, in91Days());
  assert.ok(await exists(assetId));
  await call('PUT', `/v1/assets/${assetId}/kept`, { kept: false });
  await pruneGenerated(app.deps, in91Days());
  assert.equal(await exists(assetId), false);
});

test('a picture in a design that was saved since stays', async () => {
  const { assetId, designId } = await painted();
  await touch(designId, in91Days() - DAY);
  await pruneGenerated(app.deps, in91Days());
  assert.ok(await exists(assetId));
  await touch(designId, Date.now());
  await pruneGenerated(app.deps, in91Days());
  assert.equal(await exists(assetId), false);
});

test('a picture that only a version holds stays until the version is removed', async () => {
  const { assetId, designId } = await painted();
  const { body: version, status } = await call('POST', `/v1/designs/${designId}/versions`, { name: 'With the picture' });
  assert.equal(status, 201);
  const { body: design } = await call('GET', `/v1/designs/${designId}`);
  const sides = design.document.sides.map((side: object) => ({ ...side, layers: [] }));
  await app.deps
    .db('designs')
    .where({ id: designId })
    .update({ document: JSON.stringify({ ...design.document, sides }) });
  await pruneGenerated(app.deps, Date.now() + 4_000 * DAY);
  assert.ok(await exists(assetId));
  assert.equal((await call('DELETE', `/v1/designs/${designId}/versions/${version.id}`)).status, 204);
  await pruneGenerated(app.deps, in91Days());
  assert.equal(await exists(assetId), false);
});

test('a picture in a design that others see by a link stays as long as the link', async () => {
  const { assetId, designId } = await painted();
  assert.equal((await call('POST', `/v1/designs/${designId}/shares`, { kind: 'view', days: 120 })).status, 201);
  await pruneGenerated(app.deps, in91Days());
  assert.ok(await exists(assetId));
  await pruneGenerated(app.deps, Date.now() + 121 * DAY);
  assert.equal(await exists(assetId), false);
});

test('a picture that was ordered stays for ever', async () => {
  const { assetId, designId } = await painted();
  const { db } = app.deps;
  const { body: snapshot } = await call('POST', `/v1/designs/${designId}/finalize`, {});
  assert.ok(snapshot.id, JSON.stringify(snapshot));
  const columns = (await db('orders').columnInfo()) as Record<string, { nullable: boolean; defaultValue: unknown }>;
  const order: Record<string, unknown> = {
    id: 'ord_kept',
    brand_id: DEMO_BRAND,
    owner_id: 'x',
    mode: 'test',
    number: 'L-1',
    currency: 'EUR',
  };
  for (const [name, { nullable, defaultValue }] of Object.entries(columns))
    if (!nullable && defaultValue === null && order[name] === undefined) order[name] = name.endsWith('_at') ? new Date().toISOString() : 0;
  await db('orders').insert({
    ...order,
    status: 'delivered',
    payment_status: 'succeeded',
    print_status: 'ready',
    success_url: '',
    cancel_url: '',
  });
  await db('order_items').insert({
    id: 'oit_kept',
    order_id: 'ord_kept',
    position: 0,
    design_id: designId,
    snapshot_id: snapshot.id,
    product_name: 'T-shirt',
    quantity: 1,
    quote: '{}',
  });
  await pruneGenerated(app.deps, in91Days());
  await pruneGenerated(app.deps, Date.now() + 4_000 * DAY);
  assert.ok(await exists(assetId));
});

test('uploads are not touched', async () => {
  const { assetId, designId } = await painted();
  await app.deps.db('assets').where({ id: assetId }).update({ generation_id: null });
  await touch(designId, Date.now());
  await pruneGenerated(app.deps, in91Days());
  assert.ok(await exists(assetId));
});
