import * as z from 'zod/mini';
import { Address, Country, CouponCode, Region } from './commerce.js';
import { BrandId, Currency, DesignId, Email, FileId, HttpUrl, Minor, name, OrderId, prefixed, SnapshotId, Time, UserId } from './common.js';
import { Quote } from './quote.js';

export const OrderStatus = z.enum(['created', 'pending_payment', 'paid', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded']);
/** `processing`: the shopper has paid by a method that takes days, e.g. a bank debit. */
export const PaymentStatus = z.enum(['pending', 'processing', 'succeeded', 'failed', 'cancelled', 'refunded']);
export const PrintStatus = z.enum(['waiting', 'queued', 'processing', 'ready', 'failed']);

const items = z
  .array(z.strictObject({ snapshotId: SnapshotId, quantity: z.int().check(z.gte(1), z.lte(1_000)) }))
  .check(z.minLength(1), z.maxLength(200));
const shippingOption = z.optional(z.string().check(z.maxLength(64)));

export const OrderCreate = z.strictObject({
  items,
  email: z.optional(Email),
  shippingAddress: z.optional(Address),
  /** Of those that `orders/quote` names for the address; the cheapest one without it. */
  shippingOption,
  coupon: z.optional(CouponCode),
  /** Language of mails about it, e.g. `fr`: else the browser's of a shopper, else the brand's. */
  locale: z.optional(z.string().check(z.maxLength(20), z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/))),
  /** Go on at today's price where it is higher than that of the finalized design, which holds for 24 hours: else `price-changed`. */
  acceptPriceChange: z.optional(z.boolean()),
  /** `checkout` (default): hosted Checkout at `checkoutUrl`. `intent`: a Payment Intent for Stripe's script on your own page. */
  payment: z.optional(z.enum(['checkout', 'intent'])),
  /** Where hosted Checkout sends the shopper; `{ORDER_ID}` is filled in. Must be on an origin of the key. Needed for `checkout`. */
  successUrl: z.optional(HttpUrl),
  cancelUrl: z.optional(HttpUrl),
});
export const QuoteRequest = z.strictObject({
  items,
  /** As much as is known of the address: the country, and where it matters the region. */
  shippingAddress: z.optional(z.object({ country: Country, region: z.optional(Region) })),
  shippingOption,
  coupon: z.optional(CouponCode),
});

/**
 * One line of what is charged. `amount` is negative for a discount. A tax line that is `included` says how much tax the other
 * lines hold; the total is the sum of all lines that are not.
 */
export const OrderLine = z.object({
  kind: z.enum(['item', 'discount', 'shipping', 'tax']),
  label: z.string(),
  quantity: z.int(),
  unitAmount: Minor,
  amount: Minor,
  /** Tax of this item or shipping line, rounded half up by itself to the minor unit. The tax line is the sum of them. */
  tax: z.optional(Minor),
  percent: z.optional(z.number()),
  included: z.optional(z.boolean()),
});
const amounts = {
  currency: Currency,
  lines: z.array(OrderLine),
  /** Items before discount; discount; shipping; tax, which is part of `total` in either way. */
  subtotal: Minor,
  discount: Minor,
  shipping: Minor,
  tax: Minor,
  taxIncluded: z.boolean(),
  total: Minor,
};
const chosenShipping = z.nullable(z.object({ id: z.string(), name: z.string() }));

/** The very lines that `orders.create` charges for the same request. */
export const OrderQuote = z.object({
  ...amounts,
  shippingOption: chosenShipping,
  /** What can be chosen for this address, cheapest first. */
  shippingOptions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      amount: Minor,
      minDays: z.nullable(z.int()),
      maxDays: z.nullable(z.int()),
    }),
  ),
  coupon: z.nullable(z.string()),
  /** Items of other prices than they were finalized at, more than 24 hours ago: for all pieces, in minor units. */
  priceChanges: z.array(z.object({ snapshotId: SnapshotId, was: Minor, now: Minor })),
});

export const OrderItem = z.object({
  id: z.string(),
  designId: DesignId,
  snapshotId: SnapshotId,
  productName: z.string(),
  quantity: z.int(),
  quote: Quote,
});
/** A production file: one PDF and one SVG per designed side of an item. `ready` once it can be downloaded. */
export const PrintFile = z.object({
  id: FileId,
  orderId: OrderId,
  itemId: z.string(),
  side: z.string(),
  format: z.enum(['pdf', 'svg']),
  bytes: z.int(),
  hash: z.string(),
  url: HttpUrl,
  createdAt: Time,
});

