import type { Knex } from 'knex';
import type { Erasure } from '@luneo/sdk/contracts/privacy.js';
import type { Scope } from '../auth/scope.js';
import { newId } from '../id.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';

export interface ErasureRow {
  id: string;
  brand_id: string;
  owner_id: string | null;
  mode: Scope['mode'] | null;
  status: Erasure['status'];
  /** JSON */
  files: string;
  /** JSON */
  mails: string;
  created_at: string;
  finished_at: string | null;
}

/** What is left to do once the rows are gone. */
export interface Leftovers {
  files: readonly string[];
  mails: readonly string[];
}

export async function insertErasure(
  tx: Knex,
  brandId: string,
  owner: { id: string; mode: Scope['mode'] } | null,
  left: Leftovers,
): Promise<ErasureRow> {
  const row: ErasureRow = {
    id: newId('era'),
    brand_id: brandId,
    owner_id: owner?.id ?? null,
    mode: owner?.mode ?? null,
    status: 'queued',
    files: JSON.stringify([...new Set(left.files)]),
    mails: JSON.stringify(left.mails),
    created_at: new Date().toISOString(),
    finished_at: null,
  };
  await tx<ErasureRow>('erasures').insert(row);
  return row;
}

export async function getErasure(db: Knex, id: string): Promise<ErasureRow | null> {
  return (await db<ErasureRow>('erasures').where({ id }).first()) ?? null;
}

export async function listErasures(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor }: PageRequest,
): Promise<{ items: Erasure[]; nextCursor: string | null }> {
  const query = db<ErasureRow>('erasures').where({ brand_id: scope.brandId });
  if (cursor) query.where('id', '<', cursor);
  const { rows, nextCursor } = pageOf((await query.orderBy('id', 'desc').limit(limit + 1)) as ErasureRow[], limit);
  return { items: rows.map(toErasure), nextCursor };
}

/** Nothing is left to do; the lists are forgotten, too. */
export async function finishErasure(db: Knex, id: string): Promise<void> {
  await db<ErasureRow>('erasures')
    .where({ id })
    .update({ status: 'done', files: '[]', mails: '[]', finished_at: new Date().toISOString() });
}

export function toErasure(row: ErasureRow): Erasure {
  return {
    id: row.id,
    brandId: row.brand_id,
    ownerId: row.owner_id,
    status: row.status,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
