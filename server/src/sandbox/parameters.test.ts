import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import Stripe from 'stripe';
import type { CheckoutRequest } from '../drivers/payments/payments.js';
import {
  accountLinkParams,
  accountParams,
  checkoutParams,
  couponParams,
  intentParams,
  refundParams,
} from '../drivers/payments/stripe-params.js';
import {
  ACCOUNT_CREATE,
  ACCOUNT_LINK_CREATE,
  checkParameters,
  COUPON_CREATE,
  INTENT_CREATE,
  REFUND_CREATE,
  SESSION_CREATE,
  type Allowed,
} from './parameters.js';
import { parseForm } from './form.js';
import { startSandbox, type Sandbox } from './stripe.js';

const KEY = 'sk_test_0123456789abcdef';
let dataDir: string;
let sandbox: Sandbox;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'luneo-contract-'));
  sandbox = await startSandbox({ port: 0, dataDir, secretKey: KEY, webhookSecret: 'whsec_x' });
});
after(async () => {
  await sandbox.close();
  await rm(dataDir, { recursive: true });
});

const sdk = (): Stripe =>
  new Stripe(KEY, { host: '127.0.0.1', port: sandbox.port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
const connected = { stripeAccount: 'acct_lune' };

/** A request with everything that an order can have. */
const request: CheckoutRequest = {
  place: { mode: 'live', account: 'acct_lune' },
  orderId: 'ord_1',
  orderNumber: 'LN-1',
  brandId: 'brd_1',
  brandName: 'Atelier Lune',
  currency: 'EUR',
  total: 10_490,
  applicationFee: 262,
  email: 'ana@example.com',
  address: {
    name: 'Ana',
    line1: '1',
    line2: '2',
    city: 'Paris',
    region: '75',
    postalCode: '75002',
    country: 'FR',
    phone: '+33 1 00 00 00',
  },
  lines: [{ name: 'Plate', quantity: 2, unitAmount: 5_250 }],
  discount: { name: 'SPRING', amount: 500 },
  shipping: { name: 'Post', amount: 490 },
  successUrl: 'https://lune.example/thanks',
  cancelUrl: 'https://lune.example/cart',
};
const refusal = { type: 'StripeInvalidRequestError', code: 'parameter_unknown' };

/** A list of shapes that Stripe's types do not allow: each line fails to compile without its comment. */
// @ts-expect-error -- no such parameter of a session
({ line_items: [{ quantity: 'text', prize: 'text' }] }) satisfies Allowed<Stripe.Checkout.SessionCreateParams>;
// @ts-expect-error -- no such parameter of a refund
({ payment_intent: 'text', refund_fee: 'text' }) satisfies Allowed<Stripe.RefundCreateParams>;
// @ts-expect-error -- no such parameter of a payment intent
({ amount: 'text', total: 'text' }) satisfies Allowed<Stripe.PaymentIntentCreateParams>;

describe('what we ask of Stripe', () => {
  test('is taken whole by a stand-in that knows the parameters of Stripe’s types only', async () => {
    const coupon = await sdk().coupons.create(couponParams(request), connected);
    const session = await sdk().checkout.sessions.create(checkoutParams(request, coupon.id), connected);
    assert.equal(session.amount_total, request.total);
    const intent = await sdk().paymentIntents.create(intentParams(request), connected);
    assert.deepEqual([intent.amount, intent.application_fee_amount, intent.receipt_email], [10_490, 262, null]);
    const paid = await sdk().paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }, connected);
    const refund = await sdk().refunds.create(
      refundParams({
        place: request.place,
        refundId: 'rfd_1',
        paymentIntentId: paid.id,
        amount: 90,
        returnsFee: true,
        reason: 'duplicate',
      }),
      connected,
    );
    assert.deepEqual([refund.status, refund.amount, refund.metadata], ['succeeded', 90, { refund_id: 'rfd_1' }]);
  });

  test('a parameter that Stripe does not have is refused, at any depth', async () => {
    const params = checkoutParams(request, null) as unknown as Record<string, unknown>;
    for (const extra of [
      { prize: 1 },
      { line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 100, product_data: { name: 'x', titel: 'y' } } }] },
      { payment_intent_data: { application_fee: 1 } },
    ])
      await assert.rejects(sdk().checkout.sessions.create({ ...params, ...extra } as never, connected), refusal);
    const account = accountParams({ brandId: 'brd_1', brandName: 'Atelier Lune', country: 'FR' });
    await assert.rejects(sdk().accounts.create({ ...account, kind: 'standard' } as never), refusal);
    await assert.rejects(sdk().paymentIntents.create({ ...intentParams(request), total: 1 } as never, connected), refusal);
    await assert.rejects(sdk().paymentIntents.list({ state: 'open' } as never), refusal);
    await assert.rejects(sdk().coupons.create({ ...couponParams(request), once: true } as never), refusal);
  });

  test('a shape is refused in the place of a text, and the other way round', () => {
    for (const [body, shape] of [
      ['amount[x]=1', INTENT_CREATE],
      ['metadata=1', REFUND_CREATE],
      ['line_items[a][quantity]=1', SESSION_CREATE],
      ['name[]=x', COUPON_CREATE],
      ['controller=x', ACCOUNT_CREATE],
      ['account[x]=1', ACCOUNT_LINK_CREATE],
    ] as const)
      assert.throws(() => checkParameters(parseForm(body), shape), body);
  });
});

