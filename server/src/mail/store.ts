import type { Knex } from 'knex';
import type { Queue } from '../drivers/queue/queue.js';
import { newId } from '../id.js';
import { seal } from '../seal.js';
import type { OrderRow } from '../orders/store.js';
import type { MailKind, Mails } from './kinds.js';

export interface MailRow {
  id: string;
  brand_id: string | null;
  order_id: string | null;
  kind: MailKind;
  recipient: string;
  data: string;
  key: string | null;
  created_at: string;
  sent_at: string | null;
}

export interface NewMail<K extends MailKind> {
  /** null for mails to an account, which belongs to no brand. */
  brandId: string | null;
  kind: K;
  to: string;
  data: Mails[K];
  /** A second mail with the same key is not made. */
  key?: string;
}

/** Makes a mail and the job that sends it, in the caller's transaction. */
export async function queueMail<K extends MailKind>(queue: Queue, tx: Knex, { brandId, kind, to, data, key }: NewMail<K>): Promise<void> {
  const row: MailRow = {
    id: newId('msg'),
    brand_id: brandId,
    order_id: 'orderId' in data ? data.orderId : null,
    kind,
    recipient: to,
    data: JSON.stringify(data),
    key: key ?? null,
    created_at: new Date().toISOString(),
    sent_at: null,
  };
  const made = (await tx<MailRow>('mails').insert(row).onConflict('key').ignore().returning('id')) as { id: string }[];
  if (made.length > 0) await queue.add(tx, 'mail', { mailId: row.id, brandId: brandId ?? '' }, { key: `mail:${row.id}` });
}

/** Tokens and codes lie sealed in a mail's data until it is sent, then not at all. */
export const sealForMail = (secret: string, text: string): string => seal(secret, 'mail', text);

/** Enqueues the confirmation of a paid order; once per order. Nothing without an address. */
export async function queueConfirmation(queue: Queue, tx: Knex, order: OrderRow): Promise<void> {
  if (!order.email) return;
  const { brand_id: brandId, id: orderId } = order;
  const key = `mail:${orderId}:order-confirmation`;
  await queueMail(queue, tx, { brandId, kind: 'order-confirmation', to: order.email, data: { orderId }, key });
}

/** `brandId`: empty for mails to an account. */
export async function getMail(db: Knex, brandId: string, id: string): Promise<MailRow | null> {
  return (
    (await db<MailRow>('mails')
      .where({ id, brand_id: brandId || null })
      .first()) ?? null
  );
}

/** Notes that it was sent and forgets what it said in confidence. */
export async function markSent(db: Knex, { id, data }: MailRow): Promise<void> {
  const kept = Object.entries(JSON.parse(data) as object).filter(([name]) => !name.startsWith('sealed'));
  await db<MailRow>('mails')
    .where({ id })
    .update({ sent_at: new Date().toISOString(), data: JSON.stringify(Object.fromEntries(kept)) });
}
