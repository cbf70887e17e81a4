import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { CallKind } from './ledger.js';

/** An answer that was paid for. `data` is JSON; bytes lie in the file store. */
export interface ResultRow {
  brand_id: string;
  key: string;
  kind: CallKind;
  model: string;
  data: string;
  file_key: string | null;
  created_at: string;
}

/** SHA-256 of a question: the same parts ask the same. */
export const questionKey = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

export const resultFile = (brandId: string, key: string): string => `results/${brandId}/${key}`;

export async function findResult(db: Knex, brandId: string, key: string): Promise<ResultRow | undefined> {
  return db<ResultRow>('ai_results').where({ brand_id: brandId, key }).first();
}

/** Keeps an answer; of two callers who got one each, the first one's stays. */
export async function keepResult(tx: Knex, row: ResultRow): Promise<void> {
  await tx<ResultRow>('ai_results').insert(row).onConflict(['brand_id', 'key']).ignore();
}

export async function forgetResult(db: Knex, brandId: string, key: string): Promise<void> {
  await db<ResultRow>('ai_results').where({ brand_id: brandId, key }).delete();
}
