import type { Knex } from 'knex';

/**
 * Accounts apart from brands (one person may work for several), their sessions and second factors, invitations, shoppers with an
 * account, the audit log, and mails of every kind. JSON columns are text, times ISO 8601 UTC, hashes SHA-256 in hex.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('brands', (t) => {
    t.string('shop_url', 300).nullable();
    t.string('locale', 20).notNullable().defaultTo('en');
    t.string('updated_at', 30).nullable();
  });
  await moveUsers(db);
  await createSessions(db);
  await createShopperAccounts(db);
  await db.schema.createTable('audit_log', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).nullable().references('brands.id').onDelete('CASCADE');
    /** Not `mode`: one log for both, whichever the reader is in. */
    t.string('in_mode', 8).nullable();
    /** user, key, shopper, system */
    t.string('actor_kind', 16).notNullable();
    t.string('actor_id', 44).notNullable();
    t.string('actor_name', 254).notNullable();
    t.string('action', 60).notNullable();
    t.string('target', 120).nullable();
    t.text('data').notNullable();
    t.string('ip', 45).nullable();
    t.string('request_id', 64).nullable();
    t.string('created_at', 30).notNullable().index();
    t.index(['brand_id', 'id']);
    t.index(['brand_id', 'action', 'id']);
  });
  await moveMails(db);
}

async function moveUsers(db: Knex): Promise<void> {
  await db.schema.createTable('accounts', (t) => {
    t.string('id', 44).primary();
    t.string('email', 254).notNullable();
    t.string('name', 120).notNullable();
    /** argon2id; text that is no such hash matches no password. */
    t.string('password_hash', 200).notNullable();
    t.boolean('is_platform_admin').notNullable().defaultTo(false);
    t.boolean('demo').notNullable().defaultTo(false);
    t.string('email_verified_at', 30).nullable();
    /** Sealed; confirmed once `totp_enabled_at` is set. */
    t.text('totp_secret').nullable();
    t.string('totp_enabled_at', 30).nullable();
    /** Time step of the newest code that was taken: it and older ones are refused. */
    t.integer('totp_step').nullable();
    t.string('created_at', 30).notNullable();
    t.unique(['email'], { indexName: 'users_email_key' });
  });
  await db.schema.createTable('memberships', (t) => {
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('user_id', 44).notNullable().references('accounts.id').onDelete('CASCADE').index();
    t.string('role', 32).notNullable();
    t.string('created_at', 30).notNullable();
    t.primary(['brand_id', 'user_id']);
  });
  type Old = Record<'id' | 'email' | 'name' | 'password_hash' | 'created_at' | 'role', string> & { brand_id: string | null; demo: boolean };
  for (const { brand_id, role, demo, ...user } of (await db('users').select('*')) as Old[]) {
    const is_platform_admin = role === 'platform_admin';
    const demoUser = Boolean(demo);
    await db('accounts').insert({ ...user, demo: demoUser, is_platform_admin, email_verified_at: user.created_at });
    if (brand_id && !is_platform_admin) await db('memberships').insert({ brand_id, user_id: user.id, role, created_at: user.created_at });
  }
  await db.schema.dropTable('users');
  await db.schema.renameTable('accounts', 'users');
}

