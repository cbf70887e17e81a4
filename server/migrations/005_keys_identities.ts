import type { Knex } from 'knex';

/** Keys with scopes, last use and successors; identities at other providers. JSON columns are text, times ISO 8601 UTC. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('api_keys', (t) => {
    /** JSON list of permissions; null: everything. */
    t.text('scopes').nullable();
    t.string('last_used_at', 30).nullable();
    t.string('replaced_by', 44).nullable();
  });
  /** Who somebody is at a provider. Found by provider and subject alone: an e-mail address proves nothing. */
  await db.schema.createTable('identities', (t) => {
    t.string('id', 44).primary();
    t.string('user_id', 44).notNullable().references('users.id').onDelete('CASCADE').index();
    t.string('provider', 40).notNullable();
    t.string('subject', 255).notNullable();
    /** As the provider told it last, for people to recognise. */
    t.string('label', 254).notNullable();
    t.string('created_at', 30).notNullable();
    t.string('used_at', 30).nullable();
    t.unique(['provider', 'subject']);
    t.unique(['user_id', 'provider']);
  });
  /** Sign-ins that came back from a provider, so that each counts once. Hashes of their state. */
  await db.schema.createTable('oauth_returns', (t) => {
    t.string('hash', 64).primary();
    t.string('expires_at', 30).notNullable().index();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('oauth_returns');
  await db.schema.dropTable('identities');
  await db.schema.alterTable('api_keys', (t) => t.dropColumns('scopes', 'last_used_at', 'replaced_by'));
}
