import type { Knex } from 'knex';

const CURRENT_TRANSACTION = '(pg_current_xact_id()::text::bigint)';

/** Events in the order of their transactions, their readers, outgoing webhooks, and whose work a job is. JSON columns are text. */
export async function up(db: Knex): Promise<void> {
  const isPostgres = (db.client as { dialect: string }).dialect === 'postgresql';
  await db.schema.alterTable('events', (t) => {
    /** test, live, or null for what concerns the brand in both. Readers of events see all brands: no wall is built on it. */
    t.string('in_mode', 8).nullable();
    /** PostgreSQL: the transaction that wrote it. SQLite has one writer: 0, and the ids are the order. */
    t.bigInteger('xid').notNullable().defaultTo(0);
    t.index(['xid', 'id'], 'events_order');
  });
  if (isPostgres) await db.raw(`alter table events alter column xid set default ${CURRENT_TRANSACTION}`);
  /** How far a reader has come, and the process that reads for it. */
  await db.schema.createTable('event_readers', (t) => {
    t.string('name', 32).primary();
    t.bigInteger('xid').notNullable();
    t.bigInteger('event_id').notNullable();
    t.string('leader', 44).nullable();
    t.string('lease_until', 30).nullable();
  });
  await db.schema.alterTable('jobs', (t) => {
    /** The brand whose work it is; null for an account's. */
    t.string('tenant', 44).nullable();
    t.index(['tenant', 'status', 'id'], 'jobs_tenant');
  });
  await db.schema.createTable('webhook_endpoints', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('mode', 8).notNullable();
    t.string('url', 2000).notNullable();
    t.string('description', 200).notNullable();
    /** Types that it wants; empty: all. */
    t.text('events').notNullable();
    /** enabled, disabled */
    t.string('status', 16).notNullable();
    /** asked, gone, failing */
    t.string('disabled_reason', 16).nullable();
    t.string('failing_since', 30).nullable();
    /** Both sealed. The previous secret signs too until its time is over. */
    t.text('secret').notNullable();
    t.text('previous_secret').nullable();
    t.string('previous_until', 30).nullable();
    t.string('created_at', 30).notNullable();
    t.string('updated_at', 30).notNullable();
    /** The process that sends to it. */
    t.string('worker', 44).nullable();
    t.string('lease_until', 30).nullable();
    t.index(['brand_id', 'mode', 'id']);
  });
  await db.schema.createTable('webhook_deliveries', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('mode', 8).notNullable();
    t.string('endpoint_id', 44).notNullable().references('webhook_endpoints.id').onDelete('CASCADE');
    /** Null for what no event caused, e.g. a test. */
    t.bigInteger('event_id').nullable();
    t.string('type', 40).notNullable();
    t.text('payload').notNullable();
    /** pending, delivered, failed, skipped */
    t.string('status', 16).notNullable();
    /** Tries in all, and since it was last asked for. */
    t.integer('attempts').notNullable().defaultTo(0);
    t.integer('tries').notNullable().defaultTo(0);
    t.string('next_attempt_at', 30).nullable();
    t.string('last_attempt_at', 30).nullable();
    t.integer('response_status').nullable();
    t.text('response_body').nullable();
    t.integer('duration_ms').nullable();
    t.string('error', 300).nullable();
    t.string('created_at', 30).notNullable().index();
    t.unique(['endpoint_id', 'event_id']);
    t.index(['endpoint_id', 'id']);
    t.index(['status', 'next_attempt_at', 'endpoint_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  for (const table of ['webhook_deliveries', 'webhook_endpoints', 'event_readers']) await db.schema.dropTable(table);
  await db.schema.alterTable('jobs', (t) => {
    t.dropIndex(['tenant', 'status', 'id'], 'jobs_tenant');
    t.dropColumn('tenant');
  });
  await db.schema.alterTable('events', (t) => {
    t.dropIndex(['xid', 'id'], 'events_order');
    t.dropColumns('in_mode', 'xid');
  });
}
