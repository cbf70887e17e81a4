import { createKey, revokeKey } from '../auth/keys.js';
import { systemScope } from '../auth/brands.js';
import { signToken } from '../auth/tokens.js';
import type { Scope } from '../auth/scope.js';
import { createLocalAi } from '../drivers/ai/local.js';
import { newId } from '../id.js';
import { startTestShop, type TestShop } from '../orders/testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';
import type { TestBrand, TestReply } from '../testing.js';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';

/** Everybody of a brand, in one mode. */
export interface Party {
  brandId: string;
  mode: Scope['mode'];
  scope: Scope;
  /** In everything that this party makes. */
  canary: string;
  brand: TestBrand;
  catalogue: TestCatalogue;
  staffToken: string;
  userId: string;
  secretKey: string;
  publishableKey: string;
  publishableKeyId: string;
  shopper: { token: string; ownerId: string };
  /** As somebody of the brand; throws unless the answer is good. */
  ask(method: string, path: string, body?: unknown, token?: string, headers?: Record<string, string>): Promise<TestReply>;
  keyWith(scopes: Permission[]): Promise<string>;
  /** Somebody of the brand with this role, always the same. */
  colleague(role: 'brand_user' | 'fabricator'): Promise<string>;
  revokedKeys(): Promise<{ secret: string; publishable: string; shopper: string }>;
  shopperToken(ownerId: string, expiresAt?: number): Promise<string>;
}

/** The people of the play: brand A in both modes, and a stranger in each mode. */
export interface Cast {
  shop: TestShop;
  /** In everything that brand A is called, and nowhere else. */
  canary: string;
  a: Record<Scope['mode'], Party>;
  b: Record<Scope['mode'], Party>;
  close(): Promise<void>;
}

/** Longer than the whole matrix takes on a busy machine. */
const tomorrow = (): number => Math.floor(Date.now() / 1000) + 86_400;

/** Made at the first need, then kept. */
function once<K, V>(make: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const made = new Map<K, Promise<V>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

export async function gather(): Promise<Cast> {
  const shop = await startTestShop(() => ({ ai: createLocalAi() }));
  const canary = `Canary${newId('zq').slice(-12)}`;
  const [a, b] = [await shop.app.brand(`${canary} brand`), await shop.app.brand('Another brand')];
  const [mine, theirs] = [await catalogueOf(shop, a, canary), await catalogueOf(shop, b, 'Other')];
  return {
    shop,
    canary,
    a: { test: await party(shop, a, mine, 'test', canary), live: await party(shop, a, mine, 'live', canary) },
    b: { test: await party(shop, b, theirs, 'test', 'Other'), live: await party(shop, b, theirs, 'live', 'Other') },
    close: () => shop.close(),
  };
}

async function catalogueOf({ app }: TestShop, brand: TestBrand, name: string): Promise<TestCatalogue> {
  const catalogue = await makeCatalogue(app.deps, brand.scope, { family: `Inter ${name}`, style: 'sans' });
  await app.deps
    .db('products')
    .where({ id: catalogue.product.id })
    .update({ name: `${name} plate` });
  return catalogue;
}

async function party({ app }: TestShop, brand: TestBrand, catalogue: TestCatalogue, mode: Scope['mode'], name: string): Promise<Party> {
  const { db, config } = app.deps;
  const { brandId } = brand;
  const scope = systemScope(brandId, mode);
  const make = (kind: 'publishable' | 'secret', scopes?: Permission[]) =>
    createKey(db, scope, config.secret, { kind, name: 'key', scopes });
  const [publishable, secret] = [await make('publishable'), await make('secret')];
  const shopperToken = (ownerId: string, expiresAt = tomorrow(), keyId = publishable.row.id) =>
    signToken(config.secret, { kind: 'shopper', ownerId, brandId, keyId, mode, expiresAt });
  const ownerId = newId('shp');
  const shopper = { ownerId, token: await shopperToken(ownerId) };
  const headers: Record<string, string> = mode === 'live' ? { 'luneo-mode': 'live' } : {};
  const { id: userId } = await db('users').where({ email: brand.staff.email }).first('id');
  return {
    brandId,
    mode,
    scope,
    canary: `${name}${mode}`,
    brand,
    catalogue,
    staffToken: brand.staffToken,
    userId,
    secretKey: secret.key,
    publishableKey: publishable.key,
    publishableKeyId: publishable.row.id,
    shopper,
    ask: async (method, path, body, token = shopper.token, more = {}) => {
      const reply = await app.request(method, path, { token, headers: { ...headers, ...more }, ...(body !== undefined && { body }) });
      if (reply.status >= 400) throw new Error(`${method} ${path} answered ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply;
    },
    keyWith: async (scopes) => (await make('secret', scopes)).key,
    colleague: once(async (role) => (await brand.member(role)).token),
    revokedKeys: once(async () => {
      const [pk, sk] = [await make('publishable'), await make('secret')];
      const token = await shopperToken(ownerId, tomorrow(), pk.row.id);
      for (const { row } of [pk, sk]) await revokeKey(db, scope, row.id);
      return { secret: sk.key, publishable: pk.key, shopper: token };
    }) as Party['revokedKeys'],
    shopperToken: (owner, expiresAt) => shopperToken(owner, expiresAt),
  };
}
