import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { CHILDREN } from '../drivers/database/policies.js';
import { asSystem, hasTenancy } from '../drivers/database/tenancy.js';

/** Columns that a refused call may touch: they say that somebody was there. */
const TRACES = new Set(['last_used_at', 'used_at']);
/** Tables that note attempts by design. */
const JOURNALS = new Set(['audit_log']);

/** Prints of the rows that belong to a brand, by table. `mode`: of those that have one, only these. */
export type Belongings = Readonly<Record<string, ReadonlySet<string>>>;

export function belongings(db: Knex, brandId: string, mode?: 'live'): Promise<Belongings> {
  return asSystem(db, async () => {
    const prints: Record<string, ReadonlySet<string>> = {};
    for (const table of await tablesOf(db)) {
      const rows = await rowsOf(db, table, brandId);
      const counted = rows?.filter((row) => mode === undefined || row['mode'] === undefined || row['mode'] === mode);
      if (counted) prints[table] = new Set(counted.map(print));
    }
    return prints;
  });
}

async function rowsOf(db: Knex, table: string, brandId: string): Promise<Record<string, unknown>[] | null> {
  if (JOURNALS.has(table)) return null;
  if (table === 'brands') return db(table).where({ id: brandId });
  if (table === 'users') return db(table).whereIn('id', db('memberships').where({ brand_id: brandId }).select('user_id'));
  const child = CHILDREN[table];
  if (child) return db(table).whereIn(child.column, db(child.parent).where({ brand_id: brandId }).select('id'));
  return (await isOfBrand(db, table)) ? db(table).where({ brand_id: brandId }) : null;
}

const ofBrand = new Map<string, boolean>();

async function isOfBrand(db: Knex, table: string): Promise<boolean> {
  const known = ofBrand.get(table) ?? 'brand_id' in (await db(table).columnInfo());
  ofBrand.set(table, known);
  return known;
}

const print = (row: Record<string, unknown>): string => {
  const text = JSON.stringify(Object.entries(row).filter(([column]) => !TRACES.has(column)));
  return `${JSON.stringify(row['id'])} ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
};

/** What is no longer as it was: rows that were changed or removed, and with `isExact` rows that came. */
export function differences(had: Belongings, has: Belongings, isExact: boolean): string[] {
  return Object.entries(had).flatMap(([table, rows]) => {
    const now = has[table]!;
    const lost = [...rows].filter((row) => !now.has(row)).map((row) => `${table}: changed or removed ${row}`);
    const came = isExact ? [...now].filter((row) => !rows.has(row)).map((row) => `${table}: came ${row}`) : [];
    return [...lost, ...came];
  });
}

async function tablesOf(db: Knex): Promise<string[]> {
  const sql = hasTenancy(db)
    ? "select tablename as name from pg_tables where schemaname = 'public'"
    : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
  const reply = (await db.raw(sql)) as { rows: { name: string }[] } | { name: string }[];
  return (Array.isArray(reply) ? reply : reply.rows).map(({ name }) => name).toSorted();
}
