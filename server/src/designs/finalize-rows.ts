import type { RowsFinalize, RowSnapshots } from '@luneo/sdk/contracts/saved.js';
import { documentOfRow } from '@luneo/sdk/design/variables.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { Problem } from '../problem.js';
import { getProduct } from '../products/store.js';
import { freeze } from './finalize.js';
import { getDesign } from './store.js';

const AT_ONCE = 25;

/**
 * Freezes the design as each row of its team list makes it. The same revision again gives the snapshots that are there, so it may
 * be asked for in portions, and again. Throws `preflight-failed` for the first row that cannot be made, with its number in
 * `meta.row`.
 */
export async function finalizeRows(
  deps: Deps,
  scope: Scope,
  designId: string,
  { from = 0, count = AT_ONCE }: RowsFinalize,
): Promise<RowSnapshots> {
  const design = await getDesign(deps.db, scope, designId);
  const rows = design.document.rows ?? [];
  if (rows.length === 0) throw new Problem('conflict', 'The design has no team list. Finalize the design itself.');
  const product = await getProduct(deps.db, scope, design.productId);
  const items: RowSnapshots['items'] = [];
  for (const [at, row] of rows.slice(from, from + count).entries()) {
    const document = documentOfRow(design.document, row);
    const snapshot = await freeze(deps, scope, { design, product, document, row: from + at + 1 });
    items.push({ rowId: row.id, quantity: row.quantity, snapshot });
  }
  const next = from + items.length;
  return { items, next: next < rows.length ? next : null };
}
