import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import Stripe from 'stripe';
import { startSandbox } from './stripe.js';
import type { Sandbox, SandboxOptions } from './stripe.js';

const SECRET_KEY = 'sk_test_0123456789abcdef';
const WEBHOOK_SECRET = 'whsec_test';

let dataDir: string;
let sandbox: Sandbox;
let options: SandboxOptions;
const received: Stripe.Event[] = [];
let refuse = 0;
let arrived: () => void = () => {};

const hook = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const event = Stripe.webhooks.constructEvent(Buffer.concat(chunks), String(request.headers['stripe-signature']), WEBHOOK_SECRET);
    response.writeHead(refuse-- > 0 ? 500 : 200).end();
    received.push(event);
    arrived();
  });
});

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'luneo-sandbox-'));
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const webhookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
  options = { port: 0, dataDir, secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, webhookUrl };
  sandbox = await startSandbox(options);
});
after(async () => {
  await sandbox.close();
  hook.closeAllConnections();
  hook.close();
  await rm(dataDir, { recursive: true });
});

const sdk = (key = SECRET_KEY): Stripe =>
  new Stripe(key, { host: '127.0.0.1', port: sandbox.port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });

const params = (over: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [
    { quantity: 2, price_data: { currency: 'eur', unit_amount: 6400, product_data: { name: 'Bracelet <b>& “Été”' } } },
    { quantity: 1, price_data: { currency: 'eur', unit_amount: 50, product_data: { name: 'Gift box' } } },
  ],
  customer_email: 'ana@example.com',
  success_url: 'http://127.0.0.1:9/thanks?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1:9/cart',
  metadata: { order_id: 'ord_1' },
  payment_intent_data: { metadata: { order_id: 'ord_1' } },
  branding_settings: { display_name: 'Atelier Lune' },
  ...over,
});

const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });

async function event(matches: (event: Stripe.Event) => boolean, count = 1): Promise<Stripe.Event[]> {
  while (received.filter(matches).length < count) await new Promise<void>((resolve) => (arrived = resolve));
  return received.filter(matches);
}
const completed = (id: string) => (e: Stripe.Event) => e.type === 'checkout.session.completed' && e.data.object.id === id;

