import type Stripe from 'stripe';
import type { Form } from './form.js';
import { Refusal } from './refusal.js';

/** Parameters of one request: `text`, `map` of texts, a list of one form, or an object. */
export type Shape = 'text' | 'map' | readonly [Shape] | { readonly [name: string]: Shape };

/** Shapes that Stripe's own types allow: a name that its SDK does not know does not compile here. */
export type Allowed<T> = T extends readonly (infer U)[]
  ? readonly [Allowed<U>]
  : T extends object
    ? 'map' | { readonly [K in keyof T]?: Allowed<NonNullable<T[K]>> }
    : 'text';

const address = { line1: 'text', line2: 'text', city: 'text', state: 'text', postal_code: 'text', country: 'text' } as const;
const shipping = { name: 'text', phone: 'text', address } as const;

export const SESSION_CREATE = {
  mode: 'text',
  ui_mode: 'text',
  client_reference_id: 'text',
  customer_email: 'text',
  expires_at: 'text',
  success_url: 'text',
  cancel_url: 'text',
  metadata: 'map',
  branding_settings: { display_name: 'text' },
  discounts: [{ coupon: 'text' }],
  line_items: [{ quantity: 'text', price_data: { currency: 'text', unit_amount: 'text', product_data: { name: 'text' } } }],
  payment_intent_data: { metadata: 'map', description: 'text', application_fee_amount: 'text', shipping },
  shipping_options: [{ shipping_rate_data: { type: 'text', display_name: 'text', fixed_amount: { amount: 'text', currency: 'text' } } }],
  expand: ['text'],
} as const satisfies Allowed<Stripe.Checkout.SessionCreateParams>;

export const INTENT_CREATE = {
  amount: 'text',
  currency: 'text',
  automatic_payment_methods: { enabled: 'text' },
  application_fee_amount: 'text',
  description: 'text',
  metadata: 'map',
  receipt_email: 'text',
  shipping,
  expand: ['text'],
} as const satisfies Allowed<Stripe.PaymentIntentCreateParams>;

export const INTENT_CONFIRM = {
  payment_method: 'text',
  return_url: 'text',
  expand: ['text'],
} as const satisfies Allowed<Stripe.PaymentIntentConfirmParams>;
export const INTENT_CANCEL = { cancellation_reason: 'text', expand: ['text'] } as const satisfies Allowed<Stripe.PaymentIntentCancelParams>;

export const REFUND_CREATE = {
  payment_intent: 'text',
  charge: 'text',
  amount: 'text',
  reason: 'text',
  metadata: 'map',
  refund_application_fee: 'text',
  expand: ['text'],
} as const satisfies Allowed<Stripe.RefundCreateParams>;

export const COUPON_CREATE = {
  amount_off: 'text',
  currency: 'text',
  duration: 'text',
  max_redemptions: 'text',
  metadata: 'map',
  name: 'text',
} as const satisfies Allowed<Stripe.CouponCreateParams>;

export const ACCOUNT_CREATE = {
  controller: {
    stripe_dashboard: { type: 'text' },
    fees: { payer: 'text' },
    losses: { payments: 'text' },
    requirement_collection: 'text',
  },
  country: 'text',
  email: 'text',
  business_profile: { name: 'text', url: 'text' },
  metadata: 'map',
} as const satisfies Allowed<Stripe.AccountCreateParams>;
export const ACCOUNT_LINK_CREATE = {
  account: 'text',
  type: 'text',
  return_url: 'text',
  refresh_url: 'text',
} as const satisfies Allowed<Stripe.AccountLinkCreateParams>;

/** Stripe's test mode decides a dispute by this text: `winning_evidence` or `losing_evidence`. */
export const DISPUTE_UPDATE = {
  evidence: { uncategorized_text: 'text' },
  submit: 'text',
} as const satisfies Allowed<Stripe.DisputeUpdateParams>;

export const RETRIEVE: Shape = { expand: ['text'] };
export const LIST: Shape = { limit: 'text', payment_intent: 'text', type: 'text', starting_after: 'text', expand: ['text'] };
export const NOTHING: Shape = { expand: ['text'] };

/** Throws as Stripe does for a parameter that the request does not have. */
export function checkParameters(form: Form, shape: Shape, at = ''): void {
  for (const [name, value] of Object.entries(form)) {
    const path = at ? `${at}[${name}]` : name;
    const wanted = inside(shape, name);
    if (wanted === undefined) {
      const message = `Received unknown parameter: ${path.slice(0, 120)}`;
      throw new Refusal(400, { type: 'invalid_request_error', code: 'parameter_unknown', message, param: path.slice(0, 120) });
    }
    if (wanted === 'text' ? typeof value !== 'string' : typeof value === 'string' && value !== '') {
      const message = `Invalid ${wanted === 'text' ? 'string' : 'object'}: ${path.slice(0, 120)}`;
      throw new Refusal(400, { type: 'invalid_request_error', message, param: path.slice(0, 120) });
    }
    if (wanted !== 'text' && typeof value === 'object') checkParameters(value, wanted, path);
  }
}

function inside(shape: Shape, name: string): Shape | undefined {
  if (shape === 'text') return undefined;
  if (shape === 'map') return 'text';
  if (Array.isArray(shape)) return /^\d+$/.test(name) ? (shape[0] as Shape) : undefined;
  return Object.hasOwn(shape, name) ? (shape as Record<string, Shape>)[name] : undefined;
}
