import type { Order, OrderCreate } from '@luneo/sdk/contracts/orders.js';
import { priceDesign } from '@luneo/sdk/design/price.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { getSnapshot } from '../designs/snapshots.js';
import type { SnapshotRecord } from '../designs/snapshots.js';
import { newId, randomText } from '../id.js';
import { createOnce } from '../idempotency.js';
import type { Idempotency } from '../idempotency.js';
import { Problem } from '../problem.js';
import { openCheckout } from './checkout.js';
import { checkReturnUrls } from './return-urls.js';
import { getOrderRow, insertOrder, listItems } from './store.js';
import type { ItemRow, OrderRow } from './store.js';
import { toOrder } from './view.js';

/**
 * Orders frozen designs at the price of their snapshots and opens hosted Checkout. Repeated with the same Idempotency-Key it
 * gives the same order. Throws `not-found` for a snapshot of somebody else, `conflict` for mixed currencies, `origin-not-allowed`
 * for a return URL that is not the brand's.
 */
export async function createOrder(deps: Deps, scope: Scope, body: OrderCreate, idempotency: Idempotency): Promise<Order> {
  const { db } = deps;
  const row = await createOnce(
    db,
    idempotency,
    (tx) => insert({ ...deps, db: tx }, scope, body),
    (id) => getOrderRow(db, scope, id),
  );
  const open = row.status === 'created' ? await openCheckout(deps, row) : row;
  return toOrder(open, await listItems(db, [row.id]));
}

async function insert(deps: Pick<Deps, 'db' | 'config'>, scope: Scope, body: OrderCreate): Promise<{ id: string; made: OrderRow }> {
  await checkReturnUrls(deps, scope, [body.successUrl ?? '', body.cancelUrl ?? '']);
  const snapshots: SnapshotRecord[] = [];
  for (const item of body.items) snapshots.push(await getSnapshot(deps.db, scope, item.snapshotId));
  const { order, items } = buildOrder(scope, body, snapshots);
  await insertOrder(deps.db, order, items);
  return { id: order.id, made: order };
}

function buildOrder(scope: Scope, body: OrderCreate, snapshots: readonly SnapshotRecord[]): { order: OrderRow; items: ItemRow[] } {
  const id = newId('ord');
  const now = new Date().toISOString();
  const quotes = snapshots.map(({ document, template }, index) => priceDesign(document, template, body.items[index]!.quantity));
  const { currency } = quotes[0]!;
  if (quotes.some((quote) => quote.currency !== currency)) {
    throw new Problem('conflict', 'The designs are priced in different currencies. Order them separately.');
  }
  const total = quotes.reduce((sum, quote) => sum + quote.total, 0);
  if (total === 0) throw new Problem('conflict', 'There is nothing to pay for this order.');
  const fill = (url: string): string => url.replaceAll('{ORDER_ID}', id);
  const order: OrderRow = {
    id,
    brand_id: scope.brandId,
    owner_id: scope.ownerId ?? snapshots[0]!.ownerId,
    mode: scope.mode,
    number: `LN-${randomText(8).toUpperCase()}`,
    status: 'created',
    payment_status: 'pending',
    print_status: 'waiting',
    currency,
    total,
    email: body.email ?? null,
    success_url: fill(body.successUrl ?? ''),
    cancel_url: fill(body.cancelUrl ?? ''),
    payment_kind: 'checkout',
    payment_intent_id: null,
    client_secret: null,
    stripe_account: null,
    application_fee: 0,
    lines: '[]',
    subtotal: total,
    discount: 0,
    shipping: 0,
    tax: 0,
    tax_included: false,
    shipping_address: null,
    shipping_option: null,
    coupon_code: null,
    refunded: 0,
    dispute: null,
    fabricator_id: null,
    production_started_at: null,
    shipment: null,
    checkout_session_id: null,
    checkout_url: null,
    payment_checked_at: now,
    created_at: now,
    updated_at: now,
    paid_at: null,
  };
  const items = snapshots.map((snapshot, position): ItemRow => {
    const { designId: design_id, id: snapshot_id, productName: product_name } = snapshot;
    const { quantity } = body.items[position]!;
    return {
      id: newId('itm'),
      brand_id: scope.brandId,
      order_id: id,
      product_id: snapshot.productId,
      position,
      design_id,
      snapshot_id,
      product_name,
      quantity,
      quote: JSON.stringify(quotes[position]),
    };
  });
  return { order, items };
}
