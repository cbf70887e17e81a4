import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ProductInput } from '@luneo/sdk/contracts/products.js';
import { createBrand, systemScope } from '../auth/brands.js';
import { createKey, findKey } from '../auth/keys.js';
import type { Scope } from '../auth/scope.js';
import { createUser, verifyPassword } from '../auth/users.js';
import type { Deps } from '../deps.js';
import { createFont } from '../fonts/store.js';
import { randomText } from '../id.js';
import { createProduct, updateProduct } from '../products/store.js';
import { bracelet } from './catalogue/bracelet.js';
import { FONTS } from './catalogue/fonts.js';
import { mug } from './catalogue/mug.js';
import { tshirt } from './catalogue/tshirt.js';
import { installPictures } from './media.js';

export const DEMO_BRAND = 'brd_demo';
const EMAIL = 'atelier@example.com';

/** What `seed.json` holds: how to sign in and call as the demo brand. */
export interface Seeded {
  brandId: string;
  publishableKey: string;
  secretKey: string;
  email: string;
  password: string;
  /** SHA-256 of each product as it was seeded, so that a newer catalogue replaces it only while staff left it alone. */
  products: Record<string, string>;
}

type SeedDeps = Pick<Deps, 'config' | 'db' | 'files'>;

/** Makes the demo brand "Atelier Lune" or completes it. `before`: what an earlier run returned. Existing data stay. */
export async function seedDemo(deps: SeedDeps, before: Partial<Seeded> = {}): Promise<Seeded> {
  const scope = systemScope(DEMO_BRAND);
  if (!(await deps.db('brands').where({ id: DEMO_BRAND }).first('id')))
    await createBrand(deps.db, { id: DEMO_BRAND, name: 'Atelier Lune' });
  await seedFonts(deps, scope);
  const pictures = await installPictures(deps.files);
  const products: Seeded['products'] = {};
  for (const product of [bracelet(pictures), tshirt(pictures), mug(pictures)])
    products[product.id] = await seedProduct(deps, scope, product, before.products?.[product.id]);
  return {
    brandId: DEMO_BRAND,
    publishableKey: await seedKey(deps, scope, 'publishable', before.publishableKey),
    secretKey: await seedKey(deps, scope, 'secret', before.secretKey),
    email: EMAIL,
    password: await seedStaff(deps, before.password),
    products,
  };
}

async function seedFonts(deps: SeedDeps, scope: Scope): Promise<void> {
  const known = new Set((await deps.db('fonts').where({ brand_id: DEMO_BRAND }).select('id')).map((row: { id: string }) => row.id));
  const { resolve } = createRequire(import.meta.url);
  for (const { id, family, style, file } of FONTS) {
    if (known.has(id)) continue;
    const bytes = await readFile(resolve(`@expo-google-fonts/${file}`));
    await createFont(deps, scope, { id, family, style, bytes });
  }
}

async function seedProduct(
  { db }: SeedDeps,
  scope: Scope,
  { id, ...input }: ProductInput & { id: string },
  seededBefore: string | undefined,
): Promise<string> {
  const wanted = fingerprint(input);
  const row = (await db('products').where({ id, brand_id: DEMO_BRAND }).first()) as Record<string, string> | undefined;
  if (!row) {
    await createProduct(db, scope, input, id);
    return wanted;
  }
  const { slug, name, description, status, image_url: imageUrl, template } = row;
  const stored = fingerprint({ slug, name, description, status, imageUrl, template: JSON.parse(template!) as unknown });
  if (stored === wanted) return wanted;
  if (stored !== seededBefore) return seededBefore ?? '';
  await updateProduct(db, scope, id, input);
  return wanted;
}

function fingerprint({ slug, name, description, status, imageUrl, template }: Record<keyof ProductInput, unknown>): string {
  return createHash('sha256')
    .update(JSON.stringify([slug, name, description, status, imageUrl, template]))
    .digest('hex');
}

/** The key of the run before while it still works, else a new one. */
async function seedKey({ db, config }: SeedDeps, scope: Scope, kind: 'publishable' | 'secret', before?: string): Promise<string> {
  const row = before ? await findKey(db, config.secret, before) : null;
  if (before && row && !row.revoked_at && row.brand_id === DEMO_BRAND) return before;
  const origins = kind === 'publishable' ? { origins: [config.shopUrl] } : {};
  return (await createKey(db, scope, config.secret, { kind, name: `Demo ${kind}`, ...origins })).key;
}

/** Staff sign-in; when its password is not known any more the demo user is made anew. */
async function seedStaff({ db }: SeedDeps, before?: string): Promise<string> {
  if (before && (await verifyPassword(db, EMAIL, before))) return before;
  const password = randomText(16);
  await db('users').where({ email: EMAIL }).delete();
  await createUser(db, { brandId: DEMO_BRAND, email: EMAIL, name: 'Alix Moreau', role: 'brand_admin', password, demo: true });
  return password;
}
