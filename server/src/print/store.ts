import type { Knex } from 'knex';
import type { PrintFile } from '@luneo/sdk/contracts/orders.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { signedFileUrl } from '../files/signed-url.js';
import type { OrderRow } from '../orders/store.js';

export interface PrintFileRow {
  id: string;
  brand_id: string;
  order_id: string;
  item_id: string;
  side: string;
  format: PrintFile['format'];
  file_key: string;
  bytes: number;
  hash: string;
  created_at: string;
}

/** One row for each side and format, however often the job runs: the newest bytes count. */
export async function savePrintFile(tx: Knex, row: PrintFileRow): Promise<void> {
  const { bytes, hash, file_key } = row;
  await tx<PrintFileRow>('print_files').insert(row).onConflict(['item_id', 'side', 'format']).merge({ bytes, hash, file_key });
}

/** Files of an order that the scope may read, with fresh URLs that save under a telling name. */
export async function listPrintFiles({ db, config }: Pick<Deps, 'db' | 'config'>, scope: Scope, order: OrderRow): Promise<PrintFile[]> {
  const rows = await db<PrintFileRow>('print_files')
    .where({ brand_id: scope.brandId, order_id: order.id })
    .orderBy(['item_id', 'side', 'format']);
  const items = [...new Set(rows.map((row) => row.item_id))];
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    itemId: row.item_id,
    side: row.side,
    format: row.format,
    bytes: row.bytes,
    hash: row.hash,
    url: signedFileUrl(config, row.file_key, { download: `${order.number}-${items.indexOf(row.item_id) + 1}-${row.side}.${row.format}` }),
    createdAt: row.created_at,
  }));
}
