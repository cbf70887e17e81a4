import type { Knex } from 'knex';

/** Which refresh token one was given for; null for the first of a sign-in, and for those from before this column. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('refresh_tokens', (t) => {
    t.string('predecessor', 64).nullable().index();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('refresh_tokens', (t) => {
    t.dropIndex(['predecessor']);
    t.dropColumn('predecessor');
  });
}
