import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { imageLayer } from '@luneo/sdk/design/create.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';

let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
});
after(() => app.close());

const create = (body: unknown, token = brand.secretKey) => app.request('POST', `/v1/brands/${brand.brandId}/products`, { token, body });
const input = (slug: string, change: (template: TestCatalogue['product']['template']) => void = () => {}) => {
  const template = structuredClone(catalogue.product.template);
  change(template);
  return { slug, name: 'Plate', description: '', status: 'draft', imageUrl: null, template };
};

test('gives a product by id and by slug, the same bytes each time', async () => {
  const byId = await app.request('GET', `/v1/products/${catalogue.product.id}`, { token: brand.publishableKey });
  const bySlug = await app.request('GET', '/v1/products/plate', { token: (await brand.shopper()).token });
  assert.equal(byId.status, 200);
  assert.deepEqual(byId.body, bySlug.body);
  assert.deepEqual(byId.body, catalogue.product);
});

test('hides drafts from shoppers and shows them to the brand', async () => {
  const created = await create(input('hidden'));
  assert.equal(created.status, 201);
  assert.equal((await app.request('GET', '/v1/products/hidden', { token: brand.publishableKey })).status, 404);
  assert.equal((await app.request('GET', '/v1/products/hidden', { token: brand.staffToken })).status, 200);
  const seen = await app.request('GET', '/v1/products', { token: brand.publishableKey });
  assert.ok(seen.body.items.every((item: { slug: string }) => item.slug !== 'hidden'));
  assert.ok(seen.body.items.every((item: object) => !('template' in item)));
});

test('pages through the catalogue without missing or repeating one', async () => {
  for (const slug of ['page-a', 'page-b', 'page-c']) await create(input(slug));
  const slugs: string[] = [];
  let cursor = '';
  do {
    const reply = await app.request('GET', `/v1/products?limit=2${cursor && `&cursor=${cursor}`}`, { token: brand.secretKey });
    slugs.push(...reply.body.items.map((item: { slug: string }) => item.slug));
    cursor = reply.body.nextCursor ?? '';
  } while (cursor && slugs.length < 20);
  assert.equal(new Set(slugs).size, slugs.length);
  for (const slug of ['page-a', 'page-b', 'page-c', 'plate']) assert.ok(slugs.includes(slug));
  assert.equal((await app.request('GET', '/v1/products?limit=0', { token: brand.secretKey })).status, 400);
});

test('replaces a product and shows the change at once', async () => {
  const { body } = await create(input('before'));
  const path = `/v1/brands/${brand.brandId}/products/${body.id}`;
  const updated = await app.request('PUT', path, { token: brand.secretKey, body: { ...input('after'), name: 'Other' } });
  assert.equal(updated.status, 200);
  assert.equal((await app.request('GET', '/v1/products/after', { token: brand.secretKey })).body.name, 'Other');
  assert.equal((await app.request('GET', '/v1/products/before', { token: brand.secretKey })).status, 404);
});

test('shows a shopper a change made here at once and one made elsewhere a moment later, the brand every change at once', async () => {
  const { body } = await create({ ...input('shown'), status: 'published' });
  const names = async () => {
    const seen = async (token: string) => (await app.request('GET', '/v1/products/shown', { token })).body.name;
    return [await seen(brand.publishableKey), await seen(brand.secretKey)];
  };
  assert.deepEqual(await names(), ['Plate', 'Plate']);
  const put = (change: object) =>
    app.request('PUT', `/v1/brands/${brand.brandId}/products/${body.id}`, {
      token: brand.secretKey,
      body: { ...input('shown'), status: 'published', ...change },
    });
  await put({ name: 'Here' });
  assert.deepEqual(await names(), ['Here', 'Here']);
  const updated_at = new Date(Date.now() + 1).toISOString();
  await app.deps.db('products').where({ id: body.id }).update({ name: 'Elsewhere', updated_at });
  assert.equal((await names())[1], 'Elsewhere');
  while ((await names())[0] !== 'Elsewhere') await new Promise((resolve) => setTimeout(resolve, 20));
  await put({ status: 'draft' });
  assert.deepEqual(await names(), [undefined, 'Plate']);
});

