import type { Deps } from '../deps.js';
import { getOrderRow, listItems, listProductionRows, type OrderRow } from '../orders/store.js';
import { toOrder, toProductionOrder } from '../orders/view.js';
import { notFound } from '../problem.js';
import { route, type Route } from '../route.js';
import { assignOrder } from './assign.js';
import { deliverOrder, produceOrder, retryPrint, shipOrder } from './steps.js';

/** What happens to a paid order until it is at the shopper's door. */
export function productionRoutes({ db, queue, config }: Pick<Deps, 'db' | 'queue' | 'config'>): Route[] {
  const work = async (row: OrderRow) => ({ status: 200 as const, body: toProductionOrder(row, await listItems(db, [row.id])) });
  const whole = async (row: OrderRow) => ({ status: 200 as const, body: toOrder(row, await listItems(db, [row.id])) });
  return [
    route('production.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listProductionRows(db, scope, query);
      const items = await listItems(
        db,
        rows.map((row) => row.id),
      );
      return { status: 200, body: { items: rows.map((row) => toProductionOrder(row, items)), nextCursor } };
    }),

    route('production.get', async ({ scope, params }) => {
      const row = await getOrderRow(db, scope, params.orderId);
      if (row.paid_at === null) throw notFound('order', row.id);
      return work(row);
    }),

    route('orders.produce', async ({ scope, params }) => work(await db.transaction((tx) => produceOrder(tx, scope, params.orderId)))),

    route('orders.ship', async ({ scope, params, body }) =>
      work(await db.transaction((tx) => shipOrder(queue, tx, scope, params.orderId, body))),
    ),

    route('orders.deliver', async ({ scope, params }) => work(await db.transaction((tx) => deliverOrder(tx, scope, params.orderId)))),

    route('orders.assign', async ({ scope, params, body }) =>
      whole(await db.transaction((tx) => assignOrder(tx, config, scope, params.orderId, body.fabricatorId))),
    ),

    route('orders.print.retry', async ({ scope, params }) =>
      whole(await db.transaction((tx) => retryPrint(queue, tx, scope, params.orderId))),
    ),
  ];
}
