import type { Knex } from 'knex';

/** Selling: settings, coupons, the ways of an order from payment to the shopper's door, and the ledger. JSON columns are text. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('commerce_settings', (t) => {
    t.string('brand_id', 44).primary().references('brands.id').onDelete('CASCADE');
    t.text('shipping').notNullable();
    t.text('tax').notNullable();
    t.string('country', 2).nullable();
    t.boolean('address_required').notNullable();
    t.text('fabricators').notNullable();
    t.string('stripe_account_id', 60).nullable().unique();
    t.string('updated_at', 30).notNullable();
  });
  await db.schema.createTable('coupons', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('mode', 8).notNullable();
    t.string('code', 40).notNullable();
    t.text('discount').notNullable();
    t.boolean('is_active').notNullable();
    t.string('starts_at', 30).nullable();
    t.string('ends_at', 30).nullable();
    t.integer('minimum_amount').nullable();
    t.string('minimum_currency', 3).nullable();
    t.integer('max_uses').nullable();
    t.integer('max_per_shopper').nullable();
    t.integer('uses').notNullable().defaultTo(0);
    t.string('created_at', 30).notNullable();
    t.unique(['brand_id', 'mode', 'code']);
    t.index(['brand_id', 'id']);
    t.check('uses >= 0');
  });
  await db.schema.createTable('coupon_uses', (t) => {
    t.string('order_id', 44).primary().references('orders.id').onDelete('CASCADE');
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('coupon_id', 44).notNullable().references('coupons.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('created_at', 30).notNullable();
    t.string('released_at', 30).nullable();
    t.index(['coupon_id', 'owner_id']);
  });
  await db.schema.alterTable('orders', (t) => {
    t.string('payment_kind', 16).notNullable().defaultTo('checkout');
    t.string('payment_intent_id', 120).nullable();
    t.string('client_secret', 300).nullable();
    /** Connected account of a live order. */
    t.string('stripe_account', 60).nullable();
    t.integer('application_fee').notNullable().defaultTo(0);
    t.text('lines').notNullable().defaultTo('[]');
    t.integer('subtotal').notNullable().defaultTo(0);
    t.integer('discount').notNullable().defaultTo(0);
    t.integer('shipping').notNullable().defaultTo(0);
    t.integer('tax').notNullable().defaultTo(0);
    t.boolean('tax_included').notNullable().defaultTo(false);
    t.text('shipping_address').nullable();
    t.text('shipping_option').nullable();
    t.string('coupon_code', 40).nullable();
    t.integer('refunded').notNullable().defaultTo(0);
    t.text('dispute').nullable();
    t.string('fabricator_id', 44).nullable();
    t.string('production_started_at', 30).nullable();
    t.text('shipment').nullable();
    t.unique(['payment_intent_id']);
    t.index(['brand_id', 'fabricator_id', 'id']);
  });
  await db('orders').update({ subtotal: db.ref('total') });
  await db.schema.alterTable('order_items', (t) => {
    t.string('brand_id', 44).nullable();
    t.string('product_id', 44).nullable();
  });
  const of = (table: string, column: string, key: string) =>
    db(table)
      .select(column)
      .where(`${table}.id`, db.ref(`order_items.${key}`));
  await db('order_items').update({
    brand_id: of('orders', 'brand_id', 'order_id'),
    product_id: of('design_snapshots', 'product_id', 'snapshot_id'),
  });
  await db.schema.alterTable('payments', (t) => {
    t.string('charge_id', 120).nullable();
    t.string('stripe_account', 60).nullable();
    t.integer('application_fee').notNullable().defaultTo(0);
    t.integer('provider_fee').nullable();
  });
  await db.schema.createTable('refunds', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('order_id', 44).notNullable().references('orders.id').onDelete('CASCADE');
    t.string('status', 16).notNullable();
    t.integer('amount').notNullable();
    t.integer('fee_amount').notNullable().defaultTo(0);
    t.string('currency', 3).notNullable();
    t.string('reason', 40).nullable();
    t.string('note', 500).nullable();
    t.string('provider_id', 120).nullable().unique();
    t.string('created_at', 30).notNullable();
    t.string('updated_at', 30).notNullable();
    t.index(['order_id', 'id']);
    t.index(['status', 'created_at']);
  });
  await db.schema.createTable('ledger_entries', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('mode', 8).notNullable();
    /** Without a foreign key: what was booked outlives what it was booked for. */
    t.string('order_id', 44).nullable();
    t.string('kind', 32).notNullable();
    t.string('from_account', 16).notNullable();
    t.string('to_account', 16).notNullable();
    t.integer('amount').notNullable();
    t.string('currency', 3).notNullable();
    t.string('reference', 120).notNullable();
    t.string('created_at', 30).notNullable();
    t.unique(['kind', 'reference']);
    t.index(['brand_id', 'mode', 'id']);
    t.index(['order_id']);
    t.check('amount > 0 and from_account <> to_account');
  });
  await appendOnly(db);
  await db.schema.alterTable('idempotency_keys', (t) => {
    /** Set while the first request is carried out: who does, and until when that is believed. */
    t.string('locked_by', 44).nullable();
    t.string('locked_until', 30).nullable();
  });
}

/** The ledger refuses to be rewritten. Only together with their brand do entries go. */
async function appendOnly(db: Knex): Promise<void> {
  const message = 'the ledger is append-only';
  if (String(db.client.dialect) !== 'postgresql') {
    await db.raw(`create trigger ledger_entries_no_update before update on ledger_entries begin select raise(abort, '${message}'); end`);
    await db.raw(
      `create trigger ledger_entries_no_delete before delete on ledger_entries
       when exists (select 1 from brands where id = old.brand_id) begin select raise(abort, '${message}'); end`,
    );
    return;
  }
  await db.raw(
    `create function ledger_entries_append_only() returns trigger language plpgsql as $$
     begin
       if tg_op = 'DELETE' and not exists (select 1 from brands where id = old.brand_id) then return old; end if;
       raise exception '${message}';
     end $$`,
  );
  await db.raw(
    `create trigger ledger_entries_append_only before update or delete on ledger_entries
     for each row execute function ledger_entries_append_only()`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('idempotency_keys', (t) => t.dropColumns('locked_by', 'locked_until'));
  for (const table of ['ledger_entries', 'refunds', 'coupon_uses', 'coupons', 'commerce_settings']) await db.schema.dropTable(table);
  if (String(db.client.dialect) === 'postgresql') await db.raw('drop function ledger_entries_append_only()');
  await db.schema.alterTable('payments', (t) => t.dropColumns('charge_id', 'stripe_account', 'application_fee', 'provider_fee'));
  await db.schema.alterTable('order_items', (t) => t.dropColumns('brand_id', 'product_id'));
  await db.schema.alterTable('orders', (t) => {
    t.dropUnique(['payment_intent_id']);
    t.dropIndex(['brand_id', 'fabricator_id', 'id']);
  });
  await db.schema.alterTable('orders', (t) =>
    t.dropColumns(
      'payment_kind',
      'payment_intent_id',
      'client_secret',
      'stripe_account',
      'application_fee',
      'lines',
      'subtotal',
      'discount',
      'shipping',
      'tax',
      'tax_included',
      'shipping_address',
      'shipping_option',
      'coupon_code',
      'refunded',
      'dispute',
      'fabricator_id',
      'production_started_at',
      'shipment',
    ),
  );
}
