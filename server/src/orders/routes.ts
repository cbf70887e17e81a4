import type { Request } from 'express';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { Scope } from '../auth/scope.js';
import { isWrongCode } from '../commerce/coupons.js';
import type { Deps } from '../deps.js';
import { readIdempotency } from '../idempotency.js';
import { acceptedLocale } from '../mail/locale.js';
import { listPrintFiles } from '../print/store.js';
import { route } from '../route.js';
import type { Route } from '../route.js';
import { cancelOrder, openOrWithdraw } from './cancel.js';
import { createOrder } from './create.js';
import { checkCart, toQuote } from './quote.js';
import { refundOrder } from './refund.js';
import { listRefundRows, toRefund } from './refund-store.js';
import { reconcileOrder } from './settle.js';
import { getOrderRow, listItems, listOrderRows } from './store.js';
import type { OrderRow } from './store.js';
import { toOrder } from './view.js';

export function ordersRoutes(deps: Deps): Route[] {
  const { db, limits } = deps;
  const isForShopper = (scope: Scope) => ({ isForShopper: scope.ownerId !== null });
  const reply = async (scope: Scope, row: OrderRow): Promise<Order> => toOrder(row, await listItems(db, [row.id]), isForShopper(scope));
  /** Codes of coupons can be tried by a quote as by an order. */
  const guarded = <T>(request: Request, { coupon }: { coupon?: string | undefined }, check: () => Promise<T>): Promise<T> =>
    coupon === undefined ? check() : limits.guess('coupons', request, isWrongCode, check);
  return [
    route('orders.create', async ({ scope, body, request }) => {
      const once = readIdempotency(request, scope, body);
      const locale = acceptedLocale(request.headers['accept-language']);
      const order = await guarded(request, body, () => createOrder(deps, scope, body, once, locale));
      return { status: 201, body: order, headers: { Location: `/v1/orders/${order.id}` } };
    }),

    route('orders.quote', async ({ scope, body, request }) => {
      const cart = await guarded(request, body, () => checkCart(db, scope, body));
      return { status: 200, body: toQuote(cart) };
    }),

    route('orders.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listOrderRows(db, scope, query);
      const items = await listItems(
        db,
        rows.map((row) => row.id),
      );
      return { status: 200, body: { items: rows.map((row) => toOrder(row, items, isForShopper(scope))), nextCursor } };
    }),

    route('orders.get', async ({ scope, params }) => {
      const row = await getOrderRow(db, scope, params.orderId);
      return { status: 200, body: await reply(scope, await current(deps, row)) };
    }),

    route('orders.cancel', async ({ scope, params }) => {
      return { status: 200, body: await reply(scope, await cancelOrder(deps, scope, params.orderId)) };
    }),

    route('orders.refund', async ({ scope, params, body, request }) => {
      const once = readIdempotency(request, scope, body);
      return { status: 201, body: await refundOrder(deps, scope, params.orderId, body, once) };
    }),

    route('orders.refunds', async ({ scope, params }) => {
      const { id } = await getOrderRow(db, scope, params.orderId);
      return { status: 200, body: { items: (await listRefundRows(db, id)).map(toRefund) } };
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
    return await reconcileOrder(deps, row.status === 'created' ? await openOrWithdraw(deps, row) : row);
  } catch (error) {
    deps.log.warn({ err: error, order: row.id }, 'cannot ask the payment provider');
    return row;
  }
}
