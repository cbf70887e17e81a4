import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { applyPolicies, POLICIES } from './policies.js';
import { openPostgres } from './postgres.js';
import { asSystem, EVERYTHING } from './tenancy.js';

/** Any number that nobody else locks. */
const LOCK = 4_120_110_115;

/**
 * Brings the schema up to date as its owner: tables, row-level security, and rights of the application's role. Of several
 * processes that start at once one migrates and the others wait. A process that finds nothing to do needs no rights for it.
 */
export async function migratePostgres(db: Knex, source: Knex.MigrationSource<unknown>): Promise<string[]> {
  const { ownerUrl } = db.client.config as { ownerUrl: string };
  const role = await roleOf(db);
  const wanted = await fingerprint(source, role);
  if (await isUpToDate(db, wanted)) return [];
  const owner = openPostgres({ url: ownerUrl, poolSize: 1, unscoped: EVERYTHING, statementTimeout: 0 });
  try {
    return await owner.transaction(async (tx) => {
      await tx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
      if (await isUpToDate(tx, wanted)) return [];
      const [, names] = (await tx.migrate.latest({ migrationSource: source, disableTransactions: true })) as [number, string[]];
      await applyPolicies(tx, role === (await roleOf(tx)) ? null : role);
      await tx.raw(`comment on table knex_migrations is '${wanted}'`);
      return names;
    });
  } finally {
    await owner.destroy();
  }
}

async function roleOf(db: Knex): Promise<string> {
  const { rows } = (await asSystem(db, () => db.raw('select current_user as role'))) as { rows: { role: string }[] };
  return rows[0]!.role;
}

/** Of everything that decides what the schema is, for this role. */
async function fingerprint(source: Knex.MigrationSource<unknown>, role: string): Promise<string> {
  const names = (await source.getMigrations([])).map((migration) => source.getMigrationName(migration));
  return createHash('sha256')
    .update(JSON.stringify([names, POLICIES, role]))
    .digest('hex');
}

async function isUpToDate(db: Knex, wanted: string): Promise<boolean> {
  const sql = "select obj_description(to_regclass('public.knex_migrations'), 'pg_class') as made";
  const { rows } = (await asSystem(db, () => db.raw(sql))) as { rows: { made: string | null }[] };
  return rows[0]!.made === wanted;
}
