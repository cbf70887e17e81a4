import type { Knex } from 'knex';
import type { Discount, ShippingOption } from '@luneo/sdk/contracts/commerce.js';
import type { OrderCreate, OrderQuote, QuoteRequest } from '@luneo/sdk/contracts/orders.js';
import type { Quote } from '@luneo/sdk/contracts/quote.js';
import type { Scope } from '../auth/scope.js';
import { findCoupon, type CouponRow } from '../commerce/coupons.js';
import { getSettings, rateFor, shippingAmount, shippingFor, type Settings } from '../commerce/store.js';
import { getSnapshot, type SnapshotRecord } from '../designs/snapshots.js';
import { Problem } from '../problem.js';
import { priceOrProblem } from '../products/price.js';
import { getProduct, visibleProducts } from '../products/store.js';
import { discountOf, priceCart, type Priced } from './pricing.js';

/** Everything that an order is made of: `orders/quote` shows it, `orders.create` charges it. */
export interface CheckedCart {
  snapshots: readonly SnapshotRecord[];
  quotes: readonly Quote[];
  settings: Settings;
  priced: Priced;
  option: ShippingOption | null;
  options: OrderQuote['shippingOptions'];
  coupon: CouponRow | null;
  /** Items whose price does not hold any more and is another one today. */
  changes: OrderQuote['priceChanges'];
  /** Those that the shopper has to accept. */
  dearer: OrderQuote['priceChanges'];
}
/** How long the price that a shopper was shown counts. */
const PRICE_HOLDS_MS = 24 * 3_600_000;

type Asked = Pick<QuoteRequest, 'items' | 'shippingAddress' | 'shippingOption' | 'coupon'> | OrderCreate;

/**
 * Prices a cart by its frozen designs, the brand's settings and the coupon. Throws `not-found` for a snapshot of somebody else,
 * `conflict` for mixed currencies and for what is not sold any more, `coupon-invalid`, `invalid-request` for a country or a way of shipping that is not offered.
 */
export async function checkCart(db: Knex, scope: Scope, asked: Asked): Promise<CheckedCart> {
  const snapshots: SnapshotRecord[] = [];
  for (const item of asked.items) snapshots.push(await getSnapshot(db, scope, item.snapshotId));
  await requireSold(db, scope, snapshots);
  const { quotes, changes, dearer } = await priceItems(db, scope, snapshots, asked);
  const { currency } = quotes[0]!;
  if (quotes.some((quote) => quote.currency !== currency))
    throw new Problem('conflict', 'The designs are priced in different currencies. Order them separately.');
  const subtotal = quotes.reduce((sum, quote) => sum + quote.total, 0);
  const settings = await getSettings(db, scope.brandId);
  const coupon = asked.coupon === undefined ? null : await findCoupon(db, scope, asked.coupon, { currency, subtotal });
  const discount = coupon && (JSON.parse(coupon.discount) as Discount);
  const option = chooseShipping(settings, asked, currency, discount ? subtotal - discountOf(discount, subtotal) : subtotal);
  const priced = priceCart({
    currency,
    items: quotes.map(({ quantity, unitAmount, total }, index) => ({
      label: snapshots[index]!.productName,
      quantity,
      unitAmount,
      amount: total,
    })),
    coupon: coupon && discount && { code: coupon.code, discount },
    shipping: option && { name: option.name, amount: (afterDiscount) => shippingAmount(option, afterDiscount) },
    tax: { ...settings.tax, rate: rateFor(settings, asked.shippingAddress ?? null) },
  });
  const country = asked.shippingAddress?.country;
  const offered = country ? shippingFor(settings, country, currency, priced.subtotal - priced.discount) : [];
  const options = offered.map(({ option: { id, name, minDays, maxDays }, amount }) => ({
    id,
    name,
    amount,
    minDays: minDays ?? null,
    maxDays: maxDays ?? null,
  }));
  return { snapshots, quotes, settings, priced, option, options, coupon, changes, dearer };
}

/** The price of a frozen design holds for a day; then today's counts, of the very same document. */
async function priceItems(
  db: Knex,
  scope: Scope,
  snapshots: readonly SnapshotRecord[],
  { items }: Asked,
): Promise<Pick<CheckedCart, 'quotes' | 'changes' | 'dearer'>> {
  const quotes: Quote[] = [];
  const changes: CheckedCart['changes'] = [];
  const dearer: CheckedCart['dearer'] = [];
  for (const [index, { id, document, template, productId, createdAt }] of snapshots.entries()) {
    const { quantity } = items[index]!;
    const frozen = priceOrProblem(document, template, quantity);
    const isOver = Date.parse(createdAt) <= Date.now() - PRICE_HOLDS_MS;
    const quote = isOver ? priceOrProblem(document, (await getProduct(db, scope, productId)).template, quantity) : frozen;
    quotes.push(quote);
    const isOther = quote.currency !== frozen.currency;
    if (!isOther && quote.total === frozen.total) continue;
    const change = { snapshotId: id, was: frozen.total, now: quote.total };
    changes.push(change);
    // Less of another currency may be more.
    if (isOther || quote.total > frozen.total) dearer.push(change);
  }
  return { quotes, changes, dearer };
}

/** A snapshot keeps its price for a while, not the product's place in the shop. Staff may still order what shoppers do not see. */
async function requireSold(db: Knex, scope: Scope, snapshots: readonly SnapshotRecord[]): Promise<void> {
  const sold = await visibleProducts(
    db,
    scope,
    snapshots.map(({ productId }) => productId),
  );
  const gone = snapshots.find(({ productId }) => !sold.has(productId));
  if (gone) throw new Problem('conflict', `${gone.productName} is not sold any more.`, { meta: { snapshotId: gone.id } });
}

/** The chosen option; without a choice the cheapest one; none without an address, or when the brand has named none at all. */
function chooseShipping(settings: Settings, asked: Asked, currency: string, afterDiscount: number): ShippingOption | null {
  const { shippingAddress: address, shippingOption: wanted } = asked;
  if (!address) {
    if (wanted === undefined) return null;
    throw wrong('shippingAddress', 'A way of shipping needs the address that it goes to.');
  }
  const offered = shippingFor(settings, address.country, currency, afterDiscount);
  if (wanted !== undefined) {
    const chosen = offered.find(({ option }) => option.id === wanted);
    if (chosen) return chosen.option;
    throw wrong('shippingOption', `This way of shipping is not offered to ${address.country}.`);
  }
  if (offered[0]) return offered[0].option;
  if (settings.shipping.length === 0) return null;
  throw wrong('shippingAddress.country', `The shop does not send to ${address.country}.`);
}

const wrong = (path: string, message: string): Problem => new Problem('invalid-request', message, { errors: [{ path, message }] });

export function toQuote({ priced, option, options, coupon, changes }: CheckedCart): OrderQuote {
  return {
    ...priced,
    shippingOption: option && { id: option.id, name: option.name },
    shippingOptions: options,
    coupon: coupon && coupon.code,
    priceChanges: changes,
  };
}
