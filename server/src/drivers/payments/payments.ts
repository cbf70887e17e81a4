export interface CheckoutRequest {
  orderId: string;
  brandId: string;
  currency: string;
  email: string | null;
  lines: { name: string; quantity: number; unitAmount: number }[];
  successUrl: string;
  cancelUrl: string;
}
/** What the provider says of a checkout, fetched, never trusted from an event's body. */
export interface CheckoutState {
  sessionId: string;
  orderId: string;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  paymentIntentId: string | null;
  amountTotal: number;
  currency: string;
  email: string | null;
}
export interface Payments {
  /** Idempotent by `orderId`. */
  createCheckout(request: CheckoutRequest): Promise<{ sessionId: string; url: string }>;
  getCheckout(sessionId: string): Promise<CheckoutState>;
  /** Checks the signature over the raw body and the timestamp both ways; throws `Problem('invalid-signature')`. */
  readEvent(rawBody: Uint8Array, signature: string): { id: string; type: string; sessionId: string | null; paymentIntentId: string | null };
}
