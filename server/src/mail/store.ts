import type { Knex } from 'knex';
import type { Queue } from '../drivers/queue/queue.js';
import { newId } from '../id.js';
import type { OrderRow } from '../orders/store.js';

export interface MailRow {
  id: string;
  brand_id: string;
  order_id: string;
  kind: 'order-confirmation';
  recipient: string;
  created_at: string;
  sent_at: string | null;
}

/** Enqueues the confirmation of a paid order in the same transaction; once per order. Nothing without an address. */
export async function queueConfirmation(queue: Queue, tx: Knex, order: OrderRow): Promise<void> {
  if (!order.email) return;
  const row: MailRow = {
    id: newId('msg'),
    brand_id: order.brand_id,
    order_id: order.id,
    kind: 'order-confirmation',
    recipient: order.email,
    created_at: new Date().toISOString(),
    sent_at: null,
  };
  await tx<MailRow>('mails').insert(row);
  await queue.add(tx, 'mail', { mailId: row.id, brandId: row.brand_id }, { key: `mail:${order.id}:${row.kind}` });
}

export async function getMail(db: Knex, brandId: string, id: string): Promise<MailRow | null> {
  return (await db<MailRow>('mails').where({ id, brand_id: brandId }).first()) ?? null;
}

export async function markSent(db: Knex, id: string): Promise<void> {
  await db<MailRow>('mails').where({ id }).update({ sent_at: new Date().toISOString() });
}
