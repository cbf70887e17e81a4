import type { Knex } from 'knex';

/** Shoppers' pictures and what was asked for in words. JSON columns are text, times ISO 8601 UTC. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('assets', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('name', 200).notNullable();
    t.string('mime', 40).notNullable();
    t.integer('bytes').notNullable();
    t.integer('width').notNullable();
    t.integer('height').notNullable();
    t.boolean('has_alpha').notNullable();
    /** SHA-256 of the cleaned original. */
    t.string('hash', 64).notNullable();
    t.string('file_key', 200).notNullable();
    t.string('preview_key', 200).notNullable();
    t.string('preview_mime', 40).notNullable();
    t.string('created_at', 30).notNullable();
    t.unique(['brand_id', 'owner_id', 'mode', 'hash', 'name']);
    t.index(['brand_id', 'owner_id', 'id']);
  });
  await db.schema.createTable('generations', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('design_id', 44).notNullable().references('designs.id').onDelete('CASCADE');
    t.text('prompt').notNullable();
    t.string('status', 16).notNullable();
    t.string('step', 16).nullable();
    t.string('side', 64).notNullable();
    /** The document that the words change, and the design's revision then. */
    t.text('input').notNullable();
    t.integer('base_revision').notNullable();
    t.text('document').nullable();
    t.integer('revision').nullable();
    t.text('notes').notNullable();
    t.string('error_code', 40).nullable();
    t.text('error_message').nullable();
    t.string('created_at', 30).notNullable();
    t.string('updated_at', 30).notNullable();
    t.index(['design_id', 'id']);
    t.index(['brand_id', 'owner_id', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  for (const table of ['generations', 'assets']) await db.schema.dropTable(table);
}
