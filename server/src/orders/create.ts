import type { Order, OrderCreate } from '@luneo/sdk/contracts/orders.js';
import type { Scope } from '../auth/scope.js';
import { takeCoupon } from '../commerce/coupons.js';
import { isReady as isReadyAccount } from '../commerce/payment-accounts.js';
import type { Deps } from '../deps.js';
import { newId, randomText } from '../id.js';
import { createOnce, type Idempotency } from '../idempotency.js';
import { localeOf, type MailLocale } from '../mail/locale.js';
import { Problem } from '../problem.js';
import { withdrawRefused } from './cancel.js';
import { openPayment } from './open-payment.js';
import { placeOfPayment } from './place.js';
import { checkCart, type CheckedCart } from './quote.js';
import { checkReturnUrls } from './return-urls.js';
import { payNothing } from './settle.js';
import { getOrderRow, insertOrder, listItems, type ItemRow, type OrderRow } from './store.js';
import { toOrder } from './view.js';

/** Most that Stripe takes in one payment: eight digits. */
const MAX_TOTAL = 99_999_999;

/**
 * Orders frozen designs at the price of their snapshots and opens the payment, unless there is nothing to pay. Repeated with the same Idempotency-Key it gives the
 * same order. Throws as `checkCart`; `price-changed` for one that rose after its day was over; `conflict` for an amount that cannot be paid, `origin-not-allowed` for a return URL that is
 * not the brand's, `coupon-invalid` for a coupon that others have used up meanwhile.
 */
export async function createOrder(
  deps: Deps,
  scope: Scope,
  body: OrderCreate,
  idempotency: Idempotency,
  accepted: MailLocale | null,
): Promise<Order> {
  const { db } = deps;
  const row = await createOnce(
    db,
    idempotency,
    (tx) => insert({ ...deps, db: tx }, scope, body, accepted),
    (id) => getOrderRow(db, scope, id),
    (made) => open(deps, made),
  );
  return toOrder(row, await listItems(db, [row.id]), { isForShopper: scope.ownerId !== null });
}

/** Whoever orders is told why the provider refuses, and the order is cancelled; whoever asks again is told no less. */
async function open(deps: Deps, made: OrderRow): Promise<OrderRow> {
  if (made.status === 'cancelled' && made.checkout_session_id === null && made.payment_intent_id === null)
    throw new Problem('conflict', 'The payment of this order could not be opened, so it was cancelled. Order anew.');
  if (made.status !== 'created') return made;
  try {
    return await openPayment(deps, made);
  } catch (error) {
    await withdrawRefused(deps, made, error);
    throw error;
  }
}

type InsertDeps = Pick<Deps, 'db' | 'config' | 'queue'>;

async function insert(
  deps: InsertDeps,
  scope: Scope,
  body: OrderCreate,
  accepted: MailLocale | null,
): Promise<{ id: string; made: OrderRow }> {
  const urls = await returnUrls(deps, scope, body);
  const cart = await checkCart(deps.db, scope, body);
  if (cart.settings.addressRequired && !body.shippingAddress) {
    const message = 'This shop needs to know where the order goes.';
    throw new Problem('invalid-request', message, { errors: [{ path: 'shippingAddress', message }] });
  }
  if (cart.dearer.length > 0 && !body.acceptPriceChange)
    throw new Problem(
      'price-changed',
      'The price is higher than when the design was finalized. Show it, and send acceptPriceChange to go on.',
      {
        meta: { changes: cart.dearer },
      },
    );
  if (cart.priced.subtotal > MAX_TOTAL || cart.priced.total > MAX_TOTAL)
    throw new Problem('conflict', 'The total is more than what can be paid at once. Order in parts.');
  const { stripeAccountId } = cart.settings;
  const isReady = scope.mode === 'test' || stripeAccountId === null || (await isReadyAccount(deps.db, stripeAccountId));
  const place = placeOfPayment(deps.config, scope.mode, { stripeAccountId, isReady }, cart.priced.total);
  const order = buildOrder(scope, body, cart, place, urls, await localeFor(deps.db, scope, body, accepted));
  await insertOrder(deps.db, order, buildItems(order, body, cart));
  if (cart.coupon) await takeCoupon(deps.db, cart.coupon, { id: order.id, ownerId: order.owner_id });
  return { id: order.id, made: order.total === 0 ? await payNothing(deps, deps.db, order) : order };
}

