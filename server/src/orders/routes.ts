import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { Deps } from '../deps.js';
import { readIdempotency } from '../idempotency.js';
import { listPrintFiles } from '../print/store.js';
import { route } from '../route.js';
import type { Route } from '../route.js';
import { openCheckout } from './checkout.js';
import { createOrder } from './create.js';
import { reconcileOrder } from './settle.js';
import { getOrderRow, listItems, listOrderRows } from './store.js';
import type { OrderRow } from './store.js';
import { toOrder } from './view.js';

export function ordersRoutes(deps: Deps): Route[] {
  const { db } = deps;
  const reply = async (row: OrderRow): Promise<Order> => toOrder(row, await listItems(db, [row.id]));
  return [
    route('orders.create', async ({ scope, body, request }) => {
      const order = await createOrder(deps, scope, body, readIdempotency(request, scope, body));
      return { status: 201, body: order, headers: { Location: `/v1/orders/${order.id}` } };
    }),

    route('orders.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listOrderRows(db, scope, query);
      const items = await listItems(
        db,
        rows.map((row) => row.id),
      );
      return { status: 200, body: { items: rows.map((row) => toOrder(row, items)), nextCursor } };
    }),

    route('orders.get', async ({ scope, params }) => {
      const row = await getOrderRow(db, scope, params.orderId);
      return { status: 200, body: await reply(await current(deps, row)) };
    }),

    route('orders.files', async ({ scope, params }) => {
      const row = await getOrderRow(db, scope, params.orderId);
      return { status: 200, body: { items: await listPrintFiles(deps, scope, row) } };
    }),
  ];
}

/** The order as it is now, whatever was lost on the way; as it is stored when the provider does not answer. */
async function current(deps: Deps, row: OrderRow): Promise<OrderRow> {
  try {
    return await reconcileOrder(deps, row.status === 'created' ? await openCheckout(deps, row) : row);
  } catch (error) {
    deps.log.warn({ err: error, order: row.id }, 'cannot ask the payment provider');
    return row;
  }
}
