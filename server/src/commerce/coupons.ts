import type { Knex } from 'knex';
import type { Coupon, CouponCreate, CouponPatch, Discount } from '@luneo/sdk/contracts/commerce.js';
import type { Scope } from '../auth/scope.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { newId } from '../id.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';
import { notFound, Problem } from '../problem.js';

export interface CouponRow {
  id: string;
  brand_id: string;
  mode: Scope['mode'];
  /** Upper case. */
  code: string;
  /** JSON */
  discount: string;
  is_active: boolean | number;
  starts_at: string | null;
  ends_at: string | null;
  minimum_amount: number | null;
  minimum_currency: string | null;
  max_uses: number | null;
  max_per_shopper: number | null;
  uses: number;
  created_at: string;
}
interface UseRow {
  order_id: string;
  brand_id: string;
  coupon_id: string;
  owner_id: string;
  created_at: string;
  released_at: string | null;
}

const coupons = (db: Knex, scope: Scope) => db<CouponRow>('coupons').where({ brand_id: scope.brandId, mode: scope.mode });

/** Throws `not-found`. */
export async function getCouponRow(db: Knex, scope: Scope, id: string): Promise<CouponRow> {
  const row = await coupons(db, scope).where({ id }).first();
  if (!row) throw notFound('coupon', id);
  return row;
}

export async function listCoupons(db: Knex, scope: Scope, { limit = DEFAULT_LIMIT, cursor }: PageRequest) {
  const query = coupons(db, scope);
  if (cursor) query.where('id', '<', cursor);
  return pageOf(await query.orderBy('id', 'desc').limit(limit + 1), limit);
}