/** The order's language: what the request names, else what the shopper's browser likes; a server's calls say nothing of the shopper. */
async function localeFor(db: Deps['db'], scope: Scope, { locale }: OrderCreate, accepted: MailLocale | null): Promise<string> {
  if (locale !== undefined) return localeOf(locale) ?? 'en';
  if (scope.via === 'shopper' && accepted) return accepted;
  const brand = (await db('brands').where({ id: scope.brandId }).first('locale')) as { locale: string } | undefined;
  return localeOf(brand?.locale) ?? 'en';
}

async function returnUrls(deps: InsertDeps, scope: Scope, body: OrderCreate): Promise<{ success: string; cancel: string }> {
  const { successUrl, cancelUrl } = body;
  const given = [successUrl, cancelUrl].filter((url) => url !== undefined);
  if (body.payment !== 'intent' && given.length < 2) {
    const missing = successUrl === undefined ? 'successUrl' : 'cancelUrl';
    const message = 'is needed for hosted Checkout';
    throw new Problem('invalid-request', `${missing} ${message}.`, { errors: [{ path: missing, message }] });
  }
  await checkReturnUrls(deps, scope, given);
  return { success: successUrl ?? '', cancel: cancelUrl ?? '' };
}

function buildOrder(
  scope: Scope,
  body: OrderCreate,
  { snapshots, priced, option, coupon }: CheckedCart,
  place: ReturnType<typeof placeOfPayment>,
  urls: { success: string; cancel: string },
  locale: string | null,
): OrderRow {
  const id = newId('ord');
  const now = new Date().toISOString();
  const { lines, taxIncluded, ...amounts } = priced;
  const fill = (url: string): string => url.replaceAll('{ORDER_ID}', id);
  return {
    id,
    brand_id: scope.brandId,
    owner_id: scope.ownerId ?? snapshots[0]!.ownerId,
    mode: scope.mode,
    number: `LN-${randomText(8).toUpperCase()}`,
    status: 'created',
    payment_status: 'pending',
    print_status: 'waiting',
    ...amounts,
    ...place,
    lines: JSON.stringify(lines),
    tax_included: taxIncluded,
    shipping_address: body.shippingAddress ? JSON.stringify(body.shippingAddress) : null,
    shipping_option: option && JSON.stringify({ id: option.id, name: option.name }),
    coupon_code: coupon && coupon.code,
    email: body.email ?? null,
    locale,
    success_url: fill(urls.success),
    cancel_url: fill(urls.cancel),
    payment_kind: body.payment ?? 'checkout',
    payment_intent_id: null,
    client_secret: null,
    checkout_session_id: null,
    checkout_url: null,
    refunded: 0,
    dispute: null,
    fabricator_id: null,
    production_started_at: null,
    shipment: null,
    payment_checked_at: now,
    created_at: now,
    updated_at: now,
    paid_at: null,
  };
}

function buildItems(order: OrderRow, body: OrderCreate, { snapshots, quotes }: CheckedCart): ItemRow[] {
  return snapshots.map((snapshot, position): ItemRow => {
    const { designId: design_id, id: snapshot_id, productId: product_id, productName: product_name } = snapshot;
    const { quantity } = body.items[position]!;
    return {
      id: newId('itm'),
      brand_id: order.brand_id,
      order_id: order.id,
      product_id,
      position,
      design_id,
      snapshot_id,
      product_name,
      quantity,
      quote: JSON.stringify(quotes[position]),
    };
  });
}
