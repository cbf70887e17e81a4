import type { Knex } from 'knex';

/** Pictures and production files of designs that were not ordered yet, kept for as long as the design stays as it is. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('design_files', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('design_id', 44).notNullable().references('designs.id').onDelete('CASCADE');
    t.integer('revision').notNullable();
    t.string('side', 64).notNullable();
    /** png, pdf, svg */
    t.string('format', 8).notNullable();
    /** SHA-256 of the document and the template that it was painted from. */
    t.string('made_of', 64).notNullable();
    t.string('file_key', 300).notNullable();
    t.integer('bytes').notNullable();
    /** SHA-256 of the file. */
    t.string('hash', 64).notNullable();
    t.string('created_at', 30).notNullable();
    t.unique(['design_id', 'side', 'format']);
    t.index(['brand_id', 'owner_id']);
  });
  await db.schema.alterTable('order_items', (t) => t.index(['design_id']));
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('order_items', (t) => t.dropIndex(['design_id']));
  await db.schema.dropTable('design_files');
}
