import type { Knex } from 'knex';
import type { AssetRow } from '../assets/store.js';
import type { ResultRow } from '../budgets/results.js';
import type { Deps } from '../deps.js';
import type { GenerationRow } from './store.js';

/** Days that a picture made from words stays when nobody keeps, orders or goes on using it. */
export const RETENTION_DAYS = 90;
const DAY = 86_400_000;
const BATCH = 200;

type RetentionDeps = Pick<Deps, 'db' | 'files'>;

/**
 * Deletes what was made from words and is older than 90 days, files first, so that a pass that is cut off is completed by the next:
 * pictures that are not kept, not ordered, in no design that was touched since or that an open link shows, and in no version;
 * previews and production files of such generations; answers that were kept for asking again. Returns how many pictures went.
 */
export async function pruneGenerated(deps: RetentionDeps, now = Date.now()): Promise<number> {
  const before = new Date(now - RETENTION_DAYS * DAY).toISOString();
  const gone = await prunePictures(deps, before, new Date(now).toISOString());
  await pruneFiles(deps, before);
  await pruneResults(deps, before);
  return gone;
}

async function prunePictures({ db, files }: RetentionDeps, before: string, now: string): Promise<number> {
  let gone = 0;
  for (let last = ''; ;) {
    const old = (await db<AssetRow>('assets')
      .whereNotNull('generation_id')
      .where({ kept: false })
      .where('created_at', '<', before)
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)) as AssetRow[];
    for (const asset of old) {
      if (await isInUse(db, asset, before, now)) continue;
      if (await isOrdered(db, asset)) {
        await db<AssetRow>('assets').where({ id: asset.id }).update({ kept: true });
        continue;
      }
      await files.delete(asset.file_key);
      await files.delete(asset.preview_key);
      gone += await db<AssetRow>('assets').where({ id: asset.id, kept: false }).delete();
    }
    if (old.length < BATCH) return gone;
    last = old.at(-1)!.id;
  }
}

/** Ids hold no characters that mean something to `like` but `_`, which stands for itself too. */
const holds = (id: string): string => `%"${id}"%`;

/** In a design that was saved, or finalized, since; in one that others still see by a link; in a version, which stays until it is removed. */
async function isInUse(db: Knex, { id, brand_id, owner_id }: AssetRow, since: string, now: string): Promise<boolean> {
  const holding = (table: string) => db(table).where({ brand_id, owner_id }).where('document', 'like', holds(id));
  const links = db('design_shares')
    .where({ brand_id, owner_id })
    .where((open) => void open.whereNull('expires_at').orWhere('expires_at', '>', now))
    .select('design_id');
  const uses = [
    holding('designs').where((used) => void used.where('updated_at', '>=', since).orWhereIn('id', links)),
    holding('design_snapshots').where('created_at', '>=', since),
    holding('design_versions'),
  ];
  for (const use of uses) if (await use.first('id')) return true;
  return false;
}

async function isOrdered(db: Knex, { id, brand_id, owner_id }: AssetRow): Promise<boolean> {
  const ordered = await db('design_snapshots')
    .join('order_items', 'order_items.snapshot_id', 'design_snapshots.id')
    .where({ 'design_snapshots.brand_id': brand_id, 'design_snapshots.owner_id': owner_id })
    .where('design_snapshots.document', 'like', holds(id))
    .first('order_items.id');
  return ordered !== undefined;
}

/** A generation's own files stay as long as its picture. */
async function pruneFiles({ db, files }: RetentionDeps, before: string): Promise<void> {
  for (let last = ''; ;) {
    const old = (await db<GenerationRow>('generations')
      .where('created_at', '<', before)
      .where((any) => void any.whereNotNull('preview_key').orWhereNotNull('high_res_key'))
      .where((any) => void any.whereNull('asset_id').orWhereNotIn('asset_id', db('assets').select('id')))
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)) as GenerationRow[];
    for (const row of old) {
      for (const key of [row.preview_key, row.high_res_key]) if (key !== null) await files.delete(key);
      await db<GenerationRow>('generations').where({ id: row.id }).update({ preview_key: null, high_res_key: null, asset_id: null });
    }
    if (old.length < BATCH) return;
    last = old.at(-1)!.id;
  }
}

async function pruneResults({ db, files }: RetentionDeps, before: string): Promise<void> {
  for (;;) {
    const old = (await db<ResultRow>('ai_results').where('created_at', '<', before).limit(BATCH)) as ResultRow[];
    for (const { brand_id, key, file_key } of old) {
      if (file_key !== null) await files.delete(file_key);
      await db<ResultRow>('ai_results').where({ brand_id, key }).delete();
    }
    if (old.length < BATCH) return;
  }
}
