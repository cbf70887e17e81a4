import type { Knex } from 'knex';

/** Every try of a webhook, the language of people, how many mails may go to strangers, registrations that wait for a mail, and a new address of an account. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('mails', (t) => {
    t.string('locale', 8).notNullable().defaultTo('en');
    /** test, live, or null for what concerns an account or the brand in both. Not `mode`: no wall is built on it. */
    t.string('in_mode', 8).nullable();
    /** Why it was not sent: test-mail-limit */
    t.string('withheld', 32).nullable();
    /** Whether it has a place among the day's mails to strangers. */
    t.boolean('is_counted').notNullable().defaultTo(false);
    t.index(['brand_id', 'id'], 'mails_brand');
  });
  /** Mails of a brand to strangers on a day (UTC), in test mode or while its address is not confirmed. */
  await db.schema.createTable('mail_days', (t) => {
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('day', 10).notNullable();
    t.integer('sent').notNullable();
    t.primary(['brand_id', 'day']);
  });
  await db.schema.alterTable('orders', (t) => t.string('locale', 8).nullable());
  await db.schema.alterTable('users', (t) => t.string('locale', 8).notNullable().defaultTo('en'));
  /** Somebody registers with an address that an account has which nobody confirmed: whoever reads its mail decides. */
  await db.schema.createTable('registrations', (t) => {
    t.string('token_hash', 64).primary();
    t.string('email', 254).notNullable().index();
    t.string('name', 120).notNullable();
    t.string('password_hash', 200).notNullable();
    t.string('locale', 8).notNullable();
    t.string('brand_name', 120).notNullable();
    t.string('shop_url', 300).nullable();
    t.string('brand_locale', 20).notNullable();
    t.string('created_at', 30).notNullable();
    t.string('expires_at', 30).notNullable().index();
  });
  /** JSON list of the last tries, oldest first; null before the first. */
  await db.schema.alterTable('webhook_deliveries', (t) => t.text('log').nullable());
  /** The address that an account wants, of a `change-email` token. */
  await db.schema.alterTable('account_tokens', (t) => t.string('email', 254).nullable());
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('account_tokens', (t) => t.dropColumn('email'));
  await db.schema.alterTable('webhook_deliveries', (t) => t.dropColumn('log'));
  await db.schema.dropTable('registrations');
  await db.schema.alterTable('users', (t) => t.dropColumn('locale'));
  await db.schema.alterTable('orders', (t) => t.dropColumn('locale'));
  await db.schema.dropTable('mail_days');
  await db.schema.alterTable('mails', (t) => t.dropIndex(['brand_id', 'id'], 'mails_brand'));
  await db.schema.alterTable('mails', (t) => t.dropColumns('locale', 'in_mode', 'withheld', 'is_counted'));
}
