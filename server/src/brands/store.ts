import type { Knex } from 'knex';
import type { Brand, BrandStatus } from '@luneo/sdk/contracts/brands.js';
import { notFound, Problem } from '../problem.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import { confirmBy } from './standing.js';
import { checkTransition } from './state.js';

export interface BrandRow {
  id: string;
  name: string;
  status: BrandStatus;
  shop_url: string | null;
  locale: string;
  created_at: string;
  updated_at: string | null;
}

export async function getBrandRow(db: Knex, scope: Pick<Scope, 'brandId'>): Promise<BrandRow> {
  const row = await db<BrandRow>('brands').where({ id: scope.brandId }).first();
  if (!row) throw notFound('brand', scope.brandId);
  return row;
}

type Details = Partial<Pick<BrandRow, 'name' | 'shop_url' | 'locale'>>;

export async function updateDetails(tx: Knex, scope: Scope, change: Details): Promise<void> {
  if (Object.keys(change).length === 0) return;
  const before = await getBrandRow(tx, scope);
  await tx<BrandRow>('brands')
    .where({ id: scope.brandId })
    .update({ ...change, updated_at: new Date().toISOString() });
  const was = Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof BrandRow]]));
  await recordAudit(tx, scope, { action: 'brand.updated', target: scope.brandId, data: { before: was, after: change } });
}

/** The one way in which a brand's state changes. Throws `conflict` for a step that does not exist, or when somebody was first. */
export async function changeStatus(tx: Knex, scope: Scope, to: BrandStatus): Promise<void> {
  const { id, status: from } = await getBrandRow(tx, scope);
  checkTransition(from, to);
  if (from === to) return;
  const changed = await tx<BrandRow>('brands').where({ id, status: from }).update({ status: to, updated_at: new Date().toISOString() });
  if (changed !== 1) throw new Problem('conflict', 'The brand was changed meanwhile. Read it again.');
  await recordAudit(tx, scope, { action: `brand.${to}`, target: id, data: { from } });
}

export function toBrand(row: BrandRow): Brand {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    shopUrl: row.shop_url,
    locale: row.locale,
    confirmBy: row.status === 'pending_verification' ? confirmBy(row.created_at).toISOString() : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? row.created_at,
  };
}
