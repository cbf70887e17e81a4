import type { Knex } from 'knex';
import type { Queue } from '../drivers/queue/queue.js';
import { newId } from '../id.js';
import { seal } from '../seal.js';
import type { MailQuery, MailRecord } from '@luneo/sdk/contracts/mails.js';
import type { Scope } from '../auth/scope.js';
import type { OrderRow } from '../orders/store.js';
import { DEFAULT_LIMIT, pageOf } from '../page.js';
import { localeOf } from './locale.js';
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
  locale: string;
  in_mode: 'test' | 'live' | null;
  withheld: MailRecord['withheld'];
  is_counted: boolean | number;
}

export interface NewMail<K extends MailKind> {
  /** null for mails to an account, which belongs to no brand. */
  brandId: string | null;
  kind: K;
  to: string;
  data: Mails[K];
  /** The recipient's language, as a tag; `en` where mails are not written in it. */
  locale?: string | null;
  /** Of what it is about, where that is of a mode. */
  mode?: 'test' | 'live';
  /** A second mail with the same key is not made. */
  key?: string;
}

/** Makes a mail and the job that sends it, in the caller's transaction. */
export async function queueMail<K extends MailKind>(queue: Queue, tx: Knex, mail: NewMail<K>): Promise<void> {
  const { brandId, kind, to, data, key } = mail;
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
    locale: localeOf(mail.locale) ?? 'en',
    in_mode: mail.mode ?? null,
    withheld: null,
    is_counted: false,
  };
  const made = (await tx<MailRow>('mails').insert(row).onConflict('key').ignore().returning('id')) as { id: string }[];
  if (made.length > 0) await queue.add(tx, 'mail', { mailId: row.id, brandId: brandId ?? '' }, { key: `mail:${row.id}` });
}

/** Tokens and codes lie sealed in a mail's data until it is sent, then not at all. */
export const sealForMail = (secret: string, text: string): string => seal(secret, 'mail', text);

/** Enqueues the confirmation of a paid order; once per order. Nothing without an address. */
export async function queueConfirmation(queue: Queue, tx: Knex, order: OrderRow): Promise<void> {
  if (!order.email) return;
  const { brand_id: brandId, id: orderId, locale, mode } = order;
  const key = `mail:${orderId}:order-confirmation`;
  await queueMail(queue, tx, { brandId, kind: 'order-confirmation', to: order.email, data: { orderId }, key, locale, mode });
}

/** `brandId`: empty for mails to an account. */
export async function getMail(db: Knex, brandId: string, id: string): Promise<MailRow | null> {
  return (
    (await db<MailRow>('mails')
      .where({ id, brand_id: brandId || null })
      .first()) ?? null
  );
}

/** Mails of a brand and mode, newest first, also those that were not sent. What they say is not kept here. */
export async function listMails(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor, withheld }: MailQuery,
): Promise<{ rows: MailRow[]; nextCursor: string | null }> {
  const query = db<MailRow>('mails')
    .where({ brand_id: scope.brandId })
    .where((either) => void either.where({ in_mode: scope.mode }).orWhereNull('in_mode'));
  if (cursor) void query.where('id', '<', cursor);
  if (withheld) void query.whereNotNull('withheld');
  return pageOf(await query.orderBy('id', 'desc').limit(limit + 1), limit);
}

export const toMailRecord = (row: MailRow): MailRecord => ({
  id: row.id,
  kind: row.kind,
  to: row.recipient,
  locale: row.locale,
  mode: row.in_mode,
  orderId: row.order_id,
  withheld: row.withheld,
  createdAt: row.created_at,
  sentAt: row.sent_at,
});

/** Notes that it was sent and forgets what it said in confidence. */
export async function markSent(db: Knex, { id, data }: MailRow): Promise<void> {
  const kept = Object.entries(JSON.parse(data) as object).filter(([name]) => !name.startsWith('sealed'));
  await db<MailRow>('mails')
    .where({ id })
    .update({ sent_at: new Date().toISOString(), data: JSON.stringify(Object.fromEntries(kept)) });
}
