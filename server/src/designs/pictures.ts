import type { Knex } from 'knex';
import type { AssetRow } from '../assets/store.js';
import type { Scope } from '../auth/scope.js';
import { visible } from './store.js';

/** What layout and painters need to know of a picture. */
export interface Picture {
  id: string;
  /** Pixels. */
  width: number;
  height: number;
  hasAlpha: boolean;
  fileKey: string;
  mime: AssetRow['mime'];
}

/** The pictures of these ids that the scope may use, by id; others are left out. */
export async function findPictures(db: Knex, scope: Scope, ids: readonly string[]): Promise<Map<string, Picture>> {
  if (ids.length === 0) return new Map();
  const rows = (await visible(db<AssetRow>('assets').whereIn('id', [...ids]), scope)) as AssetRow[];
  return new Map(
    rows.map(({ id, width, height, has_alpha, file_key, mime }) => [
      id,
      { id, width, height, hasAlpha: Boolean(has_alpha), fileKey: file_key, mime },
    ]),
  );
}
