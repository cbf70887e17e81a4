import type { Knex } from 'knex';

/**
 * What changes by words cost and give: the ledger of paid calls, its running sums, the answers that were paid for, each brand's
 * limits. Amounts are hundredths of a US cent. JSON columns are text, times ISO 8601 UTC.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('ai_settings', (t) => {
    t.string('brand_id', 44).primary().references('brands.id').onDelete('CASCADE');
    t.integer('month_limit').nullable();
    t.integer('day_limit').nullable();
    t.integer('shopper_day_limit').nullable();
    t.integer('alert_percent').notNullable().defaultTo(75);
    t.text('blocklist').notNullable();
    t.string('updated_at', 30).notNullable();
  });
  await db.schema.createTable('ai_usage', (t) => {
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    /** A shopper; empty: the whole brand. */
    t.string('owner_id', 44).notNullable();
    /** `2026-11` or `2026-11-21`, UTC. */
    t.string('period', 10).notNullable();
    t.integer('amount').notNullable().defaultTo(0);
    t.string('alerted_at', 30).nullable();
    t.string('exhausted_at', 30).nullable();
    t.primary(['brand_id', 'owner_id', 'period']);
  });
  await db.schema.createTable('ai_costs', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('generation_id', 44).nullable();
    /** moderate, compose, draft, final, upscale */
    t.string('kind', 16).notNullable();
    t.string('model', 120).notNullable();
    t.string('day', 10).notNullable();
    /** reserved, settled, released */
    t.string('status', 16).notNullable();
    t.integer('reserved').notNullable();
    /** What counts: the reserved amount until it is settled. */
    t.integer('amount').notNullable();
    /** What was asked for, as in `ai_results.key`. */
    t.string('request_key', 64).notNullable();
    /** The provider's own id of work that can be asked about again. */
    t.string('prediction_id', 200).nullable();
    t.string('created_at', 30).notNullable();
    t.string('expires_at', 30).notNullable();
    t.string('settled_at', 30).nullable();
    t.index(['brand_id', 'day']);
    t.index(['status', 'expires_at']);
    t.index(['generation_id']);
  });
  await db.schema.createTable('ai_results', (t) => {
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('key', 64).notNullable();
    t.string('kind', 16).notNullable();
    t.string('model', 120).notNullable();
    t.text('data').notNullable();
    t.string('file_key', 200).nullable();
    t.string('created_at', 30).notNullable().index();
    t.primary(['brand_id', 'key']);
  });
  // The same question asked twice at once is paid for once: one open reservation for each.
  await db.raw(`create unique index ai_costs_open on ai_costs (brand_id, request_key) where status = 'reserved'`);
  await db.schema.alterTable('generations', (t) => {
    t.boolean('preview_mode').notNullable().defaultTo(false);
    t.boolean('consent').notNullable().defaultTo(false);
    /** The shopper's picture that the words are about. */
    t.string('source_asset_id', 44).nullable();
    t.string('asset_id', 44).nullable();
    t.string('preview_key', 200).nullable();
    t.string('high_res_key', 200).nullable();
    t.integer('dpi').nullable();
    t.integer('native_dpi').nullable();
  });
  await db.schema.alterTable('assets', (t) => {
    /** Set for a picture that was made from words. */
    t.string('generation_id', 44).nullable();
    t.boolean('kept').notNullable().defaultTo(false);
    t.index(['generation_id', 'created_at']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('assets', (t) => {
    t.dropIndex(['generation_id', 'created_at']);
    t.dropColumns('generation_id', 'kept');
  });
  await db.schema.alterTable('generations', (t) => {
    t.dropColumns('preview_mode', 'consent', 'source_asset_id', 'asset_id', 'preview_key', 'high_res_key', 'dpi', 'native_dpi');
  });
  for (const table of ['ai_results', 'ai_costs', 'ai_usage', 'ai_settings']) await db.schema.dropTable(table);
}
