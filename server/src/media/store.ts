import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Media } from '@luneo/sdk/contracts/media.js';
import type { Decoded } from '../assets/decode-child.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { newId } from '../id.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';
import { notFound, Problem } from '../problem.js';

export interface MediaRow {
  id: string;
  brand_id: string;
  name: string;
  bytes: number;
  width: number;
  height: number;
  has_alpha: boolean | number;
  hash: string;
  file_key: string;
  created_at: string;
}

/** Keeps a decoded picture, file first, so that a row always has its file. The same picture again gives the row that is there. */
export async function saveMedia(
  { db, files }: Pick<Deps, 'db' | 'files'>,
  scope: Scope,
  name: string,
  { preview, previewWidth, previewHeight, hasAlpha }: Decoded,
): Promise<MediaRow> {
  const hash = createHash('sha256').update(preview).digest('hex');
  const find = () => db<MediaRow>('media').where({ brand_id: scope.brandId, hash }).first();
  const existing = await find();
  if (existing) return existing;
  const id = newId('med');
  const row: MediaRow = {
    id,
    brand_id: scope.brandId,
    name,
    bytes: preview.length,
    width: previewWidth,
    height: previewHeight,
    has_alpha: hasAlpha,
    hash,
    // With the id in front, what is deleted here is never what is uploaded again at the same moment.
    file_key: `media/${id}/${hash}.webp`,
    created_at: new Date().toISOString(),
  };
  await files.put(row.file_key, preview, 'image/webp');
  try {
    await db.transaction(async (tx) => {
      await tx<MediaRow>('media').insert(row);
      await recordAudit(tx, scope, { action: 'media.created', target: id, data: { name } });
    });
    return row;
  } catch (error) {
    await files.delete(row.file_key).catch(() => {});
    const other = isUniqueViolation(error) ? await find() : undefined;
    if (other) return other;
    throw error;
  }
}

/** Throws `not-found`. */
export async function getMedia(db: Knex, scope: Scope, id: string): Promise<MediaRow> {
  const row = await db<MediaRow>('media').where({ id, brand_id: scope.brandId }).first();
  if (!row) throw notFound('picture', id);
  return row;
}

/** Newest first. */
export async function listMedia(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor }: PageRequest,
): Promise<{ rows: MediaRow[]; nextCursor: string | null }> {
  const query = db<MediaRow>('media').where({ brand_id: scope.brandId });
  if (cursor) query.where('id', '<', cursor);
  return pageOf(await query.orderBy('id', 'desc').limit(limit + 1), limit);
}

/** Row first: a file that stays behind shows nothing to anybody. Throws `not-found`, or `conflict` while a product shows it. */
export async function deleteMedia({ db, files }: Pick<Deps, 'db' | 'files'>, scope: Scope, id: string): Promise<void> {
  const { file_key } = await db.transaction(async (tx) => {
    const row = await tx<MediaRow>('media').where({ id, brand_id: scope.brandId }).first();
    if (!row) throw notFound('picture', id);
    const user = await productThatShows(tx, scope, mediaPath(row));
    if (user) throw new Problem('conflict', `The product ${user} shows this picture. Give it another one first.`);
    await tx('media').where({ id }).delete();
    await recordAudit(tx, scope, { action: 'media.deleted', target: id, data: { name: row.name } });
    return row;
  });
  await files.delete(file_key);
}

/** Name of a product whose picture, or one of whose mockups, this is. */
async function productThatShows(tx: Knex, scope: Scope, path: string): Promise<string | undefined> {
  const row = (await tx('products')
    .where({ brand_id: scope.brandId })
    .where((either) => void either.where('image_url', 'like', `%${path}`).orWhere('template', 'like', `%${path}"%`))
    .first('name')) as { name: string } | undefined;
  return row?.name;
}

const mediaPath = (row: MediaRow): string => `/${row.file_key}`;

export function toMedia(row: MediaRow, publicUrl: string): Media {
  return {
    id: row.id,
    name: row.name,
    mime: 'image/webp',
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    hasAlpha: Boolean(row.has_alpha),
    hash: row.hash,
    path: mediaPath(row),
    url: `${publicUrl}${mediaPath(row)}`,
    createdAt: row.created_at,
  };
}
