import { randomBytes } from 'node:crypto';

/** Seconds since 1970, as Stripe writes times. */
export const now = (): number => Math.floor(Date.now() / 1000);

/** A Stripe-like id: `cs_test_…`, `pi_…`, `evt_…`. */
export const stripeId = (prefix: string): string => `${prefix}_${randomBytes(18).toString('base64url').replaceAll(/[-_]/g, '0')}`;

/** What only the stand-in knows of an object; never shown. */
export interface Backstage {
  /** Connected account that it belongs to. */
  account: string | null;
}
type Metadata = Record<string, string>;

export interface LineItem {
  id: string;
  object: 'item';
  description: string;
  quantity: number;
  currency: string;
  amount_subtotal: number;
  amount_total: number;
  price: { id: string; object: 'price'; currency: string; unit_amount: number; type: 'one_time' };
}

/** What the payment intent is given when the first card is tried. */
export interface IntentData {
  metadata: Metadata;
  description: string | null;
  shipping: object | null;
  application_fee_amount: number | null;
}

/** The part of a Checkout Session that we speak. Amounts in minor units, times in seconds. */
export interface Session {
  id: string;
  object: 'checkout.session';
  amount_subtotal: number;
  amount_total: number;
  branding_settings: { display_name: string };
  cancel_url: string | null;
  client_reference_id: string | null;
  created: number;
  currency: string;
  customer_details: { email: string } | null;
  customer_email: string | null;
  discounts: { coupon: string }[];
  expires_at: number;
  line_items: LineItem[];
  livemode: false;
  metadata: Metadata;
  mode: 'payment';
  payment_intent: string | null;
  payment_method_types: string[];
  payment_status: 'unpaid' | 'paid';
  shipping_cost: { amount_total: number; amount_subtotal: number; amount_tax: 0 } | null;
  status: 'open' | 'complete' | 'expired';
  success_url: string;
  total_details: { amount_discount: number; amount_shipping: number; amount_tax: 0 };
  ui_mode: 'hosted_page';
  url: string | null;
  sandbox: Backstage & { intent: IntentData; discountName: string | null; shippingName: string | null };
}

export interface PaymentIntent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  application_fee_amount: number | null;
  canceled_at: number | null;
  client_secret: string;
  created: number;
  currency: string;
  description: string | null;
  last_payment_error: StripeErrorBody | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Metadata;
  receipt_email: string | null;
  shipping: object | null;
  status: 'requires_payment_method' | 'processing' | 'succeeded' | 'canceled';
  /** `pending`: bank account whose payment has not arrived yet, and since when. */
  sandbox: Backstage & { pending: { number: string; since: number } | null };
}

export interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_refunded: number;
  application_fee_amount: number | null;
  balance_transaction: string;
  captured: boolean;
  created: number;
  currency: string;
  disputed: boolean;
  livemode: false;
  metadata: Metadata;
  paid: boolean;
  payment_intent: string;
  payment_method_details: object;
  refunded: boolean;
  status: 'succeeded';
  sandbox: Backstage;
}

export interface BalanceTransaction {
  id: string;
  object: 'balance_transaction';
  amount: number;
  currency: string;
  fee: number;
  fee_details: { amount: number; currency: string; type: 'stripe_fee' | 'application_fee'; description: string; application: null }[];
  net: number;
  source: string;
  type: 'charge' | 'adjustment';
  sandbox: Backstage;
}

export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  charge: string;
  created: number;
  currency: string;
  failure_reason?: string;
  metadata: Metadata;
  payment_intent: string;
  reason: string | null;
  status: 'pending' | 'succeeded' | 'failed';
  sandbox: Backstage;
}

export interface Dispute {
  id: string;
  object: 'dispute';
  amount: number;
  balance_transactions: object[];
  charge: string;
  created: number;
  currency: string;
  evidence: object;
  evidence_details: { due_by: number | null; has_evidence: boolean; past_due: boolean; submission_count: number };
  is_charge_refundable: boolean;
  livemode: false;
  metadata: Metadata;
  payment_intent: string;
  reason: string;
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  sandbox: Backstage;
}

export interface Coupon {
  id: string;
  object: 'coupon';
  amount_off: number;
  created: number;
  currency: string;
  duration: 'once';
  livemode: false;
  max_redemptions: number | null;
  metadata: Metadata;
  name: string | null;
  times_redeemed: number;
  valid: boolean;
  sandbox: Backstage;
}

/** A connected account. */
export interface Account {
  id: string;
  object: 'account';
  business_profile: { name: string | null; url: string | null };
  charges_enabled: boolean;
  controller: object;
  country: string;
  created: number;
  details_submitted: boolean;
  metadata: Metadata;
  payouts_enabled: boolean;
  requirements: {
    currently_due: string[];
    past_due: string[];
    eventually_due: string[];
    pending_verification: string[];
    disabled_reason: string | null;
  };
  sandbox: { account: string };
}

export interface AccountLink {
  id: string;
  object: 'account_link';
  created: number;
  expires_at: number;
  url: string;
  sandbox: { account: string; return_url: string; refresh_url: string; isUsed: boolean };
}

export interface StripeEvent {
  id: string;
  object: 'event';
  account?: string;
  api_version: string;
  created: number;
  data: { object: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: null; idempotency_key: null };
  type: string;
}

export interface StripeErrorBody {
  type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
}

/** What the API shows of an object: lines are a list of their own, what is backstage stays there. */
export function shown(object: object): object {
  const { line_items: _lines, sandbox: _sandbox, ...rest } = object as { line_items?: unknown; sandbox?: unknown };
  return rest;
}
