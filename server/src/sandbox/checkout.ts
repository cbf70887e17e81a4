import { branch, integer, list, record, text } from './form.js';
import type { Form } from './form.js';
import { intentData } from './intents.js';
import { now, stripeId } from './objects.js';
import type { Coupon, LineItem, Session } from './objects.js';
import { invalid } from './refusal.js';

const DAY = 86_400;

export interface SessionContext {
  payUrl: (id: string) => string;
  /** Throws `Refusal` for one that does not exist. */
  findCoupon: (id: string) => Coupon;
}

/** A new open session from the parameters of `POST /v1/checkout/sessions`. Throws `Refusal` as Stripe would. */
export function newSession(form: Form, account: string | null, { payUrl, findCoupon }: SessionContext): Session {
  if (text(form, 'mode') !== 'payment') throw invalid('Only mode=payment is supported here.', 'mode');
  const uiMode = text(form, 'ui_mode') ?? 'hosted_page';
  if (uiMode !== 'hosted_page') throw invalid('Only ui_mode=hosted_page is supported here.', 'ui_mode');
  const lines = list(form, 'line_items').map((line, index) => newLine(line, index));
  if (lines.length === 0) throw invalid('You must pass line_items.', 'line_items', 'parameter_missing');
  if (new Set(lines.map((line) => line.currency)).size > 1) throw invalid('All line items must have the same currency.', 'line_items');
  const subtotal = lines.reduce((sum, line) => sum + line.amount_total, 0);
  const currency = lines[0]!.currency;
  const coupons = list(form, 'discounts').map((entry) => findCoupon((typeof entry === 'object' && text(entry, 'coupon')) || ''));
  if (coupons.some((coupon) => coupon.currency !== currency)) throw invalid('The coupon is for another currency.', 'discounts');
  const discount = Math.min(
    subtotal,
    coupons.reduce((sum, coupon) => sum + coupon.amount_off, 0),
  );
  const shipping = newShipping(form, currency);
  const total = subtotal - discount + (shipping?.amount ?? 0);
  if (total < 50) throw invalid('The Checkout Session total must be at least 0.50.', 'line_items', 'amount_too_small');
  const id = stripeId('cs_test');
  return {
    id,
    object: 'checkout.session',
    amount_subtotal: subtotal,
    amount_total: total,
    branding_settings: { display_name: text(form, 'branding_settings', 'display_name') ?? 'Test shop' },
    cancel_url: text(form, 'cancel_url') === null ? null : absolute(form, 'cancel_url'),
    client_reference_id: text(form, 'client_reference_id'),
    created: now(),
    currency,
    customer_details: null,
    customer_email: text(form, 'customer_email'),
    discounts: coupons.map(({ id: coupon }) => ({ coupon })),
    expires_at: expiry(text(form, 'expires_at')),
    line_items: lines,
    livemode: false,
    metadata: record(form, 'metadata'),
    mode: 'payment',
    payment_intent: null,
    payment_method_types: ['card', 'us_bank_account'],
    payment_status: 'unpaid',
    shipping_cost: shipping && { amount_total: shipping.amount, amount_subtotal: shipping.amount, amount_tax: 0 },
    status: 'open',
    success_url: absolute(form, 'success_url'),
    ui_mode: 'hosted_page',
    url: payUrl(id),
    total_details: { amount_discount: discount, amount_shipping: shipping?.amount ?? 0, amount_tax: 0 },
    sandbox: {
      account,
      intent: intentData(branch(form, 'payment_intent_data'), account, 'payment_intent_data.'),
      discountName: coupons[0]?.name ?? null,
      shippingName: shipping?.name ?? null,
    },
  };
}

function newShipping(form: Form, currency: string): { name: string; amount: number } | null {
  const options = list(form, 'shipping_options');
  if (options.length === 0) return null;
  const data = typeof options[0] === 'object' ? branch(options[0], 'shipping_rate_data') : {};
  if (text(data, 'type') !== 'fixed_amount') throw invalid('Only fixed_amount shipping rates are supported here.', 'shipping_options');
  if (text(data, 'fixed_amount', 'currency') !== currency) throw invalid('The shipping rate is in another currency.', 'shipping_options');
  const name = text(data, 'display_name');
  if (!name) throw invalid('Missing display name.', 'shipping_options[0][shipping_rate_data][display_name]', 'parameter_missing');
  return { name, amount: integer(text(data, 'fixed_amount', 'amount'), 'shipping_options[0]', 0) };
}

function newLine(line: string | Form, index: number): LineItem {
  const at = `line_items[${index}]`;
  const data = typeof line === 'object' ? branch(line, 'price_data') : {};
  const quantity = integer(typeof line === 'object' ? text(line, 'quantity') : null, `${at}[quantity]`, 1);
  const amount = integer(text(data, 'unit_amount'), `${at}[price_data][unit_amount]`, 0);
  const currency = text(data, 'currency');
  if (!currency || !/^[a-z]{3}$/i.test(currency)) throw invalid('Invalid currency.', `${at}[price_data][currency]`);
  const name = text(data, 'product_data', 'name');
  if (!name) throw invalid('Missing product name.', `${at}[price_data][product_data][name]`, 'parameter_missing');
  const code = currency.toLowerCase();
  return {
    id: stripeId('li'),
    object: 'item',
    description: name,
    quantity,
    currency: code,
    amount_subtotal: quantity * amount,
    amount_total: quantity * amount,
    price: { id: stripeId('price'), object: 'price', currency: code, unit_amount: amount, type: 'one_time' },
  };
}

function expiry(value: string | null): number {
  if (value === null) return now() + DAY;
  const at = integer(value, 'expires_at', 0);
  if (at < now() + 30 * 60 || at > now() + DAY + 60) {
    throw invalid('The `expires_at` timestamp must be 30 minutes to 24 hours from Checkout Session creation.', 'expires_at');
  }
  return at;
}

function absolute(form: Form, param: string): string {
  const value = text(form, param);
  if (!value) throw invalid(`Missing required param: ${param}.`, param, 'parameter_missing');
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) throw invalid('Not a valid URL', param, 'url_invalid');
  return value;
}
