import type Stripe from 'stripe';
import type { AccountRequest, CheckoutRequest, PaymentRequest, RefundRequest } from './payments.js';

/** What our requests to Stripe say. Plain functions, so that tests can hold them against Stripe's own types and the stand-in. */
export function checkoutParams(request: CheckoutRequest, coupon: string | null): Stripe.Checkout.SessionCreateParams {
  const { orderId, brandName, email, lines, shipping, successUrl, cancelUrl } = request;
  const currency = request.currency.toLowerCase();
  const metadata = metadataOf(request);
  return {
    mode: 'payment',
    client_reference_id: orderId,
    ...(email && ({ customer_email: email } satisfies Partial<Stripe.Checkout.SessionCreateParams>)),
    line_items: lines.map(({ name, quantity, unitAmount }) => ({
      quantity,
      price_data: { currency, unit_amount: unitAmount, product_data: { name } },
    })),
    ...(coupon && ({ discounts: [{ coupon }] } satisfies Partial<Stripe.Checkout.SessionCreateParams>)),
    ...(shipping && ({ shipping_options: [shippingRate(shipping, currency)] } satisfies Partial<Stripe.Checkout.SessionCreateParams>)),
    metadata,
    payment_intent_data: {
      metadata,
      description: `${request.brandName} ${request.orderNumber}`.slice(0, 500),
      ...shippingTo(request),
      ...feeOf(request),
    },
    branding_settings: { display_name: brandName },
    success_url: successUrl,
    cancel_url: cancelUrl,
  };
}

function shippingRate(
  { name, amount }: { name: string; amount: number },
  currency: string,
): Stripe.Checkout.SessionCreateParams.ShippingOption {
  return { shipping_rate_data: { type: 'fixed_amount', display_name: name, fixed_amount: { amount, currency } } };
}

export function couponParams({ discount, currency }: CheckoutRequest): Stripe.CouponCreateParams {
  return { amount_off: discount!.amount, currency: currency.toLowerCase(), duration: 'once', max_redemptions: 1, name: discount!.name };
}

/** Without `receipt_email`: the shopper gets our confirmation, and not a second one of Stripe's. */
export function intentParams(request: PaymentRequest): Stripe.PaymentIntentCreateParams {
  return {
    amount: request.total,
    currency: request.currency.toLowerCase(),
    automatic_payment_methods: { enabled: true },
    metadata: metadataOf(request),
    description: `${request.brandName} ${request.orderNumber}`.slice(0, 500),
    ...shippingTo(request),
    ...feeOf(request),
  };
}

export function refundParams({ refundId, paymentIntentId, amount, reason, returnsFee }: RefundRequest): Stripe.RefundCreateParams {
  return {
    payment_intent: paymentIntentId,
    amount,
    metadata: { refund_id: refundId },
    ...(reason && ({ reason } satisfies Partial<Stripe.RefundCreateParams>)),
    ...(returnsFee && ({ refund_application_fee: true } satisfies Partial<Stripe.RefundCreateParams>)),
  };
}

/** An account of the brand's own, with Stripe's whole dashboard: it pays Stripe's fees, and Stripe asks it for what the law wants. */
export function accountParams({ brandId, brandName, country }: AccountRequest): Stripe.AccountCreateParams {
  return {
    controller: {
      stripe_dashboard: { type: 'full' },
      fees: { payer: 'account' },
      losses: { payments: 'stripe' },
      requirement_collection: 'stripe',
    },
    ...(country && ({ country } satisfies Partial<Stripe.AccountCreateParams>)),
    business_profile: { name: brandName },
    metadata: { brand_id: brandId },
  };
}

export function accountLinkParams(
  account: string,
  { returnUrl, refreshUrl }: { returnUrl: string; refreshUrl: string },
): Stripe.AccountLinkCreateParams {
  return { account, type: 'account_onboarding', return_url: returnUrl, refresh_url: refreshUrl };
}

const metadataOf = ({ orderId, brandId }: PaymentRequest) => ({ order_id: orderId, brand_id: brandId });

const feeOf = ({ applicationFee }: PaymentRequest): { application_fee_amount?: number } =>
  applicationFee > 0 ? { application_fee_amount: applicationFee } : {};

function shippingTo({ address }: PaymentRequest) {
  if (!address) return {};
  const { name, line1, line2, city, region, postalCode, country, phone } = address;
  const shipping = {
    name,
    ...(phone && { phone }),
    address: {
      line1,
      ...(line2 && { line2 }),
      city,
      ...(region && { state: region }),
      ...(postalCode && { postal_code: postalCode }),
      country,
    },
  };
  return { shipping: shipping satisfies Stripe.PaymentIntentCreateParams.Shipping };
}
