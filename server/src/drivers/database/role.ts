import type { Knex } from 'knex';
import { asSystem, hasTenancy } from './tenancy.js';

/** Why row-level security would not hold the application's role; null when it does, and on SQLite, which has none. */
export async function whyUnbound(db: Knex): Promise<string | null> {
  if (!hasTenancy(db)) return null;
  const sql = `
    select r.rolsuper as is_super, r.rolbypassrls as bypasses,
      exists (select 1 from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relowner = r.oid) as owns
    from pg_roles r where r.rolname = current_user`;
  const { rows } = (await asSystem(db, () => db.raw(sql))) as { rows: { is_super: boolean; bypasses: boolean; owns: boolean }[] };
  const { is_super, bypasses, owns } = rows[0]!;
  if (is_super) return 'is of a superuser';
  if (bypasses) return 'is of a role with BYPASSRLS';
  return owns ? 'is of the role that owns the tables' : null;
}
