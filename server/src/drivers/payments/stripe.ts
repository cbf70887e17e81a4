import Stripe from 'stripe';
import type { StripeConfig } from '../../config.js';
import { Problem } from '../../problem.js';
import type { CheckoutState, Payments } from './payments.js';

/** Seconds that an event's signature may be old, or ahead of our clock. */
const TOLERANCE = 300;
const TIMEOUT_MS = 15_000;

/** Stripe's hosted Checkout through the official SDK; with `apiBase` against the sandbox. The API version is the one that the SDK pins. */
export function createStripePayments(config: StripeConfig): Payments {
  const stripe = new Stripe(config.secretKey, { ...address(config.apiBase), timeout: TIMEOUT_MS, maxNetworkRetries: 2, telemetry: false });
  return {
    createCheckout: async ({ orderId, brandId, brandName, currency, email, lines, successUrl, cancelUrl }) => {
      const metadata = { order_id: orderId, brand_id: brandId };
      const session = await ask(() =>
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: orderId,
            ...(email && { customer_email: email }),
            line_items: lines.map(({ name, quantity, unitAmount }) => ({
              quantity,
              price_data: { currency: currency.toLowerCase(), unit_amount: unitAmount, product_data: { name } },
            })),
            metadata,
            payment_intent_data: { metadata },
            branding_settings: { display_name: brandName },
            success_url: successUrl,
            cancel_url: cancelUrl,
          },
          { idempotencyKey: `checkout-${orderId}` },
        ),
      );
      if (!session.url) throw new Problem('conflict', 'The checkout of this order is not open any more.');
      return { sessionId: session.id, url: session.url };
    },
    getCheckout: async (sessionId) => {
      return toState(await ask(() => stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent'] })));
    },
    readEvent: (rawBody, signature) => {
      const event = verified(rawBody, signature, config.webhookSecret);
      const object = event.data.object;
      const isSession = object['object'] === 'checkout.session';
      const isIntent = object['object'] === 'payment_intent';
      const metadata = object['metadata'];
      return {
        id: event.id,
        type: event.type,
        sessionId: isSession ? textOf(object['id']) : null,
        paymentIntentId: textOf(isIntent ? object['id'] : object['payment_intent']),
        orderId: isObject(metadata) ? textOf(metadata['order_id']) : null,
      };
    },
  };
}

function address(apiBase: string | null): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (apiBase === null) return {};
  const { hostname, port, protocol } = new URL(apiBase);
  const secure = protocol === 'https:';
  return { host: hostname, port: port || (secure ? 443 : 80), protocol: secure ? 'https' : 'http' };
}

/** What is read of an event: whoever signed it, its fields are checked before they are used. */
interface SignedEvent {
  id: string;
  type: string;
  data: { object: Record<string, unknown> };
}

/** The SDK accepts timestamps of the future: an event signed ahead of time could be replayed for as long. */
function verified(rawBody: Uint8Array, signature: string, secret: string): SignedEvent {
  const sentAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]);
  if (!(sentAt <= Date.now() / 1000 + TOLERANCE))
    throw new Problem('invalid-signature', 'The signature has no time, or one in the future.');
  const event = constructed(rawBody, signature, secret);
  if (isObject(event) && textOf(event['id']) && textOf(event['type']) && isObject(event['data']) && isObject(event['data']['object']))
    return event as unknown as SignedEvent;
  throw new Problem('invalid-request', 'The body is signed, but it is not an event: id, type and data.object are needed.');
}

function constructed(rawBody: Uint8Array, signature: string, secret: string): unknown {
  try {
    return Stripe.webhooks.constructEvent(Buffer.from(rawBody), signature, secret, TOLERANCE);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError) && !(error instanceof SyntaxError)) throw error;
    throw new Problem('invalid-signature', 'The signature does not match the body, or is too old.', { cause: error });
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function toState(session: Stripe.Checkout.Session): CheckoutState {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  return {
    sessionId: session.id,
    orderId: session.metadata?.['order_id'] ?? '',
    status: session.status === 'complete' ? 'complete' : session.status === 'expired' ? 'expired' : 'open',
    paid: session.payment_status === 'paid' || session.payment_status === 'no_payment_required',
    declined: intent !== null && intent.status !== 'succeeded' && intent.last_payment_error !== null,
    paymentIntentId: intent?.id ?? null,
    amountTotal: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    email: session.customer_details?.email ?? session.customer_email,
  };
}

async function ask<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    if (error.code === 'amount_too_small')
      throw new Problem('conflict', 'The total is less than what can be paid by card.', { cause: error });
    throw new Problem('provider-failed', 'The payment provider did not answer as expected. Try again.', { cause: error });
  }
}
