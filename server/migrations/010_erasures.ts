import type { Knex } from 'knex';

/** Requests to forget a shopper or a brand. They outlive both, so that it can be shown that they were carried out: ids only. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('erasures', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable();
    t.string('owner_id', 44).nullable();
    t.string('mode', 8).nullable();
    t.string('status', 16).notNullable();
    /** JSON: keys of files that are still to be deleted. */
    t.text('files').notNullable();
    /** JSON: ids of mails that are still to be withdrawn. */
    t.text('mails').notNullable();
    t.string('created_at', 30).notNullable();
    t.string('finished_at', 30).nullable();
    t.index(['brand_id', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('erasures');
}