describe('payment sandbox', () => {
  test('the official SDK creates, reads, lists and expires a checkout session', async () => {
    const created = await sdk().checkout.sessions.create(params());
    assert.equal(created.amount_total, 12_850);
    assert.equal(created.status, 'open');
    assert.equal(created.url, `${sandbox.url}/pay/${created.id}`);
    const read = await sdk().checkout.sessions.retrieve(created.id, { expand: ['line_items'] });
    assert.deepEqual(read.metadata, { order_id: 'ord_1' });
    assert.equal(read.line_items?.data[0]?.description, 'Bracelet <b>& “Été”');
    const expired = await sdk().checkout.sessions.expire(created.id);
    assert.equal(expired.status, 'expired');
    assert.equal((await fetch(created.url!)).status, 410);
    await event((e) => e.type === 'checkout.session.expired' && e.data.object.id === created.id);
  });

  test('answers errors that the SDK raises as its own classes', async () => {
    await assert.rejects(sdk('sk_test_wrong').events.list(), Stripe.errors.StripeAuthenticationError);
    await assert.rejects(sdk('sk_live_0123456789abcdef').events.list(), Stripe.errors.StripeAuthenticationError);
    await assert.rejects(sdk().checkout.sessions.retrieve('cs_test_none'), { code: 'resource_missing', statusCode: 404 });
    await assert.rejects(sdk().checkout.sessions.create(params({ line_items: [] })), { code: 'parameter_missing', param: 'line_items' });
    await assert.rejects(sdk().checkout.sessions.create(params({ success_url: 'thanks' })), { code: 'url_invalid' });
  });

  test('the same idempotency key gives the same session, and refuses another request', async () => {
    const idempotencyKey = 'order-1';
    const [first, second] = await Promise.all([1, 2].map(() => sdk().checkout.sessions.create(params(), { idempotencyKey })));
    assert.equal(first!.id, second!.id);
    await assert.rejects(
      sdk().checkout.sessions.create(params({ customer_email: 'bo@example.com' }), { idempotencyKey }),
      Stripe.errors.StripeIdempotencyError,
    );
  });

  test('a paid form charges once, leads back and posts a signed event until it is taken', async () => {
    const { id, url } = await sdk().checkout.sessions.create(params());
    refuse = 2;
    const answers = await Promise.all([1, 2, 3].map(() => post(url!, { card: '4242 4242 4242 4242' })));
    assert.deepEqual(
      answers.map((answer) => answer.status),
      [303, 303, 303],
    );
    assert.equal(answers[0]!.headers.get('location'), `http://127.0.0.1:9/thanks?session=${id}`);
    const session = await sdk().checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    assert.equal(session.payment_status, 'paid');
    const intent = session.payment_intent as Stripe.PaymentIntent;
    assert.equal(intent.amount_received, 12_850);
    assert.equal((await sdk().charges.list({ payment_intent: intent.id })).data.length, 1);
    const [first] = await event(completed(id));
    assert.equal((await sdk().events.retrieve(first!.id)).type, 'checkout.session.completed');
    assert.equal(new Set((await event(completed(id))).map((e) => e.id)).size, 1);
  });

  test('a declined card says so, charges nothing and can be followed by a good one', async () => {
    const { id, url } = await sdk().checkout.sessions.create(params());
    const declined = await post(url!, { card: '4000000000000002' });
    assert.equal(declined.status, 402);
    assert.match(await declined.text(), /role="alert"[^>]*>Your card was declined/);
    const [failed] = await event((e) => e.type === 'payment_intent.payment_failed');
    assert.equal((failed!.data.object as Stripe.PaymentIntent).metadata['order_id'], 'ord_1');
    const after = await sdk().checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    assert.equal(after.status, 'open');
    assert.equal((after.payment_intent as Stripe.PaymentIntent).last_payment_error?.code, 'card_declined');
    assert.equal((await post(url!, { card: '4242424242424242' })).status, 303);
  });

  test('asks again for a wrong number, a real card, a past date or a missing e-mail', async () => {
    const { url } = await sdk().checkout.sessions.create(params({ customer_email: undefined }));
    const fields = { email: 'ana@example.com', card: '4242424242424242', expiry: '12/40', cvc: '123' };
    for (const wrong of [{ card: '4242424242424241' }, { expiry: '01/20' }, { expiry: '13/40' }, { email: 'ana' }, { cvc: 'x' }]) {
      assert.equal((await post(url!, { ...fields, ...wrong })).status, 422, JSON.stringify(wrong));
    }
    assert.equal((await post(url!, { ...fields, card: '4111111111111111' })).status, 402);
    assert.equal((await post(url!, fields, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await post(url!, fields)).status, 303);
  });

  test('shows names from outside as text only', async () => {
    const { url } = await sdk().checkout.sessions.create(params());
    const page = await fetch(url!);
    assert.match(page.headers.get('content-security-policy')!, /default-src 'none'/);
    assert.match(await page.text(), /Bracelet &lt;b&gt;&amp; “Été”/);
  });

  test('sends an event again when asked to', async () => {
    const { id, url } = await sdk().checkout.sessions.create(params());
    await post(url!, { card: '4242424242424242' });
    const [first] = await event(completed(id));
    await sdk().rawRequest('POST', `/v1/events/${first!.id}/retry`);
    const both = await event(completed(id), 2);
    assert.deepEqual(
      both.map((e) => e.id),
      [first!.id, first!.id],
    );
  });

  test('keeps open and paid sessions when it is started again', async () => {
    const open = await sdk().checkout.sessions.create(params());
    const paid = await sdk().checkout.sessions.create(params());
    await post(paid.url!, { card: '4242424242424242' });
    await sandbox.close();
    sandbox = await startSandbox(options);
    assert.equal((await sdk().checkout.sessions.retrieve(open.id)).status, 'open');
    assert.equal((await sdk().checkout.sessions.retrieve(paid.id)).status, 'complete');
  });

  test('an address that is none is refused', async () => {
    for (const path of ['//', 'http://[/'])
      assert.equal(
        await new Promise<number | undefined>((resolve, reject) => {
          get({ port: sandbox.port, host: '127.0.0.1', path }, (response) => resolve(response.resume().statusCode)).on('error', reject);
        }),
        400,
        path,
      );
  });

  test('refuses production, live keys and foreign host names', async () => {
    await assert.rejects(startSandbox({ ...options, production: true }), /production/);
    await assert.rejects(startSandbox({ ...options, secretKey: 'sk_live_1' }), /test keys/);
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const foreign = { port: sandbox.port, host: '127.0.0.1', path: '/pay/x', headers: { host: 'evil.example' } };
      get(foreign, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    assert.equal(answer, 421);
  });
});
