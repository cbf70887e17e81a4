import type { Knex } from 'knex';

/** Work to be done and news of what was, orders with their payments and production files. JSON columns are text, times ISO 8601 UTC. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('jobs', (t) => {
    t.string('id', 44).primary();
    t.string('name', 32).notNullable();
    t.string('key', 120).nullable().unique();
    t.text('payload').notNullable();
    /** queued, running, done, dead */
    t.string('status', 16).notNullable();
    /** Not before this time; of a running job: when its lease ends. */
    t.string('run_at', 30).notNullable();
    t.integer('attempts').notNullable().defaultTo(0);
    t.string('worker', 44).nullable();
    t.text('error').nullable();
    t.string('created_at', 30).notNullable();
    t.string('finished_at', 30).nullable();
    t.index(['status', 'run_at']);
  });
  await db.schema.createTable('events', (t) => {
    t.increments('id');
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).nullable();
    t.string('topic', 60).notNullable();
    t.string('type', 40).notNullable();
    t.text('data').notNullable();
    t.string('created_at', 30).notNullable().index();
  });
  await db.schema.createTable('idempotency_keys', (t) => {
    /** SHA-256 of caller, endpoint and Idempotency-Key. */
    t.string('key', 64).primary();
    t.string('request_hash', 64).notNullable();
    t.string('resource_id', 44).notNullable();
    t.string('created_at', 30).notNullable().index();
  });
  await db.schema.createTable('realtime_tickets', (t) => {
    t.string('hash', 64).primary();
    t.text('scope').notNullable();
    t.string('origin', 300).nullable();
    t.string('token_expires_at', 30).nullable();
    t.string('expires_at', 30).notNullable().index();
  });
  await db.schema.createTable('orders', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('owner_id', 44).notNullable();
    t.string('mode', 8).notNullable();
    t.string('number', 20).notNullable();
    t.string('status', 20).notNullable();
    t.string('payment_status', 16).notNullable();
    t.string('print_status', 16).notNullable();
    t.string('currency', 3).notNullable();
    t.integer('total').notNullable();
    t.string('email', 254).nullable();
    t.string('success_url', 2000).notNullable();
    t.string('cancel_url', 2000).notNullable();
    t.string('checkout_session_id', 120).nullable().unique();
    t.string('checkout_url', 2000).nullable();
    t.string('payment_checked_at', 30).notNullable();
    t.string('created_at', 30).notNullable();
    t.string('updated_at', 30).notNullable();
    t.string('paid_at', 30).nullable();
    t.unique(['brand_id', 'number']);
    t.index(['brand_id', 'mode', 'id']);
    t.index(['brand_id', 'owner_id', 'id']);
    t.index(['status', 'payment_checked_at']);
  });
  await db.schema.createTable('order_items', (t) => {
    t.string('id', 44).primary();
    t.string('order_id', 44).notNullable().references('orders.id').onDelete('CASCADE');
    t.integer('position').notNullable();
    t.string('design_id', 44).notNullable();
    t.string('snapshot_id', 44).notNullable().references('design_snapshots.id');
    t.string('product_name', 120).notNullable();
    t.integer('quantity').notNullable();
    t.text('quote').notNullable();
    t.unique(['order_id', 'position']);
  });
  await db.schema.createTable('payments', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('order_id', 44).notNullable().unique().references('orders.id').onDelete('CASCADE');
    t.string('session_id', 120).notNullable().unique();
    t.string('payment_intent_id', 120).nullable().unique();
    t.integer('amount').notNullable();
    t.string('currency', 3).notNullable();
    t.string('created_at', 30).notNullable();
  });
  await db.schema.createTable('webhook_events', (t) => {
    t.string('id', 120).primary();
    t.string('type', 80).notNullable();
    t.string('received_at', 30).notNullable();
  });
  await db.schema.createTable('print_files', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('order_id', 44).notNullable().references('orders.id').onDelete('CASCADE');
    t.string('item_id', 44).notNullable().references('order_items.id').onDelete('CASCADE');
    t.string('side', 64).notNullable();
    t.string('format', 8).notNullable();
    t.string('file_key', 300).notNullable();
    t.integer('bytes').notNullable();
    t.string('hash', 64).notNullable();
    t.string('created_at', 30).notNullable();
    t.unique(['item_id', 'side', 'format']);
    t.index(['order_id']);
  });
  await db.schema.createTable('mails', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('order_id', 44).notNullable().references('orders.id').onDelete('CASCADE');
    t.string('kind', 32).notNullable();
    t.string('recipient', 254).notNullable();
    t.string('created_at', 30).notNullable();
    t.string('sent_at', 30).nullable();
    t.unique(['order_id', 'kind']);
  });
}

export async function down(db: Knex): Promise<void> {
  const tables = [
    'mails',
    'print_files',
    'webhook_events',
    'payments',
    'order_items',
    'orders',
    'realtime_tickets',
    'idempotency_keys',
    'events',
    'jobs',
  ];
  for (const table of tables) await db.schema.dropTable(table);
}
