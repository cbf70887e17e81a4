import type { Knex } from 'knex';
import type { EventType } from '@luneo/sdk/contracts/events.js';
import type { Order, OrderStatus } from '@luneo/sdk/contracts/orders.js';
import type { Scope } from '../auth/scope.js';
import { visible } from '../designs/store.js';
import type { PaymentEvent } from '../drivers/payments/payments.js';
import { emitEvent } from '../outbox/outbox.js';
import { DEFAULT_LIMIT, pageOf } from '../page.js';
import type { PageRequest } from '../page.js';
import { notFound, Problem } from '../problem.js';
import { nextState } from './state.js';
import type { OrderState } from './state.js';

export interface OrderRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  number: string;
  status: Order['status'];
  payment_status: Order['paymentStatus'];
  print_status: Order['printStatus'];
  currency: string;
  total: number;
  email: string | null;
  /** Of the shopper, for mails. */
  locale: string | null;
  success_url: string;
  cancel_url: string;
  payment_kind: 'checkout' | 'intent';
  checkout_session_id: string | null;
  checkout_url: string | null;
  /** Of an order that is paid without hosted Checkout. */
  payment_intent_id: string | null;
  client_secret: string | null;
  stripe_account: string | null;
  application_fee: number;
  /** JSON */
  lines: string;
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  tax_included: boolean | number;
  /** JSON */
  shipping_address: string | null;
  shipping_option: string | null;
  coupon_code: string | null;
  /** Given back, or on its way. */
  refunded: number;
  /** JSON */
  dispute: string | null;
  fabricator_id: string | null;
  production_started_at: string | null;
  /** JSON */
  shipment: string | null;
  /** When the provider was last asked for the state of the payment. */
  payment_checked_at: string;
  created_at: string;
  updated_at: string;
  paid_at: string | null;
}
export interface ItemRow {
  id: string;
  brand_id: string | null;
  order_id: string;
  product_id: string | null;
  position: number;
  design_id: string;
  snapshot_id: string;
  product_name: string;
  quantity: number;
  quote: string;
}

/** A paid order, until its money has gone back. */
const IN_PRODUCTION: OrderStatus[] = ['paid', 'processing', 'shipped', 'delivered'];

/** Fabricators see what was given to them to make, and nothing else. */
function orders(db: Knex, scope: Scope) {
  const query = visible(db<OrderRow>('orders'), scope);
  if (scope.role === 'fabricator') query.where({ fabricator_id: scope.actorId }).whereIn('status', IN_PRODUCTION);
  return query;
}

/** Throws `not-found` for orders that are not there and for those of others alike. In a transaction nobody else changes it meanwhile. */
export async function getOrderRow(db: Knex, scope: Scope, id: string): Promise<OrderRow> {
  const query = orders(db, scope).where({ id });
  if (db.isTransaction) query.forUpdate();
  const row = (await query.first()) as OrderRow | undefined;
  if (!row) throw notFound('order', id);
  return row;
}

interface OrderFilter {
  status?: OrderStatus | undefined;
  search?: string | undefined;
  designId?: string | undefined;
}

export async function listOrderRows(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor, status, search, designId }: PageRequest & OrderFilter,
): Promise<{ rows: OrderRow[]; nextCursor: string | null }> {
  const query = orders(db, scope);
  if (cursor) query.where('id', '<', cursor);
  if (status) query.where({ status });
  if (designId) query.whereIn('id', db<ItemRow>('order_items').where({ design_id: designId }).select('order_id'));
  if (search) {
    const part = `%${search
      .trim()
      .toLowerCase()
      .replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    const has = (column: string) => [String.raw`lower(${column}) like ? escape '\'`, part] as const;
    query.where((or) => void or.whereRaw(...has('number')).orWhereRaw(...has('email')));
  }
  return pageOf((await query.orderBy('id', 'desc').limit(limit + 1)) as OrderRow[], limit);
}

/** Paid orders to be made, newest first. */
export async function listProductionRows(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor, status }: PageRequest & { status?: OrderStatus | undefined },
): Promise<{ rows: OrderRow[]; nextCursor: string | null }> {
  const query = orders(db, scope).whereIn('status', status ? [status] : IN_PRODUCTION);
  if (cursor) query.where('id', '<', cursor);
  return pageOf((await query.orderBy('id', 'desc').limit(limit + 1)) as OrderRow[], limit);
}

