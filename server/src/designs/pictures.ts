import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';

export interface AssetRow {
  id: string;
  width: number;
  height: number;
  hasAlpha: boolean;
  fileKey: string;
  mime: string;
}

/** The pictures of these ids that the scope may use; others are left out. */
export async function findAssets(db: Knex, scope: Scope, ids: readonly string[]): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  const query = db('assets')
    .whereIn('id', [...ids])
    .where({ brand_id: scope.brandId });
  if (scope.ownerId !== null) query.where({ owner_id: scope.ownerId });
  const rows = (await query) as { id: string; width: number; height: number; has_alpha: unknown; file_key: string; mime: string }[];
  return rows.map((row) => ({ ...row, hasAlpha: Boolean(row.has_alpha), fileKey: row.file_key }));
}
