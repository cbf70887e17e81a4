import { createHash } from 'node:crypto';
import type { Design, Snapshot } from '@luneo/sdk/contracts/designs.js';
import type { Product } from '@luneo/sdk/contracts/products.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { preflight } from '@luneo/sdk/design/preflight.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { signedFileUrl } from '../files/signed-url.js';
import { newId } from '../id.js';
import { Problem } from '../problem.js';
import { priceOrProblem } from '../products/price.js';
import { getProduct } from '../products/store.js';
import { readProductDocument } from './read.js';
import { loadArtwork } from './facts.js';
import { renderPreview } from './preview.js';
import { createSnapshot, findSnapshot, getSnapshot, type SnapshotRecord } from './snapshots.js';
import { getDesign } from './store.js';

/**
 * Freezes the current revision: checked, priced and pictured on the server. The same revision of the same template again gives
 * the snapshot that is there. Throws `preflight-failed` with every finding in `meta.findings`.
 */
export async function finalizeDesign(deps: Deps, scope: Scope, designId: string): Promise<Snapshot> {
  const design = await getDesign(deps.db, scope, designId);
  const product = await getProduct(deps.db, scope, design.productId);
  return freeze(deps, scope, { design, product, document: design.document, row: null });
}

/** What is to be frozen: the design's own document, or that of a row of its team list (from 1). */
interface Frozen {
  design: Design;
  product: Product;
  document: DesignDocument;
  row: number | null;
}

/** As `finalizeDesign`, with `meta.row` where a row cannot be made. */
export async function freeze(deps: Deps, scope: Scope, { design, product, document: given, row }: Frozen): Promise<Snapshot> {
  const variant =
    row === null
      ? ''
      : createHash('sha256')
          .update(JSON.stringify([given.values ?? {}, given.options]))
          .digest('hex');
  const existing = await findSnapshot(deps.db, scope, { ...design, variant }, product.template);
  if (existing) return toReply(deps, existing);
  const document = readProductDocument(given, product);
  const artwork = await loadArtwork(deps, scope, document, product.template);
  const findings = preflight(document, product.template, artwork.facts);
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) {
    const what = row === null ? 'The design' : `Row ${row}`;
    throw new Problem('preflight-failed', `${what} cannot be produced yet: ${errors[0]!.message}`, {
      meta: { findings, ...(row !== null && { row }) },
    });
  }
  const id = newId('snp');
  const snapshot: SnapshotRecord = {
    id,
    designId: design.id,
    ownerId: design.ownerId,
    mode: scope.mode,
    productId: product.id,
    productName: product.name,
    revision: design.revision,
    variant,
    document,
    template: product.template,
    quote: priceOrProblem(document, product.template),
    findings,
    previewKey: `previews/${scope.brandId}/${id}.png`,
    createdAt: new Date().toISOString(),
  };
  await deps.files.put(snapshot.previewKey, await renderPreview(deps, document, artwork), 'image/png');
  const made = await createSnapshot(deps.db, scope, snapshot);
  if (made.id !== id) await deps.files.delete(snapshot.previewKey);
  return toReply(deps, made);
}

/** What `finalizeDesign` answered. */
export const readFinalized = async (deps: Deps, scope: Scope, id: string): Promise<Snapshot> =>
  toReply(deps, await getSnapshot(deps.db, scope, id));

function toReply({ config }: Deps, snapshot: SnapshotRecord): Snapshot {
  const { id, designId, revision, document, quote, findings, createdAt } = snapshot;
  return { id, designId, revision, document, quote, findings, previewUrl: signedFileUrl(config, snapshot.previewKey), createdAt };
}
