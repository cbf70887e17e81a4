import type { Knex } from 'knex';

/** Brands and who may act for them, the catalogue, designs and their frozen copies. JSON columns are text, times ISO 8601 UTC. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('brands', (t) => {
    t.string('id', 44).primary();
    t.string('name', 120).notNullable();
    t.string('status', 32).notNullable().defaultTo('active');
    t.string('created_at', 30).notNullable();
  });
  await db.schema.createTable('users', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).nullable().references('brands.id').onDelete('CASCADE');
    t.string('email', 254).notNullable().unique();
    t.string('name', 120).notNullable();
    t.string('role', 32).notNullable();
    t.string('password_hash', 200).notNullable();
    t.boolean('demo').notNullable().defaultTo(false);
    t.string('created_at', 30).notNullable();
  });
  await db.schema.createTable('api_keys', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('kind', 16).notNullable();
    t.string('mode', 8).notNullable();
    t.string('name', 80).notNullable();
    t.string('prefix', 32).notNullable().unique();
    t.string('hash', 64).notNullable();
    t.string('last_four', 4).notNullable();
    t.text('origins').notNullable();
    t.string('created_at', 30).notNullable();
    t.string('expires_at', 30).nullable();
    t.string('revoked_at', 30).nullable();
    t.index(['brand_id', 'id']);
  });
  await db.schema.createTable('products', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('slug', 80).notNullable();
    t.string('name', 120).notNullable();
    t.text('description').notNullable();
    t.string('status', 16).notNullable();
    t.string('image_url', 500).nullable();
    t.text('template').notNullable();
    t.string('created_at', 30).notNullable();
    t.string('updated_at', 30).notNullable();
    t.unique(['brand_id', 'slug']);
    t.index(['brand_id', 'id']);
  });
  await db.schema.createTable('fonts', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('family', 80).notNullable();
    t.string('style', 16).notNullable();
    t.string('hash', 64).notNullable();
    t.integer('bytes').notNullable();
    t.string('file_key', 200).notNullable();
    t.string('created_at', 30).notNullable();
    t.unique(['brand_id', 'hash']);
    t.index(['hash']);
  });
  await db.schema.createTable('designs', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('product_id', 44).notNullable().references('products.id');
    t.string('name', 120).notNullable();
    t.string('status', 16).notNullable();
    t.integer('revision').notNullable();
    t.text('document').notNullable();
    t.string('generation_id', 44).nullable();
    t.string('created_at', 30).notNullable();
    t.string('updated_at', 30).notNullable();
    t.index(['brand_id', 'owner_id', 'id']);
    t.index(['brand_id', 'mode', 'id']);
  });
  await db.schema.createTable('design_snapshots', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('design_id', 44).notNullable().references('designs.id');
    t.string('product_id', 44).notNullable().references('products.id');
    t.string('product_name', 120).notNullable();
    t.integer('revision').notNullable();
    t.text('document').notNullable();
    t.text('template').notNullable();
    t.text('quote').notNullable();
    t.text('findings').notNullable();
    t.string('preview_key', 200).notNullable();
    t.string('created_at', 30).notNullable();
    t.index(['design_id', 'revision']);
  });
}

export async function down(db: Knex): Promise<void> {
  for (const table of ['design_snapshots', 'designs', 'fonts', 'products', 'api_keys', 'users', 'brands']) await db.schema.dropTable(table);
}
