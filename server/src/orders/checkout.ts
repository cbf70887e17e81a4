import type { Quote } from '@luneo/sdk/contracts/quote.js';
import type { Deps } from '../deps.js';
import { changeOrder, listItems } from './store.js';
import type { OrderRow } from './store.js';

/**
 * Opens hosted Checkout for a new order. May be repeated after a crash at any point: the provider gives the same session for the
 * same order, and the row moves on once.
 */
export async function openCheckout({ db, payments }: Pick<Deps, 'db' | 'payments'>, order: OrderRow): Promise<OrderRow> {
  const items = await listItems(db, [order.id]);
  const brand = (await db('brands').where({ id: order.brand_id }).first('name')) as { name: string };
  const { sessionId, url } = await payments.createCheckout({
    orderId: order.id,
    brandId: order.brand_id,
    brandName: brand.name,
    currency: order.currency,
    email: order.email,
    lines: items.map(({ product_name: name, quantity, quote }) => ({
      name,
      quantity,
      unitAmount: (JSON.parse(quote) as Quote).unitAmount,
    })),
    successUrl: order.success_url,
    cancelUrl: order.cancel_url,
  });
  return db.transaction(async (tx) => {
    const now = (await tx<OrderRow>('orders').where({ id: order.id }).forUpdate().first())!;
    if (now.status !== 'created') return now;
    return changeOrder(tx, now, { status: 'pending_payment', checkout_session_id: sessionId, checkout_url: url });
  });
}
