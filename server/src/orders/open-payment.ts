import type { Address } from '@luneo/sdk/contracts/commerce.js';
import type { OrderLine } from '@luneo/sdk/contracts/orders.js';
import type { Deps } from '../deps.js';
import type { CheckoutRequest, PaymentPlace, PaymentRequest } from '../drivers/payments/payments.js';
import { changeOrder, type OrderRow } from './store.js';

export const placeOf = (order: OrderRow): PaymentPlace => ({ mode: order.mode, account: order.stripe_account });

/**
 * Opens the payment of a new order: hosted Checkout or a Payment Intent. May be repeated after a crash at any point: the provider
 * gives the same one for the same order, and the row moves on once.
 */
export async function openPayment({ db, payments }: Pick<Deps, 'db' | 'payments'>, order: OrderRow): Promise<OrderRow> {
  const brand = (await db('brands').where({ id: order.brand_id }).first('name')) as { name: string };
  const change =
    order.payment_kind === 'intent' ? await openIntent(payments, order, brand.name) : await openCheckout(payments, order, brand.name);
  return db.transaction(async (tx) => {
    const now = (await tx<OrderRow>('orders').where({ id: order.id }).forUpdate().first())!;
    if (now.status === 'pending_payment' && !now.checkout_url && !now.client_secret) return changeOrder(tx, now, change);
    if (now.status !== 'created') return now;
    return changeOrder(tx, now, { status: 'pending_payment', ...change });
  });
}

async function openCheckout(payments: Deps['payments'], order: OrderRow, brandName: string) {
  const { sessionId, url } = await payments.createCheckout(checkoutRequest(order, brandName));
  return { checkout_session_id: sessionId, checkout_url: url };
}

async function openIntent(payments: Deps['payments'], order: OrderRow, brandName: string) {
  const { paymentIntentId, clientSecret } = await payments.createIntent(paymentRequest(order, brandName));
  return { payment_intent_id: paymentIntentId, client_secret: clientSecret };
}

function paymentRequest(order: OrderRow, brandName: string): PaymentRequest {
  return {
    place: placeOf(order),
    orderId: order.id,
    orderNumber: order.number,
    brandId: order.brand_id,
    brandName,
    currency: order.currency,
    total: order.total,
    applicationFee: order.application_fee,
    email: order.email,
    address: order.shipping_address === null ? null : (JSON.parse(order.shipping_address) as Address),
  };
}

/** The order's own lines; a tax that is added to the prices is a line of its own. */
function checkoutRequest(order: OrderRow, brandName: string): CheckoutRequest {
  const lines = JSON.parse(order.lines) as OrderLine[];
  const discount = lines.find(({ kind }) => kind === 'discount');
  const shipping = lines.find(({ kind }) => kind === 'shipping');
  const sold = lines.filter(({ kind, amount, included }) => kind === 'item' || (kind === 'tax' && !included && amount > 0));
  return {
    ...paymentRequest(order, brandName),
    lines: together(sold),
    discount: discount ? { name: discount.label, amount: -discount.amount } : null,
    shipping: shipping ? { name: shipping.label, amount: shipping.amount } : null,
    successUrl: order.success_url,
    cancelUrl: order.cancel_url,
  };
}

/** Lines that Stripe takes in one Checkout. */
const MOST_LINES = 100;

/** Pieces that are called and cost the same are one line: a team's thirty shirts. What are still too many are paid as one. */
function together(sold: readonly OrderLine[]): CheckoutRequest['lines'] {
  const lines = new Map<string, CheckoutRequest['lines'][number]>();
  for (const { label, quantity, unitAmount } of sold) {
    const key = `${unitAmount} ${label}`;
    const line = lines.get(key);
    lines.set(key, { name: label, unitAmount, quantity: quantity + (line?.quantity ?? 0) });
  }
  if (lines.size <= MOST_LINES) return [...lines.values()];
  const total = sold.reduce((sum, { amount }) => sum + amount, 0);
  return [{ name: `${sold[0]!.label} …`, quantity: 1, unitAmount: total }];
}
