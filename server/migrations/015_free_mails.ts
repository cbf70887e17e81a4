import type { Knex } from 'knex';

/** Confirmations of live orders over nothing are counted too: nobody has paid for them, and the address was only typed. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('mail_days', (t) => {
    t.integer('free').notNullable().defaultTo(0);
  });
  await db.schema.alterTable('mails', (t) => {
    t.index(['brand_id', 'recipient'], 'mails_recipient');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('mails', (t) => t.dropIndex(['brand_id', 'recipient'], 'mails_recipient'));
  await db.schema.alterTable('mail_days', (t) => t.dropColumn('free'));
}
