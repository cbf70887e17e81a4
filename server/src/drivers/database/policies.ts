import type { Knex } from 'knex';

/** Tables whose rows belong to the brand of another row, which decides who sees them. */
export const CHILDREN: Readonly<Record<string, { column: string; parent: string }>> = {
  order_items: { column: 'order_id', parent: 'orders' },
};

/** Tables about accounts, which are not of a brand: they are read and written in `asSystem` alone, by what they prove. */
export const SYSTEM: ReadonlySet<string> = new Set([
  'identities',
  'oauth_returns',
  'refresh_tokens',
  'account_tokens',
  'recovery_codes',
  'registrations',
]);

/** Tables without rows of a brand, and why everybody may see them all. A table that is not here must have a policy. */
export const SHARED: Readonly<Record<string, string>> = {
  idempotency_keys: 'hashes of caller and key, and an id that is then read in the scope of the caller',
  realtime_tickets: 'found by the hash of a secret before anybody knows whose it is; live for 30 seconds',
  event_readers: 'how far readers of the events have come',
  webhook_events: "ids of the payment provider's events",
};

const setting = (name: string): string => `(select current_setting('luneo.${name}', true))`;
const shows = (name: string, column: string): string => `${setting(name)} in (${column}, '*')`;

const IS_SYSTEM = `${setting('brand')} = '*'`;
const both = (rule: string): { using: string; check: string } => ({ using: rule, check: rule });

interface Table {
  name: string;
  columns: ReadonlySet<string>;
}

/** Rows that may be read or changed, and rows that may come out of a change. Without settings: none. */
function conditions({ name, columns }: Table): { using: string; check: string } | null {
  if (name === 'brands') return both(shows('brand', 'id'));
  // A brand's staff see each other; nobody else, and no shopper, sees an account.
  if (name === 'users')
    return both(`(${IS_SYSTEM} or ${shows('owner', "'*'")} and exists (select 1 from memberships where user_id = users.id))`);
  if (SYSTEM.has(name)) return both(IS_SYSTEM);
  // A job of an account has no brand; whoever made it necessary may add it.
  if (name === 'jobs') return both(`(${shows('brand', 'tenant')} or tenant is null and ${setting('brand')} <> '')`);
  const child = CHILDREN[name];
  if (child) return both(`exists (select 1 from ${child.parent} where ${child.parent}.id = ${name}.${child.column})`);
  if (!columns.has('brand_id')) return null;
  const check = [shows('brand', 'brand_id'), ...(columns.has('mode') ? [shows('mode', 'mode')] : [])];
  // News for staff, say, is written in the scope of the shopper who caused it: the owner binds what is seen, not what is added.
  const using = [...check, ...(columns.has('owner_id') ? [shows('owner', 'owner_id')] : [])];
  return { using: using.join(' and '), check: check.join(' and ') };
}

/** Changes when the rules do, so that they are applied anew. */
export const POLICIES = JSON.stringify([
  CHILDREN,
  [...SYSTEM],
  4,
  conditions({ name: 'any', columns: new Set(['brand_id', 'owner_id', 'mode']) }),
]);

/**
 * Turns row-level security on for every table with a brand, also for its owner, and gives `role` the rows but not the tables.
 * May run any number of times. `role` null: the owner is the application itself.
 */
export async function applyPolicies(tx: Knex, role: string | null): Promise<void> {
  for (const table of await tablesOf(tx)) {
    const rows = conditions(table);
    if (!rows) continue;
    const { name } = table;
    await tx.raw(`alter table "${name}" enable row level security`);
    await tx.raw(`alter table "${name}" force row level security`);
    await tx.raw(`drop policy if exists luneo_tenancy on "${name}"`);
    await tx.raw(`create policy luneo_tenancy on "${name}" using (${rows.using}) with check (${rows.check})`);
  }
  if (role === null) return;
  await tx.raw('grant usage on schema public to ??', [role]);
  await tx.raw('grant select, insert, update, delete on all tables in schema public to ??', [role]);
  await tx.raw('grant usage, select on all sequences in schema public to ??', [role]);
}

async function tablesOf(tx: Knex): Promise<Table[]> {
  const { rows } = (await tx.raw(`
    select c.relname as name, array_agg(a.attname::text) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    group by c.relname order by c.relname`)) as { rows: { name: string; columns: string[] }[] };
  return rows.map(({ name, columns }) => ({ name, columns: new Set(columns) }));
}