export async function insertOrder(tx: Knex, order: OrderRow, items: readonly ItemRow[]): Promise<void> {
  await tx<OrderRow>('orders').insert(order);
  await tx<ItemRow>('order_items').insert([...items]);
}

/** Items of these orders, in their order. */
export async function listItems(db: Knex, orderIds: readonly string[]): Promise<ItemRow[]> {
  return db<ItemRow>('order_items')
    .whereIn('order_id', [...orderIds])
    .orderBy(['order_id', 'position']);
}

/** For webhooks, which know no caller: by our id, else by the checkout, else by the payment. */
export async function findForPayment(
  db: Knex,
  { orderId, sessionId, paymentIntentId }: Pick<PaymentEvent, 'orderId' | 'sessionId' | 'paymentIntentId'>,
): Promise<OrderRow | null> {
  const find = async (by: Partial<OrderRow>) => (await db<OrderRow>('orders').where(by).first()) ?? null;
  if (orderId) return find({ id: orderId });
  if (sessionId) return find({ checkout_session_id: sessionId });
  if (!paymentIntentId) return null;
  const payment = (await db('payments').where({ payment_intent_id: paymentIntentId }).first('order_id')) as
    | { order_id: string }
    | undefined;
  return find(payment ? { id: payment.order_id } : { payment_intent_id: paymentIntentId });
}

/** Notes an event of the payment provider, in the transaction of what follows from it. False when it was here before. */
export async function isNewEvent(tx: Knex, event: PaymentEvent): Promise<boolean> {
  const row = { id: event.id, type: event.type, received_at: new Date().toISOString() };
  const inserted = (await tx('webhook_events').insert(row).onConflict('id').ignore().returning('id')) as unknown[];
  return inserted.length > 0;
}

type Changeable =
  | 'email'
  | 'checkout_session_id'
  | 'checkout_url'
  | 'payment_intent_id'
  | 'client_secret'
  | 'paid_at'
  | 'refunded'
  | 'dispute'
  | 'fabricator_id'
  | 'production_started_at'
  | 'shipment';
export type OrderChange = Partial<OrderState & Pick<OrderRow, Changeable>>;

/** Steps that have an event of their own. */
const MILESTONES: Partial<Record<OrderStatus, EventType>> = {
  paid: 'order.paid',
  shipped: 'order.shipped',
  delivered: 'order.delivered',
  cancelled: 'order.cancelled',
  refunded: 'order.refunded',
};

/**
 * The one way in which an order changes: checks the step, writes the row and its event in the caller's transaction. Throws
 * `conflict` for a step that does not exist, or when the row is no longer as `row` says.
 */
export async function changeOrder(tx: Knex, row: OrderRow, change: OrderChange): Promise<OrderRow> {
  const { status, paymentStatus, printStatus, ...columns } = change;
  const before: OrderState = { status: row.status, paymentStatus: row.payment_status, printStatus: row.print_status };
  const state = nextState(before, { status, paymentStatus, printStatus });
  const next: OrderRow = {
    ...row,
    ...columns,
    status: state.status,
    payment_status: state.paymentStatus,
    print_status: state.printStatus,
    updated_at: new Date().toISOString(),
  };
  const { id, status: was, payment_status, print_status } = row;
  const changed = await tx<OrderRow>('orders').where({ id, status: was, payment_status, print_status }).update(next);
  if (changed !== 1) throw new Problem('conflict', 'The order was changed meanwhile. Read it again.');
  const audience = { brandId: row.brand_id, ownerId: row.owner_id, mode: row.mode };
  await emitEvent(tx, audience, { topic: `order:${id}`, type: 'order.updated', data: { ...state } });
  const milestone = state.status === was ? undefined : MILESTONES[state.status];
  if (milestone) await emitEvent(tx, audience, { topic: `order:${id}`, type: milestone, data: { ...state } });
  return next;
}

export async function markChecked(db: Knex, id: string): Promise<void> {
  await db<OrderRow>('orders').where({ id }).update({ payment_checked_at: new Date().toISOString() });
}

export { toOrder } from './view.js';