/** A shopper's bank takes the money back. `amount` is held until it is decided. `needs_response`: answer in Stripe's dashboard. */
export const Dispute = z.object({
  id: z.string(),
  status: z.enum(['warning', 'needs_response', 'under_review', 'won', 'lost']),
  reason: z.string(),
  amount: Minor,
  respondBy: z.nullable(Time),
  createdAt: Time,
});
export const Shipment = z.object({
  carrier: z.string(),
  trackingNumber: z.nullable(z.string()),
  trackingUrl: z.nullable(HttpUrl),
  shippedAt: Time,
  deliveredAt: z.nullable(Time),
});

export const Order = z.object({
  id: OrderId,
  brandId: BrandId,
  ownerId: z.string(),
  mode: z.enum(['test', 'live']),
  number: z.string(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  printStatus: PrintStatus,
  ...amounts,
  email: z.nullable(Email),
  items: z.array(OrderItem),
  shippingAddress: z.nullable(Address),
  shippingOption: chosenShipping,
  coupon: z.nullable(z.string()),
  payment: z.object({
    kind: z.enum(['checkout', 'intent']),
    /** Of the Payment Intent, while it can be paid. */
    clientSecret: z.nullable(z.string()),
    /** Connected account that is charged: `Stripe(key, { stripeAccount })`. */
    stripeAccount: z.nullable(z.string()),
  }),
  /** Where the shopper goes on: hosted Checkout while payment is pending; `successUrl` where there was nothing to pay. */
  checkoutUrl: z.nullable(HttpUrl),
  /** Given back so far, or on its way. */
  refunded: Minor,
  dispute: z.nullable(Dispute),
  /** Who makes it; null for shoppers. */
  fabricatorId: z.nullable(UserId),
  productionStartedAt: z.nullable(Time),
  shipment: z.nullable(Shipment),
  createdAt: Time,
  updatedAt: Time,
  paidAt: z.nullable(Time),
});
export const OrderQuery = z.strictObject({
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.regex(/^\w{1,60}$/))),
  status: z.optional(OrderStatus),
  /** Part of the order number or of the shopper's e-mail address. */
  search: z.optional(name(100)),
  /** Orders that hold this design, in whichever revision. */
  designId: z.optional(DesignId),
});

export const RefundCreate = z.strictObject({
  /** All that is left without it. */
  amount: z.optional(z.int().check(z.gte(1), z.lte(1_000_000_000))),
  reason: z.optional(z.enum(['requested_by_customer', 'duplicate', 'fraudulent'])),
  /** For staff only. */
  note: z.optional(name(500)),
});
/** `pending`: asked for, and carried out even if the provider does not answer right now. */
export const Refund = z.object({
  id: prefixed('rfd'),
  orderId: OrderId,
  status: z.enum(['pending', 'succeeded', 'failed']),
  amount: Minor,
  currency: Currency,
  reason: z.nullable(z.string()),
  note: z.nullable(z.string()),
  createdAt: Time,
});

export const AssignRequest = z.strictObject({ fabricatorId: z.nullable(UserId) });
export const ShipRequest = z.strictObject({
  carrier: name(60, 1),
  trackingNumber: z.optional(name(80)),
  trackingUrl: z.optional(HttpUrl),
});

/** What a maker needs to know of a paid order: what, how many, where to; no prices and no e-mail address. */
export const ProductionOrder = z.object({
  id: OrderId,
  number: z.string(),
  mode: z.enum(['test', 'live']),
  status: OrderStatus,
  printStatus: PrintStatus,
  items: z.array(z.object({ id: z.string(), snapshotId: SnapshotId, productName: z.string(), quantity: z.int() })),
  shippingAddress: z.nullable(Address),
  shippingOption: chosenShipping,
  fabricatorId: z.nullable(UserId),
  productionStartedAt: z.nullable(Time),
  shipment: z.nullable(Shipment),
  paidAt: Time,
  updatedAt: Time,
});
export const ProductionQuery = z.strictObject({
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.regex(/^\w{1,60}$/))),
  status: z.optional(z.enum(['paid', 'processing', 'shipped', 'delivered'])),
});

export type OrderStatus = z.infer<typeof OrderStatus>;
export type PaymentStatus = z.infer<typeof PaymentStatus>;
export type OrderCreate = z.infer<typeof OrderCreate>;
export type QuoteRequest = z.infer<typeof QuoteRequest>;
export type OrderLine = z.infer<typeof OrderLine>;
export type OrderQuote = z.infer<typeof OrderQuote>;
export type Order = z.infer<typeof Order>;
export type OrderItem = z.infer<typeof OrderItem>;
export type PrintFile = z.infer<typeof PrintFile>;
export type Dispute = z.infer<typeof Dispute>;
export type Refund = z.infer<typeof Refund>;
export type RefundCreate = z.infer<typeof RefundCreate>;
export type ShipRequest = z.infer<typeof ShipRequest>;
export type ProductionOrder = z.infer<typeof ProductionOrder>;
