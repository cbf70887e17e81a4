import type { Knex } from 'knex';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import { codeMailKey } from '../auth/shopper-accounts.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { newId } from '../id.js';
import type { OrderRow } from '../orders/store.js';
import { Problem } from '../problem.js';
import { requireSameMode } from './same-mode.js';
import { insertErasure, type ErasureRow } from './store.js';
import { describeTables, fileColumns, SHOPPER_TABLES } from './tables.js';
import { withoutTimeLimit } from '../drivers/database/portions.js';

interface Person {
  brandId: string;
  ownerId: string;
  orders: readonly string[];
  /** Of their account, which they have shown to be theirs. What a guest typed into an order or a sign-in may be anybody's. */
  email: string | null;
}

/**
 * Forgets a shopper of the scope's brand: designs, pictures, descriptions, mails and news go; orders stay as the books need them,
 * with amounts and products and nothing else. Files follow by a job. Throws `conflict` while an order is being paid or made,
 * `not-found` for a shopper of the other mode.
 */
export async function eraseShopper({ db, queue }: Pick<Deps, 'db' | 'queue'>, scope: Scope, ownerId: string): Promise<ErasureRow> {
  const tables = await describeTables(db);
  return asSystem(db, () =>
    db.transaction(async (tx) => {
      // Whole or not at all, however much a brand has: the deliveries of all its shoppers are looked through.
      await withoutTimeLimit(tx);
      await requireSameMode(tx, tables, scope, ownerId);
      const person = await whoIs(tx, scope.brandId, ownerId);
      const mails = await mailsOf(tx, person);
      const files = await filesOf(tx, tables, person);
      const nobody = newId('shp');
      await blankOrders(tx, person, nobody);
      await eraseDeliveries(tx, person);
      await eraseDesigns(tx, person, nobody);
      await eraseTraces(tx, person, nobody);
      for (const [table, treatment] of Object.entries(SHOPPER_TABLES))
        if (treatment === 'delete' && tables.has(table)) await tx(table).where({ brand_id: person.brandId, owner_id: ownerId }).delete();
      await tx('mails').whereIn('id', mails).delete();
      const row = await insertErasure(tx, scope.brandId, { id: ownerId, mode: scope.mode }, { files, mails });
      await recordAudit(tx, scope, { action: 'shopper.erased', target: ownerId, data: { erasureId: row.id } });
      await queue.add(tx, 'erase', { erasureId: row.id, brandId: row.brand_id }, { key: `erase:${row.id}` });
      return row;
    }),
  );
}

/** Open orders first: what is paid has to be made, and what is being paid cannot be taken back here. */
async function whoIs(tx: Knex, brandId: string, ownerId: string): Promise<Person> {
  const of = { brand_id: brandId, owner_id: ownerId };
  const orders = (await tx<OrderRow>('orders').where(of).select('id', 'number', 'status')) as OrderRow[];
  const open = orders.find(({ status }) => ['created', 'pending_payment', 'paid', 'processing'].includes(status));
  if (open)
    throw new Problem('conflict', `Order ${open.number} is ${open.status}. Cancel it, or wait until it has been shipped, and ask again.`);
  const account = (await tx('shoppers').where({ id: ownerId, brand_id: brandId }).first('email')) as { email: string | null } | undefined;
  return { brandId, ownerId, orders: orders.map(({ id }) => id), email: account?.email ?? null };
}

