import type { Knex } from 'knex';
import type { ShipRequest } from '@luneo/sdk/contracts/orders.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Queue } from '../drivers/queue/queue.js';
import { newId } from '../id.js';
import { queueMail } from '../mail/store.js';
import { changeOrder, getOrderRow, type OrderRow } from '../orders/store.js';
import { Problem } from '../problem.js';

type Order = Promise<OrderRow>;

/** Marks an order as being made. */
export async function produceOrder(tx: Knex, scope: Scope, orderId: string): Order {
  const order = await getOrderRow(tx, scope, orderId);
  if (order.status !== 'paid' && order.status !== 'processing') throw unfit(order);
  if (order.production_started_at) return order;
  await recordAudit(tx, scope, { action: 'order.production-started', target: order.id });
  return changeOrder(tx, order, { status: 'processing', production_started_at: new Date().toISOString() });
}

/** Marks it as on its way and writes to the shopper. */
export async function shipOrder(queue: Queue, tx: Knex, scope: Scope, orderId: string, body: ShipRequest): Order {
  const order = await getOrderRow(tx, scope, orderId);
  if (order.status !== 'paid' && order.status !== 'processing') throw unfit(order);
  const { carrier, trackingNumber = null, trackingUrl = null } = body;
  const made = order.status === 'paid' ? await changeOrder(tx, order, { status: 'processing' }) : order;
  const shipment = { carrier, trackingNumber, trackingUrl, shippedAt: new Date().toISOString(), deliveredAt: null };
  const shipped = await changeOrder(tx, made, { status: 'shipped', shipment: JSON.stringify(shipment) });
  await recordAudit(tx, scope, { action: 'order.shipped', target: order.id, data: { carrier } });
  if (order.email) {
    const data = { orderId: order.id, carrier, trackingNumber, trackingUrl };
    await queueMail(queue, tx, {
      locale: order.locale,
      mode: order.mode,
      brandId: order.brand_id,
      kind: 'order-shipped',
      to: order.email,
      data,
      key: `mail:${order.id}:order-shipped`,
    });
  }
  return shipped;
}

export async function deliverOrder(tx: Knex, scope: Scope, orderId: string): Order {
  const order = await getOrderRow(tx, scope, orderId);
  if (order.status === 'delivered') return order;
  if (order.status !== 'shipped') throw unfit(order);
  const shipment = { ...(JSON.parse(order.shipment ?? '{}') as object), deliveredAt: new Date().toISOString() };
  await recordAudit(tx, scope, { action: 'order.delivered', target: order.id });
  return changeOrder(tx, order, { status: 'delivered', shipment: JSON.stringify(shipment) });
}

/** Queues the production files of a failed job again. Of two who ask at once one is told that it is queued already. */
export async function retryPrint(queue: Queue, tx: Knex, scope: Scope, orderId: string): Order {
  const order = await getOrderRow(tx, scope, orderId);
  if (order.print_status !== 'failed' || order.payment_status !== 'succeeded')
    throw new Problem('conflict', `The files of this order are ${order.print_status}: there is no failed job to try again.`);
  const payload = { orderId: order.id, brandId: order.brand_id };
  await queue.add(tx, 'print', payload, { key: `print:${order.id}:${newId('try')}` });
  await recordAudit(tx, scope, { action: 'order.print-retried', target: order.id });
  return changeOrder(tx, order, { printStatus: 'queued' });
}

const unfit = ({ status }: OrderRow): Problem => new Problem('conflict', `The order is ${status}: this step does not follow.`);