/** Throws `conflict` for a code that exists. */
export async function createCoupon(tx: Knex, scope: Scope, input: CouponCreate): Promise<CouponRow> {
  const row: CouponRow = {
    id: newId('cpn'),
    brand_id: scope.brandId,
    mode: scope.mode,
    code: input.code.toUpperCase(),
    discount: JSON.stringify(input.discount),
    is_active: input.isActive ?? true,
    starts_at: time(input.startsAt) ?? null,
    ends_at: time(input.endsAt) ?? null,
    minimum_amount: input.minimum?.amount ?? null,
    minimum_currency: input.minimum?.currency ?? null,
    max_uses: input.maxUses ?? null,
    max_per_shopper: input.maxPerShopper ?? null,
    uses: 0,
    created_at: new Date().toISOString(),
  };
  try {
    await tx<CouponRow>('coupons').insert(row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem('conflict', `There is a coupon ${row.code} already.`, { cause: error });
  }
  return row;
}

/** Times are compared as texts: all in one form. */
const time = (value: string | null | undefined): string | null | undefined => value && new Date(value).toISOString();

export async function updateCoupon(tx: Knex, scope: Scope, id: string, patch: CouponPatch): Promise<CouponRow> {
  const change: Partial<CouponRow> = {
    ...(patch.isActive !== undefined && { is_active: patch.isActive }),
    ...(patch.startsAt !== undefined && { starts_at: time(patch.startsAt) ?? null }),
    ...(patch.endsAt !== undefined && { ends_at: time(patch.endsAt) ?? null }),
    ...(patch.minimum !== undefined && {
      minimum_amount: patch.minimum?.amount ?? null,
      minimum_currency: patch.minimum?.currency ?? null,
    }),
    ...(patch.maxUses !== undefined && { max_uses: patch.maxUses }),
    ...(patch.maxPerShopper !== undefined && { max_per_shopper: patch.maxPerShopper }),
  };
  if (Object.keys(change).length > 0) await coupons(tx, scope).where({ id }).update(change);
  return getCouponRow(tx, scope, id);
}

/** Throws `conflict` for one that was ever used: orders refer to it. */
export async function deleteCoupon(tx: Knex, scope: Scope, id: string): Promise<void> {
  const row = await getCouponRow(tx, scope, id);
  if (await tx<UseRow>('coupon_uses').where({ coupon_id: row.id }).first('order_id'))
    throw new Problem('conflict', 'Orders have used this coupon. End it with isActive: false instead.');
  await coupons(tx, scope).where({ id }).delete();
}

/**
 * The coupon behind a code, if it may be used for items of this price now. What a shopper may not learn about codes is said in
 * one sentence. Throws `coupon-invalid`.
 */
export async function findCoupon(db: Knex, scope: Scope, code: string, cart: { currency: string; subtotal: number }): Promise<CouponRow> {
  const row = await coupons(db, scope).where({ code: code.toUpperCase() }).first();
  const now = new Date().toISOString();
  if (!row || !row.is_active || (row.starts_at !== null && row.starts_at > now) || (row.ends_at !== null && row.ends_at <= now))
    throw invalid(UNKNOWN);
  const discount = JSON.parse(row.discount) as Discount;
  const currencies = [discount.kind === 'amount' ? discount.currency : null, row.minimum_currency];
  if (currencies.some((currency) => currency !== null && currency !== cart.currency)) throw invalid('This code is for another currency.');
  if (row.minimum_amount !== null && cart.subtotal < row.minimum_amount) throw invalid('The items cost less than this code asks for.');
  if (row.max_uses !== null && row.uses >= row.max_uses) throw usedUp();
  return row;
}

const invalid = (detail: string): Problem => new Problem('coupon-invalid', detail);
const UNKNOWN = 'This code is not valid, or not any more.';

/** Whether a code was refused because there is none such: what somebody hears who guesses. */
export const isWrongCode = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'coupon-invalid' && error.message === UNKNOWN;
const usedUp = (): Problem => invalid('This code was used as often as it may be.');

/** Counts one use for an order, in its transaction; with many orders at once never more than allowed. Throws `coupon-invalid`. */
export async function takeCoupon(tx: Knex, coupon: CouponRow, order: { id: string; ownerId: string }): Promise<void> {
  const taken = await tx<CouponRow>('coupons')
    .where({ id: coupon.id, is_active: true })
    .where((free) => void free.whereNull('max_uses').orWhere('uses', '<', tx.ref('max_uses')))
    .increment('uses', 1);
  if (taken !== 1) throw usedUp();
  const { max_per_shopper } = (await tx<CouponRow>('coupons').where({ id: coupon.id }).first())!;
  const own = { coupon_id: coupon.id, owner_id: order.ownerId };
  if (max_per_shopper !== null) {
    const used = await tx<UseRow>('coupon_uses').where(own).whereNull('released_at').limit(max_per_shopper).select('order_id');
    if (used.length >= max_per_shopper) throw usedUp();
  }
  const row: UseRow = {
    order_id: order.id,
    brand_id: coupon.brand_id,
    ...own,
    created_at: new Date().toISOString(),
    released_at: null,
  };
  await tx<UseRow>('coupon_uses').insert(row);
}

/** Gives the use of a cancelled or fully refunded order back; once. */
export async function releaseCoupon(tx: Knex, orderId: string): Promise<void> {
  const use = await tx<UseRow>('coupon_uses').where({ order_id: orderId }).whereNull('released_at').first();
  if (!use) return;
  const released = await tx<UseRow>('coupon_uses')
    .where({ order_id: orderId })
    .whereNull('released_at')
    .update({ released_at: new Date().toISOString() });
  if (released === 1) await tx<CouponRow>('coupons').where({ id: use.coupon_id }).decrement('uses', 1);
}

export function toCoupon(row: CouponRow): Coupon {
  const { minimum_amount: amount, minimum_currency: currency } = row;
  return {
    id: row.id,
    code: row.code,
    mode: row.mode,
    discount: JSON.parse(row.discount) as Discount,
    isActive: Boolean(row.is_active),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    minimum: amount === null || currency === null ? null : { amount, currency },
    maxUses: row.max_uses,
    maxPerShopper: row.max_per_shopper,
    uses: row.uses,
    createdAt: row.created_at,
  };
}
