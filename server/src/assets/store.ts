import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Asset } from '@luneo/sdk/contracts/designs.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { visible } from '../designs/store.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { signedFileUrl } from '../files/signed-url.js';
import { newId } from '../id.js';
import { notFound } from '../problem.js';
import type { Decoded } from './decode-child.js';
import type { PictureType } from './kind.js';

export interface AssetRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  name: string;
  mime: PictureType;
  bytes: number;
  width: number;
  height: number;
  has_alpha: boolean | number;
  hash: string;
  file_key: string;
  preview_key: string;
  preview_mime: string;
  created_at: string;
  /** Set for a picture that was made from words. */
  generation_id: string | null;
  /** A picture that was made from words stays, also when nobody uses it. */
  kept: boolean | number;
}

const EXTENSION: Readonly<Record<PictureType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};

/** Throws `not-found` for pictures that are not there and for those of others alike. */
export async function getAsset(db: Knex, scope: Scope, id: string): Promise<AssetRow> {
  const row = (await visible(db<AssetRow>('assets'), scope).where({ id }).first()) as AssetRow | undefined;
  if (!row) throw notFound('asset', id);
  return row;
}

/** Keeps a picture that was made from words, or lets it go after its time; uploads stay anyway. */
export async function keepAsset(db: Knex, scope: Scope, id: string, kept: boolean): Promise<AssetRow> {
  const [row] = (await visible(db<AssetRow>('assets'), scope).where({ id }).update({ kept }).returning('*')) as AssetRow[];
  if (!row) throw notFound('asset', id);
  return row;
}

/** Keeps a decoded picture: files first, then the row, so that a row always has its files. The same picture again gives the same asset. */
export async function saveAsset(
  { db, files }: Pick<Deps, 'db' | 'files'>,
  scope: Scope,
  name: string,
  picture: Omit<Decoded, 'previewWidth' | 'previewHeight'>,
  generationId: string | null = null,
): Promise<AssetRow> {
  const hash = createHash('sha256').update(picture.bytes).digest('hex');
  const same = { brand_id: scope.brandId, owner_id: scope.ownerId ?? scope.actorId, mode: scope.mode, hash, name };
  const find = () => db<AssetRow>('assets').where(same).first();
  const existing = await find();
  if (existing) return existing;
  const id = newId('ast');
  const folder = `assets/${scope.brandId}/${id}`;
  const row: AssetRow = {
    id,
    ...same,
    mime: picture.mime,
    bytes: picture.bytes.length,
    width: picture.width,
    height: picture.height,
    has_alpha: picture.hasAlpha,
    file_key: `${folder}/original.${EXTENSION[picture.mime]}`,
    preview_key: `${folder}/preview.webp`,
    preview_mime: 'image/webp',
    created_at: new Date().toISOString(),
    generation_id: generationId,
    kept: false,
  };
  try {
    await files.put(row.file_key, picture.bytes, row.mime);
    await files.put(row.preview_key, picture.preview, row.preview_mime);
    await db<AssetRow>('assets').insert(row);
    return row;
  } catch (error) {
    await Promise.allSettled([files.delete(row.file_key), files.delete(row.preview_key)]);
    const other = isUniqueViolation(error) ? await find() : undefined;
    if (other) return other;
    throw error;
  }
}

/** With URLs that live 30 to 60 minutes. */
export function toAsset(row: AssetRow, config: Deps['config']): Asset {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    mime: row.mime,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    hasAlpha: Boolean(row.has_alpha),
    hash: row.hash,
    url: signedFileUrl(config, row.file_key),
    previewUrl: signedFileUrl(config, row.preview_key),
    createdAt: row.created_at,
  };
}
