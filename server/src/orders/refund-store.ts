import type { Knex } from 'knex';
import type { Refund } from '@luneo/sdk/contracts/orders.js';
import type { OrderRow } from './store.js';

export interface RefundRow {
  id: string;
  brand_id: string;
  order_id: string;
  status: Refund['status'];
  amount: number;
  /** Part of the platform's fee that went back with it. */
  fee_amount: number;
  currency: string;
  reason: string | null;
  note: string | null;
  /** Null until the provider has taken it. */
  provider_id: string | null;
  created_at: string;
  updated_at: string;
}

type NewRefund = Pick<RefundRow, 'id' | 'amount'> & Partial<Pick<RefundRow, 'reason' | 'note' | 'provider_id'>>;

export async function insertRefund(tx: Knex, order: OrderRow, refund: NewRefund): Promise<RefundRow> {
  const now = new Date().toISOString();
  const row: RefundRow = {
    brand_id: order.brand_id,
    order_id: order.id,
    status: 'pending',
    fee_amount: 0,
    currency: order.currency,
    reason: null,
    note: null,
    provider_id: null,
    created_at: now,
    updated_at: now,
    ...refund,
  };
  await tx<RefundRow>('refunds').insert(row);
  return row;
}

export async function getRefund(db: Knex, brandId: string, id: string): Promise<RefundRow | null> {
  return (await db<RefundRow>('refunds').where({ id, brand_id: brandId }).first()) ?? null;
}

export async function listRefundRows(db: Knex, orderId: string): Promise<RefundRow[]> {
  return db<RefundRow>('refunds').where({ order_id: orderId }).orderBy('id');
}

export const toRefund = (row: RefundRow): Refund => ({
  id: row.id,
  orderId: row.order_id,
  status: row.status,
  amount: row.amount,
  currency: row.currency,
  reason: row.reason,
  note: row.note,
  createdAt: row.created_at,
});