/** Mails about their orders, with the codes that they asked for, and to the address of their account. */
async function mailsOf(tx: Knex, { brandId, ownerId, orders, email }: Person): Promise<string[]> {
  const theirs = (query: Knex.QueryBuilder): void => {
    query.whereIn('order_id', [...orders]).orWhere('key', 'like', `${codeMailKey(ownerId, '')}%`);
    if (email !== null) query.orWhere({ recipient: email });
  };
  const rows = (await tx('mails').where({ brand_id: brandId }).where(theirs).select('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Keys of every file that a row of theirs, or of their orders, names. */
async function filesOf(
  tx: Knex,
  tables: ReadonlyMap<string, ReadonlySet<string>>,
  { brandId, ownerId, orders }: Person,
): Promise<string[]> {
  const keys: string[] = [];
  for (const [table, columns] of tables) {
    const named = fileColumns(columns);
    if (named.length === 0 || !columns.has('brand_id')) continue;
    const rows = tx(table).where({ brand_id: brandId }).select(named);
    if (columns.has('owner_id')) rows.where({ owner_id: ownerId });
    else if (columns.has('order_id')) rows.whereIn('order_id', [...orders]);
    else continue;
    for (const row of (await rows) as Record<string, string | null>[]) keys.push(...Object.values(row).filter((key) => key !== null));
  }
  const results = (await resultsOf(tx, brandId, ownerId).select('file_key')) as { file_key: string | null }[];
  return [...keys, ...results.flatMap(({ file_key }) => file_key ?? [])];
}

/** Answers of providers that only this shopper's descriptions led to. */
function resultsOf(tx: Knex, brandId: string, ownerId: string): Knex.QueryBuilder {
  const asked = tx('ai_costs').where({ brand_id: brandId, owner_id: ownerId }).select('request_key');
  const others = tx('ai_costs').where({ brand_id: brandId }).whereNot({ owner_id: ownerId }).select('request_key');
  return tx('ai_results').where({ brand_id: brandId }).whereIn('key', asked).whereNotIn('key', others);
}

async function blankOrders(tx: Knex, { brandId, orders }: Person, nobody: string): Promise<void> {
  await tx('orders')
    .whereIn('id', [...orders])
    .where({ brand_id: brandId })
    .update({
      owner_id: nobody,
      email: null,
      success_url: '',
      cancel_url: '',
      checkout_url: null,
      client_secret: null,
      shipping_address: null,
      shipment: null,
    });
  await tx('refunds')
    .whereIn('order_id', [...orders])
    .update({ note: null });
  await tx('print_files')
    .whereIn('order_id', [...orders])
    .where({ brand_id: brandId })
    .delete();
  await tx('coupon_uses')
    .whereIn('order_id', [...orders])
    .update({ owner_id: nobody });
}

/** What endpoints were told of them: payloads hold ids, but what the other side answered is anybody's guess. */
async function eraseDeliveries(tx: Knex, { brandId, ownerId, orders }: Person): Promise<void> {
  const of = { brand_id: brandId, owner_id: ownerId };
  await tx('webhook_deliveries').where({ brand_id: brandId }).whereIn('event_id', tx('events').where(of).select('id')).delete();
  const designs = ((await tx('designs').where(of).select('id')) as { id: string }[]).map(({ id }) => id);
  for (const id of [ownerId, ...orders, ...designs])
    await tx('webhook_deliveries').where({ brand_id: brandId }).where('payload', 'like', `%"${id}"%`).delete();
}

/** Designs that were ordered keep their place, without a layer; all others go. */
async function eraseDesigns(tx: Knex, { brandId, ownerId }: Person, nobody: string): Promise<void> {
  const of = { brand_id: brandId, owner_id: ownerId };
  const ordered = tx('order_items').select('snapshot_id');
  await tx('generations').where(of).delete();
  await tx('design_snapshots').where(of).whereNotIn('id', ordered).delete();
  for (const { id, document } of (await tx('design_snapshots').where(of).select('id', 'document')) as Stored[])
    await tx('design_snapshots')
      .where({ id })
      .update({ owner_id: nobody, document: blank(document), findings: '[]', preview_key: '' });
  const kept = tx('design_snapshots').where({ brand_id: brandId, owner_id: nobody }).select('design_id');
  await tx('designs').where(of).whereNotIn('id', kept).delete();
  for (const { id, document } of (await tx('designs').where(of).select('id', 'document')) as Stored[])
    await tx('designs')
      .where({ id })
      .update({ owner_id: nobody, name: 'Design', document: blank(document), generation_id: null, status: 'draft' });
}

interface Stored {
  id: string;
  document: string;
}

function blank(stored: string): string {
  const { values: _values, rows: _rows, ...document } = JSON.parse(stored) as DesignDocument;
  return JSON.stringify({ ...document, sides: document.sides.map((side) => ({ ...side, layers: [] })) });
}

/** What is left of them elsewhere: answers that were bought, costs, the audit log, sessions and the account itself. */
async function eraseTraces(tx: Knex, { brandId, ownerId, email }: Person, nobody: string): Promise<void> {
  await resultsOf(tx, brandId, ownerId).delete();
  await tx('ai_costs').where({ brand_id: brandId, owner_id: ownerId }).update({ owner_id: nobody });
  await tx('audit_log')
    .where({ brand_id: brandId })
    .where((query) => void query.where({ actor_id: ownerId }).orWhere({ target: ownerId }))
    .update({ actor_name: 'a shopper', data: '{}', ip: null });
  await tx('realtime_tickets').where('scope', 'like', `%"${ownerId}"%`).delete();
  if (email !== null) await tx('email_codes').where({ brand_id: brandId, email }).delete();
  await tx('shoppers').where({ brand_id: brandId, id: ownerId }).delete();
}
