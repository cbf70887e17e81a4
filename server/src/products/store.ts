import type { Knex } from 'knex';
import type { Product, ProductInput, ProductSummary } from '@luneo/sdk/contracts/products.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import type { Scope } from '../auth/scope.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { firstRow } from '../drivers/database/first-row.js';
import { newId } from '../id.js';
import { Lru } from '../lru.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';
import { notFound, Problem } from '../problem.js';

interface ProductRow {
  id: string;
  brand_id: string;
  slug: string;
  name: string;
  description: string;
  status: 'draft' | 'published';
  image_url: string | null;
  template: string;
  created_at: string;
  updated_at: string;
}
type SummaryRow = Omit<ProductRow, 'template'>;

/** A product and the very text that the API answers; both shared, so never change them. */
export interface CachedProduct {
  product: Product;
  json: Buffer;
}

const SUMMARY = ['id', 'brand_id', 'slug', 'name', 'description', 'status', 'image_url', 'created_at', 'updated_at'] as const;
/** By id and time of the last change, which grows with every change: parsed and written once, never stale. */
const parsed = new Lru<string, CachedProduct>(500);

/** Shoppers and publishable keys see what is published; staff, also those who try a product, and secret keys everything of the brand. */
export const seesDrafts = ({ via, trialOf }: Scope): boolean => (via !== 'pk' && via !== 'shopper') || trialOf !== undefined;

/** By id or slug. Throws `not-found`. */
export async function findProduct(db: Knex, scope: Scope, idOrSlug: string): Promise<CachedProduct> {
  const column = idOrSlug.startsWith('prd_') ? 'id' : 'slug';
  const head = await firstRow<Pick<ProductRow, 'id' | 'status' | 'updated_at'>>(
    db,
    `select id, status, updated_at from products where brand_id = ? and ${column} = ?`,
    [scope.brandId, idOrSlug],
  );
  if (!head || (head.status !== 'published' && !seesDrafts(scope))) throw notFound('product', idOrSlug);
  const hit = parsed.get(`${head.id}@${head.updated_at}`);
  if (hit) return hit;
  const row = (await db<ProductRow>('products').where({ id: head.id }).first())!;
  const product = { ...toSummary(row), template: JSON.parse(row.template) as ProductTemplate };
  return parsed.set(`${row.id}@${row.updated_at}`, { product, json: Buffer.from(JSON.stringify(product)) });
}

/** By id or slug. Throws `not-found`. The object is shared: do not change it. */
export async function getProduct(db: Knex, scope: Scope, idOrSlug: string): Promise<Product> {
  return (await findProduct(db, scope, idOrSlug)).product;
}

/** Of these products those that the scope may see. */
export async function visibleProducts(db: Knex, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  const query = db<ProductRow>('products')
    .where({ brand_id: scope.brandId })
    .whereIn('id', [...new Set(ids)]);
  if (!seesDrafts(scope)) query.where({ status: 'published' });
  return new Set((await query.select('id')).map(({ id }) => id));
}

export async function listProducts(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor }: PageRequest,
): Promise<{ items: ProductSummary[]; nextCursor: string | null }> {
  const query = db<ProductRow>('products').where({ brand_id: scope.brandId });
  if (!seesDrafts(scope)) query.where({ status: 'published' });
  if (cursor) query.where('id', '>', cursor);
  const { rows, nextCursor } = pageOf(
    await query
      .orderBy('id')
      .limit(limit + 1)
      .select<SummaryRow[]>(...SUMMARY),
    limit,
  );
  return { items: rows.map(toSummary), nextCursor };
}

/** `id` is given by seeds only. Throws `conflict` when the brand has this slug already. */
export async function createProduct(db: Knex, scope: Scope, input: ProductInput, id = newId('prd')): Promise<Product> {
  const now = new Date().toISOString();
  const row: ProductRow = { id, brand_id: scope.brandId, ...columns(input), created_at: now, updated_at: now };
  await slugIsFree(input.slug, () => db<ProductRow>('products').insert(row));
  return getProduct(db, scope, id);
}

/** Replaces everything but id and creation. Throws `not-found`, or `conflict` for a slug in use. */
export async function updateProduct(db: Knex, scope: Scope, id: string, input: ProductInput): Promise<Product> {
  const old = await db<ProductRow>('products').where({ id, brand_id: scope.brandId }).forUpdate().first('updated_at');
  if (!old) throw notFound('product', id);
  const updated_at = new Date(Math.max(Date.now(), Date.parse(old.updated_at) + 1)).toISOString();
  await slugIsFree(input.slug, () =>
    db<ProductRow>('products')
      .where({ id, brand_id: scope.brandId })
      .update({ ...columns(input), updated_at }),
  );
  return getProduct(db, scope, id);
}

async function slugIsFree(slug: string, write: () => PromiseLike<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', `The brand has a product with the slug ${slug} already.`);
    throw error;
  }
}

function columns({ slug, name, description, status, imageUrl, template }: ProductInput) {
  return { slug, name, description, status, image_url: imageUrl, template: JSON.stringify(template) };
}

function toSummary(row: SummaryRow): ProductSummary {
  return {
    id: row.id,
    brandId: row.brand_id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    status: row.status,
    imageUrl: row.image_url,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
