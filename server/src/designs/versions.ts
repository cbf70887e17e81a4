import type { Knex } from 'knex';
import type { Version, VersionDocument } from '@luneo/sdk/contracts/saved.js';
import { readDocument } from '@luneo/sdk/design/read.js';
import type { Scope } from '../auth/scope.js';
import { newId } from '../id.js';
import { notFound, Problem } from '../problem.js';
import { getDesignRow, visible } from './store.js';

/** Versions that one design may have. */
const MOST = 50;

interface VersionRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  design_id: string;
  name: string;
  revision: number;
  document: string;
  created_at: string;
}

const versions = (db: Knex, scope: Scope, designId: string) =>
  visible(db<VersionRow>('design_versions'), scope).where({ design_id: designId });

export async function listVersions(db: Knex, scope: Scope, designId: string): Promise<Version[]> {
  await getDesignRow(db, scope, designId);
  const rows: unknown = await versions(db, scope, designId)
    .select('id', 'design_id', 'name', 'revision', 'created_at')
    .orderBy('id', 'desc')
    .limit(MOST);
  return (rows as VersionRow[]).map(toVersion);
}

/** Keeps what is saved now. Throws `conflict` beyond the most that a design may have. In the caller's transaction. */
export async function createVersion(tx: Knex, scope: Scope, designId: string, name: string): Promise<Version> {
  const design = await getDesignRow(tx, scope, designId);
  const [{ count }] = (await versions(tx, scope, designId).count({ count: '*' })) as unknown as [{ count: number | string }];
  if (Number(count) >= MOST) throw new Problem('conflict', `A design has at most ${MOST} versions. Remove one that you no longer need.`);
  const row: VersionRow = {
    id: newId('dsv'),
    brand_id: design.brand_id,
    owner_id: design.owner_id,
    mode: design.mode,
    design_id: designId,
    name,
    revision: design.revision,
    document: design.document,
    created_at: new Date().toISOString(),
  };
  await tx<VersionRow>('design_versions').insert(row);
  return toVersion(row);
}

/** Throws `not-found`. A document of an earlier schema is upgraded. */
export async function getVersion(db: Knex, scope: Scope, designId: string, id: string): Promise<VersionDocument> {
  const row = (await versions(db, scope, designId).where({ id }).first()) as VersionRow | undefined;
  if (!row) throw notFound('version', id);
  return { ...toVersion(row), document: readDocument(JSON.parse(row.document)) };
}

export async function deleteVersion(db: Knex, scope: Scope, designId: string, id: string): Promise<void> {
  if ((await versions(db, scope, designId).where({ id }).delete()) === 0) throw notFound('version', id);
}

const toVersion = (row: Omit<VersionRow, 'document'>): Version => ({
  id: row.id,
  designId: row.design_id,
  name: row.name,
  revision: row.revision,
  createdAt: row.created_at,
});
