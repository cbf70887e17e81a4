import type { Knex } from 'knex';

export interface Discrepancy {
  brandId: string;
  orderId: string;
  /** What the books and the payments say the brand was paid, less what was given back. */
  booked: number;
  paid: number;
}
interface Sum {
  brand_id: string;
  order_id: string;
  amount: number | string | null;
}

/**
 * Orders whose entries do not agree with their payment and refunds. That the entries are in balance needs no check: one that is not
 * cannot be written. Looks at orders that were changed since `since`.
 */
export async function checkLedger(db: Knex, since = ''): Promise<Discrepancy[]> {
  const recent = () => db('orders').where('updated_at', '>=', since).select('id');
  const paid = (await db('payments').whereIn('order_id', recent()).select('brand_id', 'order_id', 'amount')) as Sum[];
  const given = await sums(db('refunds').where({ status: 'succeeded' }).whereIn('order_id', recent()));
  const entries = (kind: string) => sums(db('ledger_entries').where({ kind }).whereIn('order_id', recent()));
  const [charged, refunded, failed] = [await entries('charge'), await entries('refund'), await entries('refund_failed')];
  return paid.flatMap(({ brand_id: brandId, order_id: orderId, amount }) => {
    const booked = (charged.get(orderId) ?? 0) - (refunded.get(orderId) ?? 0) + (failed.get(orderId) ?? 0);
    const expected = Number(amount) - (given.get(orderId) ?? 0);
    return booked === expected ? [] : [{ brandId, orderId, booked, paid: expected }];
  });
}

async function sums(query: Knex.QueryBuilder): Promise<Map<string, number>> {
  const rows = (await query.groupBy('order_id').select('order_id').sum({ amount: 'amount' })) as Sum[];
  return new Map(rows.map(({ order_id, amount }) => [order_id, Number(amount ?? 0)]));
}