test('names every reference of a template that leads nowhere', async () => {
  const reply = await create(
    input('broken', (template) => {
      template.fonts.push('fnt_missing');
      template.required.push('l_nowhere');
      const [metal, depth] = template.options;
      if (metal?.kind === 'choice') metal.default = 'tin';
      if (depth?.kind === 'number') depth.default = 0.25;
      template.priceRules[0]!.when = [{ option: 'colour', in: ['red'] }];
      template.priceRules.push({ id: 'gold', label: 'Twice', per: { kind: 'unit', option: 'metal', free: 0 }, amount: 1 });
      template.start.push({ id: 'back', layers: [] });
    }),
  );
  assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request']);
  const paths = reply.body.errors.map((error: { path: string }) => error.path.replace('body.template.', ''));
  for (const path of [
    'fonts.1',
    'required.1',
    'options.0.default',
    'options.1.default',
    'priceRules.0.when.0',
    'priceRules',
    'priceRules.2.per.option',
    'start.1.id',
  ])
    assert.ok(paths.includes(path), path);
});

test('a product whose answer was lost is there once, and the same request again is answered with it', async () => {
  const body = input('once-only');
  const send = () =>
    app.request('POST', `/v1/brands/${brand.brandId}/products`, { token: brand.secretKey, body, headers: { 'idempotency-key': 'lost' } });
  const [first, again] = [await send(), await send()];
  assert.deepEqual([first.status, again.status, again.body.id], [201, 201, first.body.id]);
  assert.deepEqual([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')], [null, 'true']);
  assert.equal((await app.deps.db('audit_log').where({ action: 'product.created', target: first.body.id })).length, 1);
});

test('refuses unknown fields, wrong types and a slug in use', async () => {
  const unknown = await create({ ...input('x'), colour: 'red' });
  assert.deepEqual([unknown.status, unknown.body.code], [400, 'invalid-request']);
  const wrong = await create({ ...input('x'), name: 7 });
  assert.equal(wrong.body.errors[0].path, 'body.name');
  const script = await create({ ...input('x'), imageUrl: 'javascript:alert(1)' });
  assert.equal(script.status, 400);
  const twice = await create(input('plate'));
  assert.deepEqual([twice.status, twice.body.code], [409, 'conflict']);
});

test('refuses start layers that no design could hold', async () => {
  const nested = (depth: number) => {
    const frame = { name: '', x: 0, y: 0, width: 1, height: 1, rotation: 0, opacity: 1, locked: false, hidden: false };
    const open = JSON.stringify({ type: 'group', id: 'l_#', ...frame, layers: [] }).slice(0, -2);
    const body = Array.from({ length: depth }, (_, i) => open.replace('#', String(i))).join('') + ']}'.repeat(depth);
    return JSON.stringify(input('deep')).replace(/"start":\[\{"id":"plate","layers":\[/, (text) => `${text}${body},`);
  };
  for (const depth of [6, 9_000]) {
    const reply = await app.request('POST', `/v1/brands/${brand.brandId}/products`, {
      token: brand.secretKey,
      body: nested(depth),
      headers: { 'content-type': 'application/json' },
    });
    assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request'], String(depth));
  }
});

test('keeps products of another brand out of sight and reach', async () => {
  const other = await app.brand('Another');
  assert.equal((await app.request('GET', `/v1/products/${catalogue.product.id}`, { token: other.secretKey })).status, 404);
  assert.equal((await create(input('mine'), other.secretKey)).status, 404);
  const path = `/v1/brands/${other.brandId}/products/${catalogue.product.id}`;
  assert.equal((await app.request('PUT', path, { token: other.secretKey, body: input('stolen') })).status, 404);
  assert.equal((await create(input('mine'), brand.publishableKey)).status, 403);
  assert.equal((await app.request('GET', '/v1/products/plate')).status, 401);
});

test('prices a document', async () => {
  const document = { ...catalogue.document, options: { metal: 'gold', depth: 0.3 } };
  const path = `/v1/products/${catalogue.product.id}/price`;
  const reply = await app.request('POST', path, { token: brand.publishableKey, body: { document, quantity: 2 } });
  assert.equal(reply.status, 200);
  assert.equal(reply.body.total, 2 * (4_900 + 12_000));
  const foreign = await app.request('POST', path, {
    token: brand.publishableKey,
    body: { document: { ...document, productId: 'prd_other' } },
  });
  assert.deepEqual([foreign.status, foreign.body.code], [422, 'document-invalid']);
});

test('asks for no dpi of a picture made of vectors', async () => {
  const { token } = await brand.shopper();
  const source = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><circle cx="9" cy="9" r="9"/></svg>';
  const pixels = await sharp(Buffer.from(source)).png().toBuffer();
  const codes = async (body: Uint8Array | string, type: string): Promise<string[]> => {
    const asset = await app.request('POST', '/v1/assets', { token, body, headers: { 'content-type': type } });
    const document = structuredClone(catalogue.document);
    document.sides[0]!.layers.push(imageLayer({ asset: asset.body.id, x: 1, y: 1, width: 20, height: 10 }));
    const reply = await app.request('POST', `/v1/products/${catalogue.product.id}/preflight`, { token, body: { document } });
    return reply.body.findings.map((finding: { code: string }) => finding.code);
  };
  assert.ok((await codes(pixels, 'image/png')).includes('low-dpi'));
  assert.ok(!(await codes(source, 'image/svg+xml')).includes('low-dpi'));
});

test('tells what production cannot make', async () => {
  const document = structuredClone(catalogue.document);
  const layer = document.sides[0]!.layers[0]!;
  if (layer.type === 'text') layer.runs[0]!.text = 'あ';
  const path = `/v1/products/${catalogue.product.id}/preflight`;
  const { token } = await brand.shopper();
  const reply = await app.request('POST', path, { token, body: { document } });
  assert.equal(reply.status, 200);
  assert.ok(reply.body.findings.some((finding: { code: string }) => finding.code === 'glyph-missing'));
  const clean = await app.request('POST', path, { token, body: { document: catalogue.document } });
  assert.deepEqual(
    clean.body.findings.filter((finding: { severity: string }) => finding.severity === 'error'),
    [],
  );
});

test('what is sold, and for how much, is in the audit log', async () => {
  const rows = () => app.deps.db('audit_log').where({ brand_id: brand.brandId }).where('action', 'like', 'product.%').orderBy('id');
  const before = (await rows()).length;
  const { product } = catalogue;
  const { id, slug, name, description, imageUrl, template } = product;
  const body = { slug, name, description, imageUrl, status: 'published', template: { ...template, basePrice: 5_100 } };
  const reply = await app.request('PUT', `/v1/brands/${brand.brandId}/products/${id}`, { token: brand.staffToken, body });
  assert.equal(reply.status, 200);
  const [row] = (await rows()).slice(before);
  assert.deepEqual([row.action, row.target, JSON.parse(row.data).basePrice], ['product.updated', id, 5_100]);
});

test('answers a price that cannot be counted with a problem, and takes no figure without bounds', async () => {
  const depth = (max: number) => (template: TestCatalogue['product']['template']) => {
    const option = template.options.find(({ id }) => id === 'depth')!;
    Object.assign(option, { unit: 'count', min: 0, max, step: 1, default: 0 });
    template.basePrice = 100_000_000;
    for (const [at, sign] of [1, -1].entries())
      template.priceRules.push({
        id: `deep-${at}`,
        label: 'Deep',
        per: { kind: 'unit', option: 'depth', free: 0 },
        amount: sign * 100_000_000,
      });
    template.priceRules.push({ id: 'deeper', label: 'Deeper', per: { kind: 'unit', option: 'depth', free: 0 }, amount: 100_000_000 });
  };
  const unbounded = await create(input('unbounded', depth(1e308)));
  assert.deepEqual([unbounded.status, unbounded.body.code], [400, 'invalid-request']);
  const { body: product } = await create(input('huge', depth(1_000_000)));
  const { document } = (await app.request('POST', '/v1/designs', { token: brand.secretKey, body: { productId: product.id } })).body;
  const price = (value: number, quantity: number) =>
    app.request('POST', `/v1/products/${product.id}/price`, {
      token: brand.secretKey,
      body: { quantity, document: { ...document, options: { ...document.options, depth: value } } },
    });
  assert.equal((await price(1, 10_000)).body.total, 2_000_000_000_000);
  const huge = await price(1_000_000, 10_000);
  assert.deepEqual([huge.status, huge.body.code], [422, 'price-too-large']);
});
