import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { imageLayer } from '@luneo/sdk/design/create.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';

let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
let shopper: { token: string; ownerId: string };
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
  shopper = await brand.shopper();
});
after(() => app.close());

const create = (body: object = {}, token = shopper.token) =>
  app.request('POST', '/v1/designs', { token, body: { productId: catalogue.product.id, ...body } });
const save = (id: string, revision: number | string, body: unknown, token = shopper.token) =>
  app.request('PATCH', `/v1/designs/${id}`, { token, body, headers: { 'if-match': String(revision) } });
const said = (text: string) => {
  const document = structuredClone(catalogue.document);
  const layer = document.sides[0]!.layers[0]!;
  if (layer.type === 'text') layer.runs[0]!.text = text;
  return document;
};

test('starts a design with the template, the options asked for, and the shopper as owner', async () => {
  const created = await create({ options: { metal: 'gold' } });
  assert.equal(created.status, 201);
  assert.equal(created.headers.get('etag'), '"1"');
  assert.equal(created.body.ownerId, shopper.ownerId);
  assert.equal(created.body.document.options.metal, 'gold');
  assert.equal(created.body.document.sides[0].layers[0].runs[0].text, 'Luna');
  const got = await app.request('GET', `/v1/designs/${created.body.id}`, { token: shopper.token });
  assert.deepEqual(got.body, created.body);
});

test('refuses options that the product does not offer', async () => {
  const wrong = ['{"metal":"uranium"}', '{"nope":1}', '{"constructor":"x"}', '{"toString":"x"}', '{"__proto__":{"metal":"gold"},"x":1}'];
  for (const options of wrong) {
    for (const words of ['', ',"prompt":"Engrave Luna"']) {
      const body = `{"productId":"${catalogue.product.id}","options":${options}${words}}`;
      const headers = { 'content-type': 'application/json' };
      const reply = await app.request('POST', '/v1/designs', { token: shopper.token, body, headers });
      assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], body);
      assert.match(reply.body.errors[0].path, /^body\.options/);
    }
  }
  assert.equal((await app.request('GET', '/v1/designs', { token: shopper.token })).status, 200);
});

test('a name is one line that every database can keep', async () => {
  for (const name of ['"a\\u0000b"', '"a\\nb"', '"a\\ud800b"', '"\\u001b[31m"']) {
    const body = `{"productId":"${catalogue.product.id}","name":${name}}`;
    const reply = await app.request('POST', '/v1/designs', { token: shopper.token, body, headers: { 'content-type': 'application/json' } });
    assert.deepEqual([reply.status, reply.body.code, reply.body.errors?.[0].path], [400, 'invalid-request', 'body.name'], name);
  }
  assert.equal((await create({ name: 'Für 👩‍👩‍👧 “Zoé” — مرحبا' })).status, 201);
});

test('saves a revision at a time and writes an event with it', async () => {
  const { body } = await create();
  const saved = await save(body.id, 1, { document: said('Mina'), name: 'For Mina' });
  assert.equal(saved.status, 200);
  assert.deepEqual([saved.body.revision, saved.body.name, saved.headers.get('etag')], [2, 'For Mina', '"2"']);
  assert.equal((await save(body.id, '"2"', { name: 'Again' })).body.revision, 3);
  const events = await app.deps.db('events').where({ topic: `design:${body.id}` });
  assert.equal(events.length, 2);
  assert.equal(events[0].owner_id, shopper.ownerId);
});

test('asks for the revision, and answers a stale one with the current design', async () => {
  const { body } = await create();
  await save(body.id, 1, { document: said('Mina') });
  const missing = await app.request('PATCH', `/v1/designs/${body.id}`, { token: shopper.token, body: { name: 'x' } });
  assert.deepEqual([missing.status, missing.body.code], [428, 'revision-required']);
  const stale = await save(body.id, 1, { document: said('Lost') });
  assert.deepEqual([stale.status, stale.body.code], [412, 'revision-stale']);
  assert.equal(stale.body.meta.current.revision, 2);
  assert.equal(stale.body.meta.current.document.sides[0].layers[0].runs[0].text, 'Mina');
  assert.equal((await save(body.id, 'latest', { name: 'x' })).status, 400);
  const row = await app.deps.db('designs').where({ id: body.id }).first();
  assert.equal(row.revision, 2);
});

test('takes the same change again as saved: its answer may have been lost', async () => {
  const { body } = await create();
  const change = { document: said('Mina'), name: 'For Mina' };
  assert.equal((await save(body.id, 1, change)).status, 200);
  const again = await save(body.id, 1, change);
  assert.deepEqual([again.status, again.body.revision], [200, 2]);
  assert.equal((await save(body.id, 1, { ...change, name: 'Other' })).status, 412);
});

