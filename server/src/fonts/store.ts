import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Font } from '@luneo/sdk/contracts/products.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { newId } from '../id.js';
import { notFound } from '../problem.js';
import { sanitiseFont } from './sanitise.js';

export interface FontRow {
  id: string;
  brand_id: string;
  family: string;
  style: Font['style'];
  /** SHA-256 (hex) of the stored file. */
  hash: string;
  bytes: number;
  file_key: string;
  created_at: string;
}
export type FontRecord = Omit<Font, 'url'>;

export async function listFonts(db: Knex, scope: Pick<Scope, 'brandId'>): Promise<FontRecord[]> {
  return (await db<FontRow>('fonts').where({ brand_id: scope.brandId }).orderBy('id')).map(toFont);
}

/** Throws `not-found`. */
export async function getFont(db: Knex, scope: Pick<Scope, 'brandId'>, id: string): Promise<FontRecord> {
  const row = await db<FontRow>('fonts').where({ brand_id: scope.brandId, id }).first();
  if (!row) throw notFound('font', id);
  return toFont(row);
}

/** Where every client loads it from: public, immutable. */
export const fontUrl = (publicUrl: string, hash: string): string => `${publicUrl}/files/fonts/${hash}.ttf`;
export const withUrl = (font: FontRecord, publicUrl: string): Font => ({ ...font, url: fontUrl(publicUrl, font.hash) });

const fileKey = (hash: string): string => `fonts/${hash}.ttf`;

/**
 * Cleans and keeps a font; `id` is given by seeds only. The same file again gives the font that is there. Throws `font-invalid`.
 */
export async function createFont(
  { db, files }: Pick<Deps, 'db' | 'files'>,
  scope: Pick<Scope, 'brandId'>,
  input: { id?: string; family: string; style: Font['style']; bytes: Uint8Array },
): Promise<FontRecord> {
  const bytes = await sanitiseFont(input.bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const existing = await db<FontRow>('fonts').where({ brand_id: scope.brandId, hash }).first();
  if (existing) return toFont(existing);
  await files.put(fileKey(hash), bytes, 'font/ttf');
  const row: FontRow = {
    id: input.id ?? newId('fnt'),
    brand_id: scope.brandId,
    family: input.family,
    style: input.style,
    hash,
    bytes: bytes.byteLength,
    file_key: fileKey(hash),
    created_at: new Date().toISOString(),
  };
  try {
    await db<FontRow>('fonts').insert(row);
  } catch (error) {
    const other = isUniqueViolation(error) ? await db<FontRow>('fonts').where({ brand_id: scope.brandId, hash }).first() : undefined;
    if (other) return toFont(other);
    throw error;
  }
  return toFont(row);
}

/** Bytes of a font file; null when no brand has it. */
export async function fontBytes({ files }: Pick<Deps, 'files'>, hash: string): Promise<Uint8Array | null> {
  return /^[0-9a-f]{64}$/.test(hash) ? files.get(fileKey(hash)) : null;
}

function toFont(row: FontRow): FontRecord {
  return { id: row.id, family: row.family, style: row.style, hash: row.hash, bytes: row.bytes };
}
