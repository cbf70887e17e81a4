import type { Knex } from 'knex';

/** How forgetting a shopper treats the rows of a table that names their owner. */
export type Treatment =
  /** They go. */
  | 'delete'
  /** They stay without anything personal: `erase-shopper.ts` says how. */
  | 'blank';

/**
 * Every table with an `owner_id`. Somebody who adds one decides here: a test fails until they have. Order matters where rows
 * refer to each other.
 */
export const SHOPPER_TABLES: Readonly<Record<string, Treatment>> = {
  events: 'delete',
  generations: 'delete',
  email_codes: 'delete',
  ai_usage: 'delete',
  ai_costs: 'blank',
  coupon_uses: 'blank',
  orders: 'blank',
  design_files: 'delete',
  design_versions: 'delete',
  design_shares: 'delete',
  design_snapshots: 'blank',
  designs: 'blank',
  assets: 'delete',
  // Of who asked, and when: that a request was carried out has to be provable.
  erasures: 'blank',
};

/** Table → its columns, of whichever database. */
export async function describeTables(db: Knex): Promise<Map<string, ReadonlySet<string>>> {
  const isPostgres = (db.client as { dialect: string }).dialect === 'postgresql';
  const sql = isPostgres
    ? `select c.relname as "table", a.attname::text as "column" from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`
    : `select m.name as "table", p.name as "column" from sqlite_master m join pragma_table_info(m.name) p
       where m.type = 'table' and m.name not like 'sqlite_%'`;
  const reply = (await db.raw(sql)) as { table: string; column: string }[] | { rows: { table: string; column: string }[] };
  const tables = new Map<string, Set<string>>();
  for (const { table, column } of Array.isArray(reply) ? reply : reply.rows) {
    const columns = tables.get(table) ?? new Set();
    tables.set(table, columns.add(column));
  }
  return tables;
}

/** Columns that name a file of ours: `file_key`, `preview_key` … */
export const fileColumns = (columns: ReadonlySet<string>): string[] =>
  [...columns].filter((column) => /(^|_)(file|preview|high_res)_key$/.test(column));
