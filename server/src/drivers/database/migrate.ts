import type { Knex } from 'knex';
import * as accountsAndDesigns from '../../../migrations/001_accounts_products_designs.js';
import * as jobsAndOrders from '../../../migrations/002_jobs_orders.js';
import * as assetsAndGenerations from '../../../migrations/003_assets_generations.js';
import * as accounts from '../../../migrations/004_accounts.js';
import * as keysAndIdentities from '../../../migrations/005_keys_identities.js';
import * as commerceAndLedger from '../../../migrations/006_commerce_ledger.js';
import * as eventsAndWebhooks from '../../../migrations/007_event_order_webhooks_dead_letters.js';
import * as media from '../../../migrations/008_media.js';
import * as generationCosts from '../../../migrations/009_generation_costs.js';
import * as erasures from '../../../migrations/010_erasures.js';
import * as designFiles from '../../../migrations/011_design_files.js';
import * as mailsAndAccounts from '../../../migrations/012_mails_accounts.js';
import * as shopperSessions from '../../../migrations/013_shopper_sessions.js';
import * as refreshPredecessors from '../../../migrations/014_refresh_predecessors.js';
import * as freeMails from '../../../migrations/015_free_mails.js';
import * as versionsShares from '../../../migrations/016_versions_shares.js';
import * as paymentAccounts from '../../../migrations/017_payment_accounts.js';
import { migratePostgres } from './migrate-postgres.js';
import { asSystem, hasTenancy } from './tenancy.js';

interface Migration {
  up(db: Knex): Promise<void>;
  down(db: Knex): Promise<void>;
}

/** In order and never renamed. A static list, so that compiled code needs no file system to find them. */
const MIGRATIONS: readonly { name: string; migration: Migration }[] = [
  { name: '001_accounts_products_designs', migration: accountsAndDesigns },
  { name: '002_jobs_orders', migration: jobsAndOrders },
  { name: '003_assets_generations', migration: assetsAndGenerations },
  { name: '004_accounts', migration: accounts },
  { name: '005_keys_identities', migration: keysAndIdentities },
  { name: '006_commerce_ledger', migration: commerceAndLedger },
  { name: '007_event_order_webhooks_dead_letters', migration: eventsAndWebhooks },
  { name: '008_media', migration: media },
  { name: '009_generation_costs', migration: generationCosts },
  { name: '010_erasures', migration: erasures },
  { name: '011_design_files', migration: designFiles },
  { name: '012_mails_accounts', migration: mailsAndAccounts },
  { name: '013_shopper_sessions', migration: shopperSessions },
  { name: '014_refresh_predecessors', migration: refreshPredecessors },
  { name: '015_free_mails', migration: freeMails },
  { name: '016_versions_shares', migration: versionsShares },
  { name: '017_payment_accounts', migration: paymentAccounts },
];

/** For knex and its command line. */
export const migrationSource: Knex.MigrationSource<(typeof MIGRATIONS)[number]> = {
  getMigrations: async () => [...MIGRATIONS],
  getMigrationName: (entry) => entry.name,
  getMigration: async (entry) => entry.migration,
};

/**
 * Brings the schema up to date. Everything happens in one transaction that holds the write lock, so of several processes that
 * start at once one migrates and the others wait and find nothing to do. Returns the names that were run.
 */
export async function migrate(db: Knex): Promise<string[]> {
  if (hasTenancy(db)) return migratePostgres(db, migrationSource as Knex.MigrationSource<unknown>);
  return db.transaction(async (tx) => {
    const [, names] = (await tx.migrate.latest({ migrationSource, disableTransactions: true })) as [number, string[]];
    return names;
  });
}

/** Migrations of ours that this database has not seen; a newer one that we do not know is none of our business. */
export async function pendingMigrations(db: Knex): Promise<string[]> {
  const rows = (await asSystem(db, () => db('knex_migrations').select('name'))) as { name: string }[];
  const done = new Set(rows.map(({ name }) => name));
  return MIGRATIONS.map(({ name }) => name).filter((name) => !done.has(name));
}
