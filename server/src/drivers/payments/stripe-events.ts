import Stripe from 'stripe';
import { Problem } from '../../problem.js';
import type { PaymentEvent } from './payments.js';

/** Seconds that an event's signature may be old, or ahead of our clock. */
const TOLERANCE = 300;

/** What is read of an event: whoever signed it, its fields are checked before they are used. */
interface SignedEvent {
  id: string;
  type: string;
  account?: unknown;
  livemode?: unknown;
  data: { object: Record<string, unknown> };
}

/** Checks the signature against any of our endpoints' secrets and says what the event is about. Throws `invalid-signature`. */
export function readStripeEvent(rawBody: Uint8Array, signature: string, secrets: readonly string[]): PaymentEvent {
  const event = verified(rawBody, signature, secrets);
  const { object } = event.data;
  const kind = object['object'];
  const metadata = object['metadata'];
  return {
    id: event.id,
    type: event.type,
    sessionId: kind === 'checkout.session' ? textOf(object['id']) : null,
    paymentIntentId: textOf(kind === 'payment_intent' ? object['id'] : object['payment_intent']),
    isAftermath: kind === 'dispute' || /^(refund\.|charge\.(refund|dispute))/.test(event.type),
    orderId: isObject(metadata) ? textOf(metadata['order_id']) : null,
    // Of an account that has left there is only the application.
    accountId: event.type.startsWith('account.') ? (textOf(event.account) ?? (kind === 'account' ? textOf(object['id']) : null)) : null,
    place: { mode: event.livemode === true ? 'live' : 'test', account: textOf(event.account) },
  };
}

/** The SDK accepts timestamps of the future: an event signed ahead of time could be replayed for as long. */
function verified(rawBody: Uint8Array, signature: string, secrets: readonly string[]): SignedEvent {
  const sentAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]);
  if (!(sentAt <= Date.now() / 1000 + TOLERANCE))
    throw new Problem('invalid-signature', 'The signature has no time, or one in the future.');
  const event = constructed(rawBody, signature, secrets);
  if (isObject(event) && textOf(event['id']) && textOf(event['type']) && isObject(event['data']) && isObject(event['data']['object']))
    return event as unknown as SignedEvent;
  throw new Problem('invalid-request', 'The body is signed, but it is not an event: id, type and data.object are needed.');
}

function constructed(rawBody: Uint8Array, signature: string, secrets: readonly string[]): unknown {
  let cause: unknown;
  for (const secret of secrets) {
    try {
      return Stripe.webhooks.constructEvent(Buffer.from(rawBody), signature, secret, TOLERANCE);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError) && !(error instanceof SyntaxError)) throw error;
      cause = error;
    }
  }
  throw new Problem('invalid-signature', 'The signature does not match the body, or is too old.', { cause });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
