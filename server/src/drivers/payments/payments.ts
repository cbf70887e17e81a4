export interface CheckoutRequest {
  orderId: string;
  brandId: string;
  /** Shown at the top of the pay page. */
  brandName: string;
  currency: string;
  email: string | null;
  lines: { name: string; quantity: number; unitAmount: number }[];
  successUrl: string;
  cancelUrl: string;
}

/** What the provider says of a checkout, fetched, never trusted from an event's body. Amounts in minor units. */
export interface CheckoutState {
  sessionId: string;
  orderId: string;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  /** The newest try was declined; an open session can still be paid. */
  declined: boolean;
  paymentIntentId: string | null;
  amountTotal: number;
  /** ISO 4217, upper case. */
  currency: string;
  email: string | null;
}

/** The part of an event that may be believed once its signature holds: what to look at, not what happened. */
export interface PaymentEvent {
  id: string;
  type: string;
  sessionId: string | null;
  paymentIntentId: string | null;
  orderId: string | null;
}

export interface Payments {
  /** Idempotent by `orderId`. Throws `Problem('provider-failed')` when the provider cannot be reached. */
  createCheckout(request: CheckoutRequest): Promise<{ sessionId: string; url: string }>;
  getCheckout(sessionId: string): Promise<CheckoutState>;
  /** Checks the signature over the raw body and the timestamp both ways; throws `Problem('invalid-signature')`. */
  readEvent(rawBody: Uint8Array, signature: string): PaymentEvent;
}
