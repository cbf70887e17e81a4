import { createHash } from 'node:crypto';
import type { PrintFile } from '@luneo/sdk/contracts/orders.js';
import { producedLayers } from '@luneo/sdk/design/walk.js';
import { systemScope } from '../auth/brands.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { loadArtwork, type Artwork } from '../designs/facts.js';
import { getSnapshot } from '../designs/snapshots.js';
import type { SnapshotRecord } from '../designs/snapshots.js';
import type { JobContext, Jobs } from '../drivers/queue/queue.js';
import { newId } from '../id.js';
import { changeOrder, getOrderRow, listItems } from '../orders/store.js';
import type { ItemRow, OrderChange, OrderRow } from '../orders/store.js';
import { loadPrintImages } from './images.js';
import { CONTENT_TYPES, missingParts, paintPrint } from './paint.js';
import { savePrintFile } from './store.js';
import type { PrintFileRow } from './store.js';

type PrintDeps = Pick<Deps, 'db' | 'files'>;

/**
 * Makes the production files of a paid order: for each item and designed side a PDF and an SVG, from the frozen design. Keys and
 * rows are determined by order, side and format, so running again, or after dying half-way, gives the same files.
 */
export function printHandler(deps: PrintDeps): (payload: Jobs['print'], context: JobContext) => Promise<void> {
  return async ({ orderId, brandId }, { signal }) => {
    const scope = systemScope(brandId);
    const order = await getOrderRow(deps.db, scope, orderId);
    if (order.payment_status !== 'succeeded' || order.print_status === 'ready') return;
    await change(deps, scope, orderId, { printStatus: 'processing' });
    for (const item of await listItems(deps.db, [orderId])) {
      signal.throwIfAborted();
      await printItem(deps, scope, order, item, signal);
    }
    await deps.db.transaction(async (tx) => {
      const row = await getOrderRow(tx, scope, orderId);
      if (row.print_status === 'ready') return;
      await changeOrder(tx, row, { printStatus: 'ready', ...(row.status === 'paid' && { status: 'processing' }) });
    });
  };
}

/** A job that was given up is shown on the order, for staff to see. */
export function printGivenUp(deps: PrintDeps): (payload: Jobs['print'], reason: string) => Promise<void> {
  return ({ orderId, brandId }) => change(deps, systemScope(brandId), orderId, { printStatus: 'failed' });
}

async function change({ db }: PrintDeps, scope: Scope, orderId: string, to: OrderChange): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await getOrderRow(tx, scope, orderId);
    if (row.print_status !== 'ready' && row.print_status !== to.printStatus) await changeOrder(tx, row, to);
  });
}

async function printItem(deps: PrintDeps, scope: Scope, order: OrderRow, item: ItemRow, signal: AbortSignal): Promise<void> {
  const snapshot = await getSnapshot(deps.db, scope, item.snapshot_id);
  const artwork = await loadArtwork(deps, scope, snapshot.document, snapshot.template);
  checkComplete(snapshot, artwork);
  for (const side of snapshot.document.sides) {
    const list = artwork.lists.get(side.id);
    if (!list || producedLayers(side).next().done) continue;
    signal.throwIfAborted();
    const images = await loadPrintImages(deps, artwork, list);
    const title = `${order.number} · ${item.product_name} · ${side.id}`;
    const info = { title, createdAt: new Date(order.created_at) };
    for (const format of ['pdf', 'svg'] as const)
      await store(deps, { order, item, side: side.id }, format, await paintPrint(format, list, artwork, images, info));
  }
}

/** What was there when the design was frozen may be gone: better no file than one without the name on it. */
function checkComplete({ document, template }: SnapshotRecord, artwork: Artwork): void {
  const [gone] = missingParts(document, template, artwork);
  if (gone) throw new Error(`the design cannot be produced any more: ${gone.message}`);
}

interface Target {
  order: OrderRow;
  item: ItemRow;
  side: string;
}

async function store({ db, files }: PrintDeps, target: Target, format: PrintFile['format'], bytes: Uint8Array): Promise<void> {
  const { order, item, side } = target;
  const key = `print/${order.brand_id}/${order.id}/${item.id}/${side}.${format}`;
  await files.put(key, bytes, CONTENT_TYPES[format]);
  const row: PrintFileRow = {
    id: newId('fil'),
    brand_id: order.brand_id,
    order_id: order.id,
    item_id: item.id,
    side,
    format,
    file_key: key,
    bytes: bytes.byteLength,
    hash: createHash('sha256').update(bytes).digest('hex'),
    created_at: new Date().toISOString(),
  };
  await savePrintFile(db, row);
}
