import * as z from 'zod/mini';
import * as common from '../common.js';
import * as orders from '../orders.js';
import { brand, by, define, IDEMPOTENCY, owners } from './define.js';

/** Orders and their production files. */
export const ordersEndpoints = define({
  'orders.create': {
    method: 'POST',
    path: '/v1/orders',
    summary: 'Order finalized designs and open hosted Checkout',
    callers: owners,
    needs: 'orders:create',
    headers: IDEMPOTENCY,
    body: orders.OrderCreate,
    replies: { 201: orders.Order },
  },
  'orders.list': {
    method: 'GET',
    path: '/v1/orders',
    summary: 'Orders, newest first',
    callers: owners,
    needs: 'orders:read',
    query: orders.OrderQuery,
    replies: { 200: common.page(orders.Order) },
  },
  'orders.get': {
    method: 'GET',
    path: '/v1/orders/{orderId}',
    summary: 'An order',
    callers: owners,
    needs: 'orders:read',
    params: by('orderId', common.OrderId),
    replies: { 200: orders.Order },
  },
  'orders.files': {
    method: 'GET',
    path: '/v1/orders/{orderId}/files',
    summary: 'Production files of an order',
    callers: brand,
    needs: 'production:read',
    params: by('orderId', common.OrderId),
    replies: { 200: z.object({ items: z.array(orders.PrintFile) }) },
  },
});