async function createSessions(db: Knex): Promise<void> {
  /** One sign-in on one device; every refresh token that it was given is of its family. */
  await db.schema.createTable('staff_sessions', (t) => {
    t.string('id', 44).primary();
    t.string('user_id', 44).notNullable().references('users.id').onDelete('CASCADE').index();
    /** The brand that it acts for; null for an account without one. */
    t.string('brand_id', 44).nullable().references('brands.id').onDelete('CASCADE');
    t.string('user_agent', 200).notNullable();
    t.string('ip', 45).notNullable();
    t.string('created_at', 30).notNullable();
    t.string('used_at', 30).notNullable();
    t.string('expires_at', 30).notNullable().index();
    t.string('ended_at', 30).nullable();
    /** logout, ended, password, totp, replayed, removed */
    t.string('end_reason', 16).nullable();
  });
  await db.schema.createTable('refresh_tokens', (t) => {
    t.string('hash', 64).primary();
    t.string('session_id', 44).notNullable().references('staff_sessions.id').onDelete('CASCADE').index();
    t.string('expires_at', 30).notNullable();
    t.string('used_at', 30).nullable();
  });
  /** What a link in a mail proves: verify-email, reset-password. */
  await db.schema.createTable('account_tokens', (t) => {
    t.string('hash', 64).primary();
    t.string('user_id', 44).notNullable().references('users.id').onDelete('CASCADE');
    t.string('purpose', 20).notNullable();
    t.string('expires_at', 30).notNullable().index();
    t.string('used_at', 30).nullable();
    t.index(['user_id', 'purpose']);
  });
  await db.schema.createTable('recovery_codes', (t) => {
    t.string('hash', 64).notNullable();
    t.string('user_id', 44).notNullable().references('users.id').onDelete('CASCADE');
    t.string('used_at', 30).nullable();
    t.primary(['user_id', 'hash']);
  });
  await db.schema.createTable('invitations', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('email', 254).notNullable();
    t.string('role', 32).notNullable();
    t.string('token_hash', 64).notNullable().unique();
    t.string('invited_by', 44).notNullable();
    t.string('created_at', 30).notNullable();
    t.string('expires_at', 30).notNullable();
    t.string('accepted_at', 30).nullable();
    t.string('revoked_at', 30).nullable();
    t.index(['brand_id', 'id']);
  });
}

async function createShopperAccounts(db: Knex): Promise<void> {
  /** Shoppers who can be found again; their id is the owner id of their rows. */
  await db.schema.createTable('shoppers', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('mode', 8).notNullable();
    t.string('email', 254).nullable();
    /** The merchant's own customer id. */
    t.string('external_id', 200).nullable();
    t.string('created_at', 30).notNullable();
    t.unique(['brand_id', 'mode', 'email']);
    t.unique(['brand_id', 'mode', 'external_id']);
  });
  /** Guests whose rows went to a shopper: their old sessions go on as that shopper. */
  await db.schema.createTable('shopper_guests', (t) => {
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('mode', 8).notNullable();
    t.string('guest_id', 44).notNullable();
    t.string('shopper_id', 44).notNullable().references('shoppers.id').onDelete('CASCADE');
    t.string('created_at', 30).notNullable();
    t.primary(['brand_id', 'mode', 'guest_id']);
  });
  await db.schema.createTable('email_codes', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).notNullable().references('brands.id').onDelete('CASCADE');
    t.string('mode', 8).notNullable();
    t.string('owner_id', 44).notNullable();
    t.string('email', 254).notNullable();
    t.string('code_hash', 64).notNullable();
    t.integer('attempts').notNullable().defaultTo(0);
    t.string('created_at', 30).notNullable();
    t.string('expires_at', 30).notNullable().index();
    t.string('used_at', 30).nullable();
    t.index(['brand_id', 'mode', 'owner_id', 'email']);
    t.index(['brand_id', 'mode', 'email']);
  });
}

/** Mails need no order and, to an account, no brand. `data` holds no secret that is readable. */
async function moveMails(db: Knex): Promise<void> {
  await db.schema.createTable('messages', (t) => {
    t.string('id', 44).primary();
    t.string('brand_id', 44).nullable().references('brands.id').onDelete('CASCADE');
    t.string('order_id', 44).nullable().references('orders.id').onDelete('CASCADE').index('mails_order');
    t.string('kind', 32).notNullable();
    t.string('recipient', 254).notNullable();
    t.text('data').notNullable();
    t.string('key', 120).nullable();
    t.string('created_at', 30).notNullable();
    t.string('sent_at', 30).nullable();
    t.unique(['key'], { indexName: 'mails_key' });
  });
  type Old = Record<'id' | 'brand_id' | 'order_id' | 'kind' | 'recipient' | 'created_at', string> & { sent_at: string | null };
  for (const mail of (await db('mails').select('*')) as Old[]) {
    const data = JSON.stringify({ orderId: mail.order_id });
    await db('messages').insert({ ...mail, data, key: `mail:${mail.order_id}:${mail.kind}` });
  }
  await db.schema.dropTable('mails');
  await db.schema.renameTable('messages', 'mails');
}

export async function down(): Promise<void> {
  throw new Error('Accounts cannot be put back into brands: one person may work for several. Restore a backup.');
}
