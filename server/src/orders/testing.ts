import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Deps } from '../deps.js';
import { createOutboxMail } from '../drivers/mail/outbox.js';
import { createStripePayments } from '../drivers/payments/stripe.js';
import { createTableQueue } from '../drivers/queue/table.js';
import { signatureHeader } from '../sandbox/deliveries.js';
import { startSandbox } from '../sandbox/stripe.js';
import type { Sandbox } from '../sandbox/stripe.js';
import { startTestApp } from '../testing.js';
import type { TestApp, TestBrand, TestReply } from '../testing.js';
import { makeCatalogue } from '../testing-catalogue.js';
import type { TestCatalogue } from '../testing-catalogue.js';

/** The application with a real queue, outbox and payment sandbox. Webhooks go nowhere: a test posts those that it wants. */
export interface TestShop {
  app: TestApp;
  sandbox: Sandbox;
  brand: TestBrand;
  catalogue: TestCatalogue;
  shopper: { token: string; ownerId: string };
  mailDir: string;
  /** A finalized design of the shopper; the catalogue's document unless another is given. */
  snapshot(document?: DesignDocument): Promise<{ id: string; designId: string }>;
  order(body?: object, headers?: Record<string, string>, token?: string): Promise<TestReply>;
  /** Posts the pay form. */
  pay(order: Order, card?: string, email?: string): Promise<number>;
  /** Posts an event about an order, signed as Stripe would. */
  webhook(order: Order, event?: { id?: string; type?: string }, options?: { secret?: string; at?: number }): Promise<TestReply>;
  close(): Promise<void>;
}

export const RETURN_URLS = { successUrl: 'http://localhost:4401/thanks?order={ORDER_ID}', cancelUrl: 'http://localhost:4401/cart' };
const STRIPE = { secretKey: 'sk_test_orders', webhookSecret: 'whsec_orders' };

export async function startTestShop(overrides: (deps: Deps) => Partial<Deps> = () => ({})): Promise<TestShop> {
  let sandbox: Sandbox | undefined;
  let mailDir = '';
  const app = await startTestApp((deps) => {
    mailDir = join(deps.config.dataDir, 'outbox');
    const real = {
      ...deps,
      queue: createTableQueue(deps.db, pino({ level: 'silent' }), { backoffMs: () => 5, pollMs: 5 }),
      mail: createOutboxMail(mailDir, { host: 'shop.example' }),
    };
    return { ...real, ...overrides(real) };
  });
  const { config } = app.deps;
  sandbox = await startSandbox({ port: 0, dataDir: config.dataDir, ...STRIPE, webhookUrl: 'http://127.0.0.1:9/' });
  const stripe = { ...config.stripe, ...STRIPE, apiBase: sandbox.url, sandboxPort: sandbox.port };
  app.deps.payments = overrides(app.deps).payments ?? createStripePayments(stripe);
  const brand = await app.brand('Atelier <Lune>');
  const catalogue = await makeCatalogue(app.deps, brand.scope);
  const shopper = await brand.shopper();

  const shop: TestShop = {
    app,
    sandbox,
    brand,
    catalogue,
    shopper,
    mailDir,
    snapshot: async (document) => {
      const body = { productId: catalogue.product.id, ...(document && { document }) };
      const design = await app.request('POST', '/v1/designs', { token: shopper.token, body });
      const made = await app.request('POST', `/v1/designs/${design.body.id}/finalize`, { token: shopper.token, body: {} });
      if (made.status !== 201) throw new Error(`finalize answered ${made.status}: ${JSON.stringify(made.body)}`);
      return { id: made.body.id, designId: design.body.id };
    },
    order: async (body = {}, headers = {}, token = shopper.token) => {
      const items = 'items' in body ? {} : { items: [{ snapshotId: (await shop.snapshot()).id, quantity: 1 }] };
      return app.request('POST', '/v1/orders', { token, headers, body: { email: 'ana@example.com', ...RETURN_URLS, ...items, ...body } });
    },
    pay: async (order, card = '4242 4242 4242 4242', email = '') => {
      const answer = await fetch(order.checkoutUrl!, { method: 'POST', body: new URLSearchParams({ card, email }), redirect: 'manual' });
      return answer.status;
    },
    webhook: (order, { id = `evt_${order.id}`, type = 'checkout.session.completed' } = {}, { secret = STRIPE.webhookSecret, at } = {}) => {
      const object = { object: 'checkout.session', id: order.checkoutUrl?.split('/').at(-1), metadata: { order_id: order.id } };
      const body = JSON.stringify({ id, object: 'event', type, data: { object } });
      const headers = { 'content-type': 'application/json', 'stripe-signature': signatureHeader(secret, body, at) };
      return app.request('POST', '/v1/webhooks/stripe', { body: Buffer.from(body), headers });
    },
    close: async () => {
      await sandbox.close();
      await app.close();
    },
  };
  return shop;
}
