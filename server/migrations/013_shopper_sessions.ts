import type { Knex } from 'knex';

/** Shoppers' sessions that were ended before their time, for as long as one could still be renewed. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('ended_shopper_sessions', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('expires_at', 30).notNullable().index();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('ended_shopper_sessions');
}
