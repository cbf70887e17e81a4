import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import Stripe from 'stripe';
import type { CommerceInput } from '@luneo/sdk/contracts/commerce.js';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Deps } from '../deps.js';
import { createOutboxMail } from '../drivers/mail/outbox.js';
import { createStripePayments } from '../drivers/payments/stripe.js';
import { signatureHeader } from '../sandbox/deliveries.js';
import { startSandbox } from '../sandbox/stripe.js';
import type { Sandbox } from '../sandbox/stripe.js';
import { startTestApp } from '../testing.js';
import { testQueue } from '../testing-drivers.js';
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
  /** Stripe's own SDK on the sandbox; `account` acts for a connected one. */
  stripe(account?: string): Stripe;
  /** What the sandbox has to tell of an order, oldest first. */
  news(order: Pick<Order, 'id'>, type?: string): Promise<Stripe.Event[]>;
  /** Posts an event as it is, signed. */
  deliver(event: object): Promise<TestReply>;
  /** Saves settings of selling, over those of a brand that has none. */
  settings(change: Partial<CommerceInput>): Promise<void>;
  /** As staff; `mode` live where it matters. */
  staff(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<TestReply>;
  /** An order with all that was paid for it. */
  paid(body?: object, card?: string): Promise<Order>;
  /** An order that the brand takes in live mode, to be paid by intent. */
  liveOrder(body?: object): Promise<TestReply>;
  close(): Promise<void>;
}

const NO_SETTINGS: CommerceInput = {
  shipping: [],
  tax: { inclusive: true, taxShipping: true, rates: [] },
  country: null,
  addressRequired: false,
  fabricators: { default: null, products: [] },
  stripeAccountId: null,
};

export const RETURN_URLS = { successUrl: 'http://localhost:4401/thanks?order={ORDER_ID}', cancelUrl: 'http://localhost:4401/cart' };
const STRIPE = { secretKey: 'sk_test_orders', webhookSecret: 'whsec_orders' };

export async function startTestShop(overrides: (deps: Deps) => Partial<Deps> = () => ({})): Promise<TestShop> {
  let sandbox: Sandbox | undefined;
  let mailDir = '';
  const app = await startTestApp((deps) => {
    mailDir = join(deps.config.dataDir, 'outbox');
    const real = {
      ...deps,
      queue: testQueue(deps),
      mail: createOutboxMail(mailDir, 'no-reply@shop.example'),
    };
    return { ...real, ...overrides(real) };
  });
  const { config } = app.deps;
  sandbox = await startSandbox({ port: 0, dataDir: config.dataDir, ...STRIPE });
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
    stripe: (stripeAccount) =>
      new Stripe(STRIPE.secretKey, {
        host: '127.0.0.1',
        port: sandbox.port,
        protocol: 'http',
        telemetry: false,
        maxNetworkRetries: 0,
        ...(stripeAccount && { stripeAccount }),
      }),
    news: async (order, type) => {
      const [row] = await app.deps.db('orders').where({ id: order.id });
      const { data } = await shop.stripe().events.list({ limit: 100 });
      const intent = (await app.deps.db('payments').where({ order_id: order.id }).first())?.payment_intent_id ?? row.payment_intent_id;
      const isOf = ({ data: { object } }: Stripe.Event): boolean => {
        const { metadata, payment_intent } = object as { metadata?: Record<string, string>; payment_intent?: string };
        return metadata?.['order_id'] === order.id || (intent !== null && payment_intent === intent);
      };
      return data.filter((event) => isOf(event) && (!type || event.type === type)).toReversed();
    },
    deliver: (event) => {
      const body = JSON.stringify(event);
      const headers = { 'content-type': 'application/json', 'stripe-signature': signatureHeader(STRIPE.webhookSecret, body) };
      return app.request('POST', '/v1/webhooks/stripe', { body: Buffer.from(body), headers });
    },
    settings: async (change) => {
      const reply = await shop.staff('PUT', `/v1/brands/${brand.brandId}/commerce`, { ...NO_SETTINGS, ...change });
      if (reply.status !== 200) throw new Error(`settings answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    },
    staff: (method, path, body, headers = {}) => app.request(method, path, { token: brand.staffToken, body, headers }),
    paid: async (body = {}, card = '4242424242424242') => {
      const { body: order } = await shop.order(body);
      await shop.pay(order, card);
      await shop.webhook(order);
      return (await app.request('GET', `/v1/orders/${order.id}`, { token: brand.secretKey })).body;
    },
    liveOrder: async (body = {}) => {
      const live = { 'luneo-mode': 'live' };
      const design = await shop.staff('POST', '/v1/designs', { productId: catalogue.product.id }, live);
      const { body: snapshot } = await shop.staff('POST', `/v1/designs/${design.body.id}/finalize`, {}, live);
      const items = [{ snapshotId: snapshot.id, quantity: 1 }];
      return shop.staff('POST', '/v1/orders', { items, email: 'ana@example.com', payment: 'intent', ...body }, live);
    },
    close: async () => {
      await sandbox.close();
      await app.close();
    },
  };
  return shop;
}
