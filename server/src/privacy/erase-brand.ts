import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import { keyCacheOf } from '../auth/key-cache.js';
import type { Scope } from '../auth/scope.js';
import { sessionCacheOf } from '../auth/session-cache.js';
import { brandStandingsOf } from '../brands/standing.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { Problem } from '../problem.js';
import { insertErasure, type ErasureRow } from './store.js';
import { describeTables, fileColumns } from './tables.js';
import { withoutTimeLimit } from '../drivers/database/portions.js';

const BATCH = 500;
/** Kept: that the brand was there and that it is gone. */
const KEPT = new Set(['erasures']);

/**
 * Closes a brand for ever: keys, members and sessions are gone when this returns, so that nobody acts for it any more; rows and
 * files follow by a job. Throws `invalid-request` unless `confirm` is the brand's name.
 */
export async function eraseBrand({ db, queue }: Pick<Deps, 'db' | 'queue'>, scope: Scope, confirm: string): Promise<ErasureRow> {
  const { brandId } = scope;
  const row = await asSystem(db, () =>
    db.transaction(async (tx) => {
      const brand = (await tx('brands').where({ id: brandId }).first('name')) as { name: string } | undefined;
      if (brand?.name !== confirm)
        throw new Problem('invalid-request', 'Send the name of the brand, exactly as it is, as confirm. Nothing was deleted.', {
          errors: [{ path: 'query.confirm', message: "must be the brand's name" }],
        });
      await recordAudit(tx, scope, { action: 'brand.erased', target: brandId });
      await tx('brands').where({ id: brandId }).update({ status: 'suspended' });
      await tx('api_keys').where({ brand_id: brandId }).delete();
      const mails = await eraseMembers(tx, brandId);
      const erasure = await insertErasure(tx, brandId, null, { files: [], mails });
      await queue.add(tx, 'erase', { erasureId: erasure.id, brandId }, { key: `erase:${erasure.id}` });
      return erasure;
    }),
  );
  keyCacheOf(db).clear();
  sessionCacheOf(db).clear();
  brandStandingsOf(db).clear();
  return row;
}

/** People who worked for no other brand are forgotten as well. Returns the ids of mails to them and of the brand. */
async function eraseMembers(tx: Knex, brandId: string): Promise<string[]> {
  const members = (await tx('memberships').where({ brand_id: brandId }).select('user_id')) as { user_id: string }[];
  await tx('memberships').where({ brand_id: brandId }).delete();
  await tx('staff_sessions').where({ brand_id: brandId }).delete();
  const gone = (await tx('users')
    .whereIn(
      'id',
      members.map(({ user_id }) => user_id),
    )
    .where({ is_platform_admin: false })
    .whereNotIn('id', tx('memberships').select('user_id'))
    .select('id', 'email')) as { id: string; email: string }[];
  const toThem = gone.map(({ email }) => email);
  const mails = (await tx('mails')
    .where({ brand_id: brandId })
    .orWhere((query) => void query.whereNull('brand_id').whereIn('recipient', toThem))
    .select('id')) as { id: string }[];
  const ids = mails.map(({ id }) => id);
  // A database binds so many values to a statement, and a brand may have written to more people.
  for (let at = 0; at < ids.length; at += BATCH)
    await tx('mails')
      .whereIn('id', ids.slice(at, at + BATCH))
      .delete();
  await tx('users')
    .whereIn(
      'id',
      gone.map(({ id }) => id),
    )
    .delete();
  return ids;
}

/** The job's part: files, then rows, in steps that others do not wait for. May run any number of times. */
export async function eraseBrandRows({ db, files }: Pick<Deps, 'db' | 'files'>, brandId: string, signal: AbortSignal): Promise<void> {
  const tables = [...(await describeTables(db))].filter(([table, columns]) => columns.has('brand_id') && !KEPT.has(table));
  for (const [table, columns] of tables)
    for (const column of fileColumns(columns)) await eraseFiles(db, files, { table, column, brandId }, signal);
  await db('jobs').where('payload', 'like', `%"${brandId}"%`).whereNot({ name: 'erase' }).delete();
  await db('realtime_tickets').where('scope', 'like', `%"${brandId}"%`).delete();
  for (const [table, columns] of tables) if (columns.has('id')) await eraseRows(db, table, brandId, signal);
  // The ledger goes with its brand, in one statement, however long it has grown.
  await db.transaction(async (tx) => {
    await withoutTimeLimit(tx);
    await tx('brands').where({ id: brandId }).delete();
  });
  for (const [table] of tables) await db(table).where({ brand_id: brandId }).delete();
}

/** A file that another brand has too, such as the same font, stays. */
async function eraseFiles(
  db: Knex,
  files: Deps['files'],
  { table, column, brandId }: { table: string; column: string; brandId: string },
  signal: AbortSignal,
): Promise<void> {
  const rows = (await db(table).where({ brand_id: brandId }).whereNotNull(column).distinct(column)) as Record<string, string>[];
  for (const key of rows.map((row) => row[column]!)) {
    signal.throwIfAborted();
    const shared: unknown =
      key === '' ||
      (await db(table)
        .where({ [column]: key })
        .whereNot({ brand_id: brandId })
        .first(column));
    if (!shared) await files.delete(key);
  }
}

/** In batches. Rows that others refer to, and ledgers that go only with their brand, are left for the end. */
async function eraseRows(db: Knex, table: string, brandId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const batch = db(table).where({ brand_id: brandId }).limit(BATCH).select('id');
    const deleted = await db(table)
      .whereIn('id', batch)
      .delete()
      .catch(() => 0);
    if (deleted === 0) return;
  }
}
