import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { ProductInput } from '@luneo/sdk/contracts/products.js';
import { createDocument } from '@luneo/sdk/design/create.js';
import { priceDesign } from '@luneo/sdk/design/price.js';
import { readDocument } from '@luneo/sdk/design/read.js';
import { systemScope } from '../auth/brands.js';
import { listFonts } from '../fonts/store.js';
import { checkTemplate } from '../products/check-template.js';
import { getProduct, updateProduct } from '../products/store.js';
import { startTestApp, type TestApp } from '../testing.js';
import { DEMO_BRAND, seedDemo, type Seeded } from './seed.js';

const PRODUCTS = ['prd_bracelet', 'prd_tshirt', 'prd_mug'];
let app: TestApp;
let seeded: Seeded;
const scope = systemScope(DEMO_BRAND);
before(async () => {
  app = await startTestApp();
  seeded = await seedDemo(app.deps);
});
after(() => app.close());

for (const id of PRODUCTS)
  test(`${id} is a valid product whose references all lead somewhere`, async () => {
    const { slug, name, description, status, imageUrl, template } = await getProduct(app.deps.db, scope, id);
    ProductInput.parse({ slug, name, description, status, imageUrl, template });
    const fonts = new Set((await listFonts(app.deps.db, scope)).map((font) => font.id));
    assert.deepEqual(checkTemplate(template, fonts), []);
  });

test('a new bracelet costs 64 euros and its document is valid', async () => {
  const product = await getProduct(app.deps.db, scope, 'prd_bracelet');
  const document = createDocument(product.id, product.template, await listFonts(app.deps.db, scope));
  assert.deepEqual(readDocument(document), document);
  assert.equal(priceDesign(document, product.template).total, 6400);
});

test('every picture of a template is there, under 300 kB, and of the size that the template says', async () => {
  for (const id of PRODUCTS)
    for (const { mockup } of (await getProduct(app.deps.db, scope, id)).template.sides)
      for (const url of [mockup.url, ...mockup.variants.map((variant) => variant.url)]) {
        const file = await app.deps.files.get(url.slice(1));
        assert.ok(file, url);
        const { width, height, size } = await sharp(file).metadata();
        assert.deepEqual([width, height], [mockup.width, mockup.height]);
        assert.ok((size ?? 0) < 300_000);
      }
});

test('the side has the proportions of its place on the picture', async () => {
  for (const id of PRODUCTS)
    for (const side of (await getProduct(app.deps.db, scope, id)).template.sides)
      assert.ok(Math.abs(side.mockup.place.width / side.width - side.mockup.place.height / side.height) < 1e-9);
});

test('the second run keeps keys, password and data', async () => {
  const before = await app.deps.db('api_keys').count({ n: '*' });
  assert.deepEqual(await seedDemo(app.deps, seeded), seeded);
  assert.deepEqual(await app.deps.db('api_keys').count({ n: '*' }), before);
});

test('a product that staff changed stays as they left it', async () => {
  const { slug, name, description, status, imageUrl, template } = await getProduct(app.deps.db, scope, 'prd_tshirt');
  await updateProduct(app.deps.db, scope, 'prd_tshirt', { slug, name: 'Our own name', description, status, imageUrl, template });
  await seedDemo(app.deps, seeded);
  assert.equal((await getProduct(app.deps.db, scope, 'prd_tshirt')).name, 'Our own name');
  await updateProduct(app.deps.db, scope, 'prd_tshirt', { slug, name, description, status, imageUrl, template });
});

test('a lost password is replaced by a new one that works', async () => {
  const again = await seedDemo(app.deps, { ...seeded, password: '' });
  const reply = await app.request('POST', '/v1/auth/login', { body: { email: again.email, password: again.password } });
  assert.equal(reply.status, 200);
});
