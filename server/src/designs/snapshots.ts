import type { Knex } from 'knex';
import type { Snapshot } from '@luneo/sdk/contracts/designs.js';
import type { Finding, Quote } from '@luneo/sdk/contracts/quote.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import type { Scope } from '../auth/scope.js';
import { notFound } from '../problem.js';
import { visible } from './store.js';

export interface SnapshotRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  design_id: string;
  product_id: string;
  product_name: string;
  revision: number;
  document: string;
  template: string;
  quote: string;
  findings: string;
  preview_key: string;
  created_at: string;
  variant: string;
}

/** A frozen design with everything that is needed to price and print it later, whatever becomes of the product. */
export interface SnapshotRecord extends Omit<Snapshot, 'previewUrl'> {
  ownerId: string;
  mode: Scope['mode'];
  productId: string;
  productName: string;
  template: ProductTemplate;
  /** Which row of a team list it is of, by its values; empty for the design itself. */
  variant: string;
  previewKey: string;
}

/** Throws `not-found`. */
export async function getSnapshot(db: Knex, scope: Scope, id: string): Promise<SnapshotRecord> {
  const row = (await visible(db<SnapshotRow>('design_snapshots'), scope).where({ id }).first()) as SnapshotRow | undefined;
  if (!row) throw notFound('snapshot', id);
  return toSnapshot(row);
}

/** The snapshot that was made of this revision with this very template, if any: finalizing twice gives one. */
export async function findSnapshot(
  db: Knex,
  scope: Scope,
  design: { id: string; revision: number; variant: string },
  template: ProductTemplate,
): Promise<SnapshotRecord | null> {
  const row = (await visible(db<SnapshotRow>('design_snapshots'), scope)
    .where({ design_id: design.id, revision: design.revision, variant: design.variant, template: JSON.stringify(template) })
    .first()) as SnapshotRow | undefined;
  return row ? toSnapshot(row) : null;
}

/** Resolves to the snapshot that is there now: of several made of one revision at once the first stays. */
export async function createSnapshot(db: Knex, scope: Scope, snapshot: SnapshotRecord): Promise<SnapshotRecord> {
  const row: SnapshotRow = {
    id: snapshot.id,
    brand_id: scope.brandId,
    owner_id: snapshot.ownerId,
    mode: snapshot.mode,
    design_id: snapshot.designId,
    product_id: snapshot.productId,
    product_name: snapshot.productName,
    revision: snapshot.revision,
    document: JSON.stringify(snapshot.document),
    template: JSON.stringify(snapshot.template),
    quote: JSON.stringify(snapshot.quote),
    findings: JSON.stringify(snapshot.findings),
    preview_key: snapshot.previewKey,
    created_at: snapshot.createdAt,
    variant: snapshot.variant,
  };
  return db.transaction(async (tx) => {
    const { designId: id, revision, variant, template } = snapshot;
    await tx('designs').where({ id, brand_id: scope.brandId }).forUpdate().first('id');
    const first = await findSnapshot(tx, scope, { id, revision, variant }, template);
    if (!first) await tx<SnapshotRow>('design_snapshots').insert(row);
    return first ?? snapshot;
  });
}

function toSnapshot(row: SnapshotRow): SnapshotRecord {
  return {
    id: row.id,
    designId: row.design_id,
    ownerId: row.owner_id,
    mode: row.mode,
    productId: row.product_id,
    productName: row.product_name,
    revision: row.revision,
    document: JSON.parse(row.document) as DesignDocument,
    template: JSON.parse(row.template) as ProductTemplate,
    quote: JSON.parse(row.quote) as Quote,
    findings: JSON.parse(row.findings) as Finding[],
    previewKey: row.preview_key,
    createdAt: row.created_at,
    variant: row.variant,
  };
}