test('of two saves at the same time one wins', async () => {
  const { body } = await create();
  const replies = await Promise.all(['A', 'B', 'C', 'D'].map((text) => save(body.id, 1, { document: said(text) })));
  assert.deepEqual(
    replies.map((reply) => reply.status).toSorted((a, b) => a - b),
    [200, 412, 412, 412],
  );
});

test('refuses bad documents with a clear code and keeps the design', async () => {
  const { body } = await create();
  const layer = catalogue.document.sides[0]!.layers[0]!;
  const many = said('x');
  many.sides[0]!.layers = Array.from({ length: 10_000 }, (_, i) => ({ type: 'x', id: `l_${i}` }) as unknown as typeof layer);
  const cases: [string, unknown, number, string][] = [
    ['unknown field', { ...catalogue.document, zoom: 2 }, 422, 'document-invalid'],
    ['wrong type', { ...catalogue.document, sides: 'front' }, 422, 'document-invalid'],
    ['newer version', { ...catalogue.document, schemaVersion: 99 }, 422, 'document-too-new'],
    ['10,000 layers', many, 422, 'document-too-large'],
    ['another product', { ...catalogue.document, productId: 'prd_other' }, 422, 'document-invalid'],
    ['not an object', 'document', 400, 'invalid-request'],
  ];
  for (const [name, document, status, code] of cases) {
    const reply = await save(body.id, 1, { document });
    assert.deepEqual([reply.status, reply.body.code], [status, code], name);
  }
  const dataUrl = said('x');
  dataUrl.sides[0]!.layers.push({
    ...layer,
    id: 'l_img',
    type: 'image',
    asset: `data:image/png;base64,${'A'.repeat(20_000_000)}`,
  } as unknown as typeof layer);
  const large = await save(body.id, 1, { document: dataUrl });
  assert.deepEqual([large.status, large.body.code], [413, 'payload-too-large']);
  assert.equal((await save(body.id, 1, {})).status, 400);
  assert.equal((await save(body.id, 1, { name: 'x', status: 'completed' })).status, 400);
  assert.equal((await app.request('GET', `/v1/designs/${body.id}`, { token: shopper.token })).body.revision, 1);
});

test("hides a shopper's designs from other shoppers and other brands, not from the brand", async () => {
  const { body } = await create();
  const path = `/v1/designs/${body.id}`;
  const stranger = await brand.shopper();
  const other = await app.brand('Another');
  for (const token of [stranger.token, other.secretKey, other.staffToken]) {
    assert.equal((await app.request('GET', path, { token })).status, 404);
    assert.equal((await save(body.id, 1, { name: 'mine' }, token)).status, 404);
    assert.equal((await app.request('POST', `${path}/finalize`, { token, body: {} })).status, 404);
    const listed = await app.request('GET', '/v1/designs?limit=100', { token });
    assert.ok(listed.body.items.every((item: { id: string }) => item.id !== body.id));
  }
  assert.equal((await app.request('GET', path, { token: brand.staffToken })).status, 200);
  assert.equal((await app.request('GET', path, { token: brand.secretKey })).status, 200);
  assert.equal((await app.request('GET', path, { token: brand.publishableKey })).status, 403);
  assert.equal((await app.request('GET', path)).status, 401);
  const foreign = await app.request('POST', '/v1/designs', { token: other.secretKey, body: { productId: catalogue.product.id } });
  assert.equal(foreign.status, 404);
});

test('lists the newest designs first', async () => {
  const own = await brand.shopper();
  const ids = [];
  for (let i = 0; i < 3; i++) ids.unshift((await create({}, own.token)).body.id);
  const first = await app.request('GET', '/v1/designs?limit=2', { token: own.token });
  assert.deepEqual(
    first.body.items.map((item: { id: string }) => item.id),
    ids.slice(0, 2),
  );
  const second = await app.request('GET', `/v1/designs?limit=2&cursor=${first.body.nextCursor}`, { token: own.token });
  assert.deepEqual([second.body.items.map((item: { id: string }) => item.id), second.body.nextCursor], [ids.slice(2), null]);
});

test('finalizes: checked, priced, pictured, frozen, and the same again', async () => {
  const { body } = await create({ document: said('Jessica'), options: { metal: 'gold' } });
  const path = `/v1/designs/${body.id}/finalize`;
  const first = await app.request('POST', path, { token: shopper.token, body: {} });
  assert.equal(first.status, 201);
  assert.equal(first.body.quote.total, 4_900 + 12_000 + 200);
  const preview = await fetch(first.body.previewUrl);
  assert.equal(preview.headers.get('content-type'), 'image/png');
  assert.ok((await preview.arrayBuffer()).byteLength > 500);
  const again = await app.request('POST', path, { token: shopper.token, body: {} });
  assert.equal(again.body.id, first.body.id);
  const other = await create({ document: said('Jessica') });
  const press = () => app.request('POST', `/v1/designs/${other.body.id}/finalize`, { token: shopper.token, body: {} });
  const pressed = await Promise.all(Array.from({ length: 5 }, press));
  assert.equal(new Set(pressed.map((reply) => reply.body.id)).size, 1);
  assert.equal((await fetch(pressed[4]!.body.previewUrl)).status, 200);
  await save(body.id, 1, { document: said('Emma') });
  const next = await app.request('POST', path, { token: shopper.token });
  assert.notEqual(next.body.id, first.body.id);
  const row = await app.deps.db('design_snapshots').where({ id: first.body.id }).first();
  assert.match(row.document, /Jessica/);
});

