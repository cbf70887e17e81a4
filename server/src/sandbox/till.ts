import type { Ledger } from './ledger.js';
import { now, publicSession, stripeId } from './objects.js';
import type { Charge, PaymentIntent, Session, StripeErrorBody, StripeEvent } from './objects.js';

/** Version of the API that `stripe` 23.1 pins. */
export const API_VERSION = '2026-10-28.endive';

const DECLINES: Record<string, StripeErrorBody> = {
  '4000000000000002': card('Your card was declined. Try another card.', 'generic_decline'),
  '4000000000009995': card('Your card has insufficient funds. Try another card.', 'insufficient_funds'),
};
const ACCEPTED: Record<string, string> = { '4242424242424242': 'visa', '5555555555554444': 'mastercard', '378282246310005': 'amex' };
const REAL_CARD = card('This is a test shop: real cards are not accepted. Use 4242 4242 4242 4242.', 'test_mode_live_card');

export type Attempt = { outcome: 'paid' | 'expired' } | { outcome: 'declined'; message: string };

/** The state changes of the sandbox, each in one transaction with its events. */
export interface Till {
  /** Charges the session once; a second call for a paid one changes nothing. */
  pay: (session: Session, cardNumber: string, email: string) => Attempt;
  expire: (session: Session) => Session;
}

/** `onEvent` is called after the event is stored; delivery is somebody else's work. */
export function openTill(ledger: Ledger, onEvent: () => void): Till {
  function emit(type: string, object: object): void {
    const event: StripeEvent = {
      id: stripeId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: now(),
      data: { object },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    };
    ledger.put('event', event);
    ledger.enqueue(event.id);
  }

  function change<T>(sessionId: string, work: (session: Session) => T): T {
    const result = ledger.transact(() => work(ledger.get('session', sessionId)!));
    onEvent();
    return result;
  }

  function settle(session: Session, intent: PaymentIntent, number: string, email: string): void {
    const charge: Charge = {
      id: stripeId('ch'),
      object: 'charge',
      amount: intent.amount,
      captured: true,
      created: now(),
      currency: intent.currency,
      livemode: false,
      metadata: intent.metadata,
      paid: true,
      payment_intent: intent.id,
      payment_method_details: { type: 'card', card: { brand: ACCEPTED[number]!, last4: number.slice(-4) } },
      status: 'succeeded',
    };
    const done: PaymentIntent = {
      ...intent,
      amount_received: intent.amount,
      last_payment_error: null,
      latest_charge: charge.id,
      status: 'succeeded',
    };
    const paid: Session = {
      ...session,
      customer_details: { email },
      payment_intent: intent.id,
      payment_status: 'paid',
      status: 'complete',
      url: null,
    };
    ledger.put('charge', charge);
    ledger.put('intent', done);
    ledger.put('session', paid);
    emit('charge.succeeded', charge);
    emit('payment_intent.succeeded', done);
    emit('checkout.session.completed', publicSession(paid));
  }

  return {
    pay: ({ id }, cardNumber, email) =>
      change(id, (session) => {
        if (session.status === 'complete') return { outcome: 'paid' };
        if (session.status === 'expired') return { outcome: 'expired' };
        const intent = (session.payment_intent && ledger.get('intent', session.payment_intent)) || newIntent(session);
        const refusal = DECLINES[cardNumber] ?? (ACCEPTED[cardNumber] ? null : REAL_CARD);
        if (!refusal) {
          settle(session, intent, cardNumber, email);
          return { outcome: 'paid' };
        }
        const failed: PaymentIntent = { ...intent, last_payment_error: refusal };
        ledger.put('intent', failed);
        ledger.put('session', { ...session, payment_intent: failed.id });
        emit('payment_intent.payment_failed', failed);
        return { outcome: 'declined', message: refusal.message };
      }),
    expire: ({ id }) =>
      change(id, (session) => {
        if (session.status !== 'open') return session;
        const expired: Session = { ...session, status: 'expired', url: null };
        ledger.put('session', expired);
        emit('checkout.session.expired', publicSession(expired));
        return expired;
      }),
  };
}

function newIntent(session: Session): PaymentIntent {
  return {
    id: stripeId('pi'),
    object: 'payment_intent',
    amount: session.amount_total,
    amount_received: 0,
    created: now(),
    currency: session.currency,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: session.payment_intent_data.metadata,
    status: 'requires_payment_method',
  };
}

function card(message: string, declineCode: string): StripeErrorBody {
  return { type: 'card_error', code: 'card_declined', decline_code: declineCode, message };
}
