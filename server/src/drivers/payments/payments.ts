import type { Address } from '@luneo/sdk/contracts/commerce.js';

/** On which of the provider's accounts a payment is: `account` is a connected one, null the installation's own. */
export interface PaymentPlace {
  mode: 'test' | 'live';
  account: string | null;
}
export interface PaymentRequest {
  place: PaymentPlace;
  orderId: string;
  /** As the shopper knows it. */
  orderNumber: string;
  brandId: string;
  /** Shown at the top of the pay page. */
  brandName: string;
  currency: string;
  total: number;
  /** Part of `total` that the platform keeps; of connected accounts only. */
  applicationFee: number;
  email: string | null;
  address: Address | null;
}
/** Lines, less the discount, plus shipping are `total`. */
export interface CheckoutRequest extends PaymentRequest {
  lines: { name: string; quantity: number; unitAmount: number }[];
  discount: { name: string; amount: number } | null;
  shipping: { name: string; amount: number } | null;
  successUrl: string;
  cancelUrl: string;
}

/** What the provider says of a payment, fetched, never trusted from an event's body. Amounts in minor units. */
export interface PaymentState {
  /** Null for a payment without hosted Checkout. */
  sessionId: string | null;
  paymentIntentId: string | null;
  chargeId: string | null;
  orderId: string;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  /** The newest try was declined; an open payment can still be made. Complete, neither paid nor declined: money is on its way. */
  declined: boolean;
  amountTotal: number;
  /** ISO 4217, upper case. */
  currency: string;
  email: string | null;
  /** What the provider keeps, once it is known. */
  providerFee: number | null;
  /** There are refunds or disputes of it. */
  isContested: boolean;
}

export interface RefundRequest {
  place: PaymentPlace;
  refundId: string;
  paymentIntentId: string;
  amount: number;
  /** The platform kept a part of the payment: it goes back in proportion. */
  returnsFee: boolean;
  reason: 'requested_by_customer' | 'duplicate' | 'fraudulent' | null;
}
export interface RefundState {
  providerId: string;
  /** Ours, when it was we who asked. */
  refundId: string | null;
  status: 'pending' | 'succeeded' | 'failed';
  amount: number;
  reason: string | null;
}
export interface DisputeState {
  providerId: string;
  paymentIntentId: string | null;
  status: 'warning' | 'needs_response' | 'under_review' | 'won' | 'lost';
  reason: string;
  amount: number;
  /** What the provider keeps for it. */
  fee: number;
  respondBy: string | null;
  createdAt: string;
}

export interface AccountRequest {
  brandId: string;
  brandName: string;
  /** ISO 3166-1 alpha-2; null: the provider asks. */
  country: string | null;
}
/** What the provider says of a connected account. */
export interface AccountState {
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  /** What it still needs, in its own words. */
  requirements: string[];
  /** Why it takes no payments; `disconnected` when the account is not ours to charge on any more. */
  disabledReason: string | null;
}

/** The part of an event that may be believed once its signature holds: what to look at, not what happened. */
export interface PaymentEvent {
  id: string;
  type: string;
  sessionId: string | null;
  paymentIntentId: string | null;
  /** It tells of a refund or a dispute, of what was paid before. */
  isAftermath: boolean;
  orderId: string | null;
  /** The connected account that it tells of, rather than of a payment. */
  accountId: string | null;
  /** The account that it happened on. */
  place: PaymentPlace;
}

/** Every method throws `Problem('provider-failed')` when the provider cannot be reached. */
export interface Payments {
  /** Idempotent by `orderId`. Throws `conflict` for an order that the provider will never take; then nothing was opened. */
  createCheckout(request: CheckoutRequest): Promise<{ sessionId: string; url: string }>;
  /** As `createCheckout`. */
  createIntent(request: PaymentRequest): Promise<{ paymentIntentId: string; clientSecret: string }>;
  getCheckout(sessionId: string, place: PaymentPlace): Promise<PaymentState>;
  getIntent(paymentIntentId: string, place: PaymentPlace): Promise<PaymentState>;
  /** Makes an open payment impossible; nothing where it is too late. What became of it is asked afterwards. */
  expireCheckout(sessionId: string, place: PaymentPlace): Promise<void>;
  cancelIntent(paymentIntentId: string, place: PaymentPlace): Promise<void>;
  /** Idempotent by `refundId`. `failed` when the provider refuses for good. */
  refund(request: RefundRequest): Promise<RefundState>;
  listRefunds(paymentIntentId: string, place: PaymentPlace): Promise<RefundState[]>;
  listDisputes(paymentIntentId: string, place: PaymentPlace): Promise<DisputeState[]>;
  /** Our id of what is paid by a payment; null for one that is not there or was not opened by us. */
  orderOf(paymentIntentId: string, place: PaymentPlace): Promise<string | null>;
  /** Makes an account for live orders of a brand, to be filled in at the provider's. Idempotent by what is asked for. */
  createAccount(request: AccountRequest): Promise<string>;
  /** The provider's page where the account is filled in; for one visit, until `expiresAt`. */
  createAccountLink(accountId: string, urls: { returnUrl: string; refreshUrl: string }): Promise<{ url: string; expiresAt: string }>;
  getAccount(accountId: string): Promise<AccountState>;
  /** Checks the signature over the raw body and the timestamp both ways; throws `Problem('invalid-signature')`. */
  readEvent(rawBody: Uint8Array, signature: string): PaymentEvent;
}
