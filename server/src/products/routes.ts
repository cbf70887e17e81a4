import type { Product, ProductInput } from '@luneo/sdk/contracts/products.js';
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { checkArtwork } from '../designs/facts.js';
import { readProductDocument } from '../designs/read.js';
import { listFonts } from '../fonts/store.js';
import { createOnce, readIdempotency } from '../idempotency.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { checkTemplate } from './check-template.js';
import { priceOrProblem } from './price.js';
import { forgetShown, showProduct } from './shown.js';
import { createProduct, getProduct, listProducts, updateProduct } from './store.js';

export function productRoutes(deps: Deps): Route[] {
  const { db } = deps;
  return [
    route('products.list', async ({ scope, query }) => ({ status: 200, body: await listProducts(db, scope, query) })),

    route('products.get', async ({ scope, params }) => {
      const { json } = await showProduct(db, scope, params.productId);
      return { status: 200, json };
    }),

    route('products.create', async ({ scope, body, request }) => {
      const input = await checkedInput(db, scope, body as ProductInput);
      const create = async (tx: Knex) => {
        const made = await audited(tx, scope, 'created', createProduct(tx, scope, input));
        return { id: made.id, made };
      };
      return { status: 201, body: await createOnce(db, readIdempotency(request, scope, body), create, (id) => getProduct(db, scope, id)) };
    }),

    route('products.update', async ({ scope, params, body }) => {
      await getProduct(db, scope, params.productId);
      const input = await checkedInput(db, scope, body as ProductInput);
      const change = (tx: Knex) => audited(tx, scope, 'updated', updateProduct(tx, scope, params.productId, input));
      const product = await db.transaction(change);
      forgetShown(db);
      return { status: 200, body: product };
    }),

    route('products.price', async ({ scope, params, body }) => {
      const { product } = await showProduct(db, scope, params.productId);
      const document = readProductDocument(body.document, product);
      return { status: 200, body: priceOrProblem(document, product.template, body.quantity) };
    }),

    route('products.preflight', async ({ scope, params, body }) => {
      const product = await getProduct(db, scope, params.productId);
      const document = readProductDocument(body.document, product);
      return { status: 200, body: { findings: await checkArtwork(deps, scope, document, product.template) } };
    }),
  ];
}

/** What shoppers can buy, and for how much, is worth a line in the audit log. */
async function audited(tx: Knex, scope: Scope, verb: 'created' | 'updated', changing: Promise<Product>): Promise<Product> {
  const product = await changing;
  const { slug, status, template } = product;
  const data = { slug, status, basePrice: template.basePrice, currency: template.currency };
  await recordAudit(tx, scope, { action: `product.${verb}`, target: product.id, data });
  return product;
}

/** Throws `invalid-request` with every reference of the template that leads nowhere. */
async function checkedInput(db: Knex, scope: Scope, input: ProductInput): Promise<ProductInput> {
  if (input.imageUrl !== null && !/^(\/(?!\/)|https?:\/\/)/.test(input.imageUrl))
    throw new Problem('invalid-request', 'imageUrl must be a path that begins with / or an http(s) address.', {
      errors: [{ path: 'body.imageUrl', message: 'must be a path or an http(s) address' }],
    });
  const fonts = new Set((await listFonts(db, scope)).map((font) => font.id));
  const errors = checkTemplate(input.template, fonts).map(({ path, message }) => ({ path: `body.template.${path}`, message }));
  if (errors.length > 0)
    throw new Problem('invalid-request', `The template is not consistent: ${errors[0]!.path}: ${errors[0]!.message}.`, { errors });
  return input;
}
