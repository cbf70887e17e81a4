import type { Knex } from 'knex';

/** Stripe accounts of brands, and what Stripe last said of them. One account belongs to one brand. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('payment_accounts', (t) => {
    t.string('account_id', 60).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE').index();
    /** brand, platform */
    t.string('connected_by', 16).notNullable();
    t.boolean('charges_enabled').notNullable();
    t.boolean('payouts_enabled').notNullable();
    t.boolean('details_submitted').notNullable();
    /** JSON */
    t.text('requirements').notNullable();
    t.string('disabled_reason', 80).nullable();
    t.string('checked_at', 30).notNullable().index();
    t.string('created_at', 30).notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('payment_accounts');
}
