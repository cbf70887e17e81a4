import type { Knex } from 'knex';

/** Public pictures of brands. Times ISO 8601 UTC. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('media', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('name', 200).notNullable();
    t.integer('bytes').notNullable();
    t.integer('width').notNullable();
    t.integer('height').notNullable();
    t.boolean('has_alpha').notNullable();
    /** SHA-256 of the stored file. */
    t.string('hash', 64).notNullable();
    t.string('file_key', 200).notNullable();
    t.string('created_at', 30).notNullable();
    t.unique(['brand_id', 'hash']);
    t.index(['brand_id', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('media');
}