describe('connected accounts', () => {
  test('are made as we ask, with a link to their form, and only for those that were made', async () => {
    const { id, charges_enabled: before } = await sdk().accounts.create(
      accountParams({ brandId: 'brd_1', brandName: 'Atelier Lune', country: 'DE' }),
    );
    const urls = { returnUrl: 'https://admin.example/done', refreshUrl: 'https://admin.example/again' };
    const { url, expires_at } = await sdk().accountLinks.create(accountLinkParams(id, urls));
    assert.ok(expires_at > Date.now() / 1000);
    const evil = await fetch(url, { method: 'POST', redirect: 'manual', headers: { origin: 'https://evil.example' } });
    assert.equal(evil.status, 403);
    await fetch(url, { method: 'POST', redirect: 'manual' });
    const { charges_enabled, country, requirements } = await sdk().accounts.retrieve(id);
    assert.deepEqual([before, charges_enabled, country, requirements?.currently_due], [false, true, 'DE', []]);
    await assert.rejects(sdk().accountLinks.create(accountLinkParams('acct_none', urls)), { code: 'resource_missing' });
  });

  test('have their own objects, which nobody else sees', async () => {
    const intent = await sdk().paymentIntents.create(intentParams({ ...request, applicationFee: 5 }), connected);
    for (const options of [{}, { stripeAccount: 'acct_other' }])
      await assert.rejects(sdk().paymentIntents.retrieve(intent.id, {}, options), { code: 'resource_missing' });
    assert.equal((await sdk().paymentIntents.list({}, connected)).data[0]?.id, intent.id);
    await assert.rejects(sdk().paymentIntents.retrieve(intent.id, {}, { stripeAccount: 'lune' }), { statusCode: 403 });
  });

  test('alone take an application fee', async () => {
    await assert.rejects(sdk().paymentIntents.create(intentParams(request)), { param: 'application_fee_amount' });
    await assert.rejects(sdk().checkout.sessions.create(checkoutParams(request, null)), {
      param: 'payment_intent_data.application_fee_amount',
    });
  });

  test('keep their fee apart from Stripe’s', async () => {
    const { id } = await sdk().paymentIntents.create(intentParams(request), connected);
    await sdk().paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }, connected);
    const expand = ['latest_charge.balance_transaction'];
    const { latest_charge: charge } = await sdk().paymentIntents.retrieve(id, { expand }, connected);
    const { fee_details, fee, net } = (charge as Stripe.Charge).balance_transaction as Stripe.BalanceTransaction;
    assert.deepEqual(
      fee_details.map(({ type, amount }) => [type, amount]),
      [
        ['stripe_fee', 182],
        ['application_fee', 262],
      ],
    );
    assert.deepEqual([fee, net], [444, 10_046]);
    const event = (await sdk().events.list({ type: 'payment_intent.succeeded' })).data[0]!;
    assert.equal(event.account, 'acct_lune');
  });
});

describe('refunds', () => {
  async function paid(method = 'pm_card_visa'): Promise<string> {
    const { id } = await sdk().paymentIntents.create({ amount: 1_000, currency: 'eur' });
    return (await sdk().paymentIntents.confirm(id, { payment_method: method })).id;
  }

  test('never exceed what was charged, and need a charge', async () => {
    const payment_intent = await paid();
    await sdk().refunds.create({ payment_intent, amount: 600 });
    await assert.rejects(sdk().refunds.create({ payment_intent, amount: 401 }), { param: 'amount' });
    assert.equal((await sdk().refunds.create({ payment_intent })).amount, 400);
    await assert.rejects(sdk().refunds.create({ payment_intent }), { code: 'charge_already_refunded' });
    const { id } = await sdk().paymentIntents.create({ amount: 1_000, currency: 'eur' });
    await assert.rejects(sdk().refunds.create({ payment_intent: id }), { type: 'StripeInvalidRequestError' });
    assert.equal((await sdk().refunds.list({ payment_intent })).data.length, 2);
  });

  test('of a disputed charge wait for the dispute', async () => {
    const payment_intent = await paid('pm_card_createDispute');
    await assert.rejects(sdk().refunds.create({ payment_intent }), { code: 'charge_disputed' });
    const [dispute] = (await sdk().disputes.list({ payment_intent })).data;
    assert.equal(dispute!.status, 'needs_response');
    const won = await sdk().disputes.update(dispute!.id, { evidence: { uncategorized_text: 'winning_evidence' } });
    assert.equal(won.status, 'won');
    assert.equal((await sdk().refunds.create({ payment_intent })).status, 'succeeded');
    const other = (await sdk().disputes.list({ payment_intent: await paid('pm_card_createDispute') })).data[0]!;
    assert.equal((await sdk().disputes.close(other.id)).status, 'lost');
  });

  test('a bank account pays later, and cannot be cancelled meanwhile', async () => {
    const id = await paid('pm_usBankAccount');
    assert.equal((await sdk().paymentIntents.retrieve(id)).status, 'processing');
    await assert.rejects(sdk().paymentIntents.cancel(id), { code: 'payment_intent_unexpected_state' });
    await sdk().rawRequest('POST', `/v1/sandbox/payment_intents/${id}/arrive`);
    assert.equal((await sdk().paymentIntents.retrieve(id)).status, 'succeeded');
  });
});