test('refuses to finalize what cannot be produced and says why', async () => {
  const empty = await create({ document: said('') });
  const reply = await app.request('POST', `/v1/designs/${empty.body.id}/finalize`, { token: shopper.token, body: {} });
  assert.deepEqual([reply.status, reply.body.code], [422, 'preflight-failed']);
  assert.ok(reply.body.meta.findings.some((finding: { code: string }) => finding.code === 'required-empty'));
  const pinned = said('Luna');
  pinned.fonts = [{ id: catalogue.font.id, hash: '0'.repeat(64) }];
  const otherFont = await create({ document: pinned });
  const unknown = await app.request('POST', `/v1/designs/${otherFont.body.id}/finalize`, { token: shopper.token, body: {} });
  assert.ok(unknown.body.meta.findings.some((finding: { code: string }) => finding.code === 'font-unknown'));
  assert.equal(await app.deps.db('design_snapshots').where({ design_id: empty.body.id }).first(), undefined);
});

test("places a shopper's own picture and refuses another's", async () => {
  const picture = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#a04020' } })
    .png()
    .toBuffer();
  const uploaded = await app.request('POST', '/v1/assets?name=photo.png', {
    token: shopper.token,
    body: picture,
    headers: { 'content-type': 'image/png' },
  });
  assert.equal(uploaded.status, 201);
  const document = said('Luna');
  document.sides[0]!.layers.push(imageLayer({ asset: uploaded.body.id, x: 2, y: 4, width: 10, height: 10 }));
  const finalize = async (token: string) => {
    const { body } = await create({ document }, token);
    return app.request('POST', `/v1/designs/${body.id}/finalize`, { token, body: {} });
  };
  const codes = (reply: { body: { findings?: { code: string }[]; meta?: { findings: { code: string }[] } } }) =>
    (reply.body.findings ?? reply.body.meta!.findings).map((finding) => finding.code);
  assert.ok(!codes(await finalize(shopper.token)).includes('asset-missing'));
  const stranger = await brand.shopper();
  const refused = await finalize(stranger.token);
  assert.equal(refused.body.code, 'preflight-failed');
  assert.ok(codes(refused).includes('asset-missing'));
});

test('finds designs by their name and by what is written on them', async () => {
  const { token } = await brand.shopper();
  await create({ document: said('Zoé "99%" \\'), name: 'A gift' }, token);
  await create({ document: said('Ana_1') }, token);
  const found = async (search: string): Promise<string[]> => {
    const { status, body } = await app.request('GET', `/v1/designs?search=${encodeURIComponent(search)}`, { token });
    assert.equal(status, 200);
    return body.items.map(({ name }: { name: string }) => name);
  };
  for (const search of ['a GIFT', 'zo', '"99%"', '99%', '\\']) assert.deepEqual(await found(search), ['A gift'], search);
  assert.deepEqual(await found('na_1'), [catalogue.product.name]);
  for (const search of ['nax1', '99_', 'nobody wrote this']) assert.deepEqual(await found(search), [], search);
  const stranger = await brand.shopper();
  assert.deepEqual((await app.request('GET', '/v1/designs?search=gift', { token: stranger.token })).body.items, []);
});

test('a search among very many goes on page by page, and ends', async () => {
  const { token, ownerId } = await brand.shopper();
  const { body: gift } = await create({ name: 'A gift' }, token);
  const { id: _, ...row } = await app.deps.db('designs').where({ id: gift.id }).first();
  // Younger than the gift, as far as ids tell.
  const rows = Array.from({ length: 5_001 }, (__, n) => ({ ...row, id: `${gift.id}${n}`, owner_id: ownerId, name: 'plain' }));
  for (let from = 0; from < rows.length; from += 500) await app.deps.db('designs').insert(rows.slice(from, from + 500));
  const page = async (cursor = '') => (await app.request('GET', `/v1/designs?search=gift${cursor && `&cursor=${cursor}`}`, { token })).body;
  const first = await page();
  assert.deepEqual(first.items, []);
  const second = await page(first.nextCursor);
  assert.deepEqual([second.items.length, second.items[0].id, second.nextCursor], [1, gift.id, null]);
});
