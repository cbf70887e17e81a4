import * as z from 'zod/mini';
import { BrandId, Currency, DesignId, Email, FileId, HttpUrl, Minor, OrderId, SnapshotId, Time } from './common.js';
import { Quote } from './quote.js';

export const OrderStatus = z.enum(['created', 'pending_payment', 'paid', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded']);
export const PaymentStatus = z.enum(['pending', 'succeeded', 'failed', 'cancelled', 'refunded']);

export const OrderCreate = z.strictObject({
  items: z
    .array(z.strictObject({ snapshotId: SnapshotId, quantity: z.int().check(z.gte(1), z.lte(1_000)) }))
    .check(z.minLength(1), z.maxLength(50)),
  email: z.optional(Email),
  /** Where hosted Checkout sends the shopper; `{ORDER_ID}` is filled in. Must be on an origin of the key. */
  successUrl: HttpUrl,
  cancelUrl: HttpUrl,
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
export const Order = z.object({
  id: OrderId,
  brandId: BrandId,
  ownerId: z.string(),
  number: z.string(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  printStatus: z.enum(['waiting', 'queued', 'processing', 'ready', 'failed']),
  currency: Currency,
  total: Minor,
  email: z.nullable(Email),
  items: z.array(OrderItem),
  /** Hosted Checkout, while payment is pending. */
  checkoutUrl: z.nullable(HttpUrl),
  createdAt: Time,
  updatedAt: Time,
  paidAt: z.nullable(Time),
});
export const OrderQuery = z.strictObject({
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.maxLength(200))),
  status: z.optional(OrderStatus),
});

export type OrderStatus = z.infer<typeof OrderStatus>;
export type PaymentStatus = z.infer<typeof PaymentStatus>;
export type OrderCreate = z.infer<typeof OrderCreate>;
export type Order = z.infer<typeof Order>;
export type OrderItem = z.infer<typeof OrderItem>;
export type PrintFile = z.infer<typeof PrintFile>;
