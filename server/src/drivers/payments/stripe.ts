import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import type { StripeConfig } from '../../config.js';
import { Problem } from '../../problem.js';
import type { AccountState, CheckoutRequest, PaymentPlace, Payments, RefundRequest, RefundState } from './payments.js';
import { readStripeEvent } from './stripe-events.js';
import { accountLinkParams, accountParams, checkoutParams, couponParams, intentParams, refundParams } from './stripe-params.js';
import { accountState, disputeState, INTENT_EXPAND, intentState, refundState, SESSION_EXPAND, sessionState } from './stripe-states.js';

const TIMEOUT_MS = 15_000;

/**
 * Stripe through the official SDK; with `apiBase` against the sandbox. The API version is the one that the SDK pins. Live orders
 * are charged directly on the brand's connected account.
 */
export function createStripePayments(config: StripeConfig): Payments {
  const client = (key: string): Stripe =>
    new Stripe(key, { ...address(config.apiBase), timeout: TIMEOUT_MS, maxNetworkRetries: 2, telemetry: false });
  const own = client(config.secretKey);
  const test = config.testSecretKey === null ? own : client(config.testSecretKey);
  const at = ({ mode }: PaymentPlace): Stripe => (mode === 'test' ? test : own);
  return {
    createCheckout: async (request) => {
      const stripe = at(request.place);
      const options = (purpose: string) => ({ idempotencyKey: `${purpose}-${request.orderId}`, ...accountOf(request.place) });
      const coupon = request.discount ? await discountOf(stripe, request, options('coupon')) : null;
      const session = await opened(() => stripe.checkout.sessions.create(checkoutParams(request, coupon), options('checkout')));
      if (!session.url) throw new Problem('provider-failed', 'The checkout of this order is not open any more.');
      return { sessionId: session.id, url: session.url };
    },
    createIntent: async (request) => {
      const options = { idempotencyKey: `intent-${request.orderId}`, ...accountOf(request.place) };
      const intent = await opened(() => at(request.place).paymentIntents.create(intentParams(request), options));
      return { paymentIntentId: intent.id, clientSecret: intent.client_secret! };
    },
    getCheckout: async (id, place) =>
      sessionState(await ask(() => at(place).checkout.sessions.retrieve(id, { expand: SESSION_EXPAND }, accountOf(place)))),
    getIntent: async (id, place) =>
      intentState(await ask(() => at(place).paymentIntents.retrieve(id, { expand: INTENT_EXPAND }, accountOf(place)))),
    expireCheckout: (id, place) => unlessTooLate(() => at(place).checkout.sessions.expire(id, {}, accountOf(place))),
    cancelIntent: (id, place) => unlessTooLate(() => at(place).paymentIntents.cancel(id, {}, accountOf(place))),
    refund: (request) => refund(at(request.place), request),
    listRefunds: async (paymentIntentId, place) => {
      const query = { payment_intent: paymentIntentId, limit: 100 };
      const { data } = await ask(() => at(place).refunds.list(query, accountOf(place)));
      return data.map(refundState);
    },
    listDisputes: async (paymentIntentId, place) => {
      const query = { payment_intent: paymentIntentId, limit: 100 };
      const { data } = await ask(() => at(place).disputes.list(query, accountOf(place)));
      return data.map(disputeState);
    },
    orderOf: async (id, place) => {
      const intent = await ask(() => unlessMissing(() => at(place).paymentIntents.retrieve(id, {}, accountOf(place))));
      return intent?.metadata['order_id'] ?? null;
    },
    createAccount: async (request) => {
      const params = accountParams(request);
      const words = createHash('sha256').update(JSON.stringify(params)).digest('hex').slice(0, 16);
      return (await ask(() => own.accounts.create(params, { idempotencyKey: `account-${request.brandId}-${words}` }))).id;
    },
    createAccountLink: async (accountId, urls) => {
      const { url, expires_at } = await ask(() => own.accountLinks.create(accountLinkParams(accountId, urls)));
      return { url, expiresAt: new Date(expires_at * 1000).toISOString() };
    },
    getAccount: async (accountId) => {
      const account = await ask(() => unlessLost(() => own.accounts.retrieve(accountId)));
      return account ? accountState(account) : DISCONNECTED;
    },
    readEvent: (rawBody, signature) => readStripeEvent(rawBody, signature, [config.webhookSecret, ...config.otherWebhookSecrets]),
  };
}

const accountOf = ({ account }: PaymentPlace): { stripeAccount?: string } => (account === null ? {} : { stripeAccount: account });

function address(apiBase: string | null): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (apiBase === null) return {};
  const { hostname, port, protocol } = new URL(apiBase);
  const secure = protocol === 'https:';
  return { host: hostname, port: port || (secure ? 443 : 80), protocol: secure ? 'https' : 'http' };
}

async function discountOf(stripe: Stripe, request: CheckoutRequest, options: Stripe.RequestOptions): Promise<string> {
  return (await opened(() => stripe.coupons.create(couponParams(request), options))).id;
}

/** A refusal for good, e.g. because staff gave the money back in Stripe's dashboard meanwhile, is an outcome, not an accident. */
async function refund(stripe: Stripe, request: RefundRequest): Promise<RefundState> {
  try {
    const options = { idempotencyKey: `refund-${request.refundId}`, ...accountOf(request.place) };
    return refundState(await stripe.refunds.create(refundParams(request), options));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || isPassing(error)) throw failed(error);
    const { refundId, amount, reason } = request;
    return { providerId: '', refundId, status: 'failed', amount, reason };
  }
}

const isPassing = ({ code, statusCode }: Stripe.errors.StripeError): boolean =>
  statusCode === 409 || code === 'lock_timeout' || code === 'idempotency_key_in_use' || code === 'rate_limit';

async function unlessTooLate(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && !isPassing(error)) return;
    throw failed(error);
  }
}

/** What Stripe refuses by what the order says is refused for good, and nothing was opened. */
async function opened<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || isPassing(error)) throw failed(error);
    const isSmall = error.code === 'amount_too_small';
    const detail = isSmall ? 'The total is less than what can be paid by card.' : 'The payment provider does not take this order.';
    throw new Problem('conflict', detail, { cause: error });
  }
}

const DISCONNECTED: AccountState = {
  chargesEnabled: false,
  payoutsEnabled: false,
  detailsSubmitted: false,
  requirements: [],
  disabledReason: 'disconnected',
};

/** Null for an account that is not connected to ours, or was closed. */
async function unlessLost<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return null;
    if (error instanceof Stripe.errors.StripeInvalidRequestError && ['resource_missing', 'account_invalid'].includes(error.code ?? ''))
      return null;
    throw error;
  }
}

async function unlessMissing<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null;
    throw error;
  }
}

async function ask<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw failed(error);
  }
}

function failed(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  return new Problem('provider-failed', 'The payment provider did not answer as expected. Try again.', { cause: error });
}
