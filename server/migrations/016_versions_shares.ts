import type { Knex } from 'knex';

/** Named versions of designs, links to them, and which row of a team list a snapshot is of. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('design_versions', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('design_id', 44).notNullable().references('designs.id').onDelete('CASCADE');
    t.string('name', 80).notNullable();
    t.integer('revision').notNullable();
    t.text('document').notNullable();
    t.string('created_at', 30).notNullable();
    t.index(['design_id', 'id']);
    t.index(['brand_id', 'owner_id']);
  });
  await db.schema.createTable('design_shares', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('design_id', 44).notNullable().references('designs.id').onDelete('CASCADE');
    /** view, remix */
    t.string('kind', 8).notNullable();
    t.string('expires_at', 30);
    t.string('created_at', 30).notNullable();
    t.index(['design_id', 'id']);
    t.index(['brand_id', 'owner_id']);
  });
  // SHA-256 of the row's values and options; empty for the design itself.
  await db.schema.alterTable('design_snapshots', (t) => t.string('variant', 64).notNullable().defaultTo(''));
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('design_snapshots', (t) => t.dropColumn('variant'));
  await db.schema.dropTable('design_shares');
  await db.schema.dropTable('design_versions');
}
