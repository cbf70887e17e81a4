import type { Knex } from 'knex';
import type { PersonalData } from '@luneo/sdk/contracts/privacy.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { signedFileUrl } from '../files/signed-url.js';
import { requireSameMode } from './same-mode.js';
import { describeTables, fileColumns } from './tables.js';

/** Names of columns that say nothing about the person: how we store, pay and find rows. */
const INTERNAL =
  /^(brand_id|client_secret|code_hash|token_hash|hash|request_key|prediction_id|template|locked_.*)$|(^|_)(file|preview|high_res)_key$/;
const BY_ID: Readonly<Record<string, string>> = { shoppers: 'id', shopper_guests: 'shopper_id', audit_log: 'actor_id' };

/** Everything that is kept of a shopper of the scope's brand, as it is, with their files. An unknown shopper has nothing; throws `not-found` for one of the other mode. */
export async function exportShopper({ db, config }: Pick<Deps, 'db' | 'config'>, scope: Scope, ownerId: string): Promise<PersonalData> {
  const { brandId } = scope;
  const records: PersonalData['records'] = {};
  const files = new Map<string, string>();
  await asSystem(db, async () => {
    const orders = ((await db('orders').where({ brand_id: brandId, owner_id: ownerId }).select('id')) as { id: string }[]).map(
      ({ id }) => id,
    );
    const tables = await describeTables(db);
    await requireSameMode(db, tables, scope, ownerId);
    for (const [table, columns] of tables) {
      const rows = await rowsOf(db, table, columns, { brandId, ownerId, orders });
      if (rows.length > 0) records[camel(table)] = rows.map(readable);
      for (const row of rows)
        for (const column of fileColumns(columns))
          if (typeof row[column] === 'string' && row[column] !== '')
            files.set(row[column], `${table}/${String(row['id'] as string)}-${column.replace(/_key$/, '')}`);
    }
    await recordAudit(db, scope, { action: 'shopper.exported', target: ownerId });
  });
  return {
    ownerId,
    brandId,
    exportedAt: new Date().toISOString(),
    records,
    files: [...files].map(([key, name]) => ({ name, url: signedFileUrl(config, key) })),
  };
}

interface Whose {
  brandId: string;
  ownerId: string;
  orders: readonly string[];
}

async function rowsOf(
  db: Knex,
  table: string,
  columns: ReadonlySet<string>,
  { brandId, ownerId, orders }: Whose,
): Promise<Record<string, unknown>[]> {
  if (!columns.has('brand_id') || table === 'ledger_entries') return [];
  const query = db(table).where({ brand_id: brandId });
  const own = columns.has('owner_id') ? 'owner_id' : BY_ID[table];
  if (own) query.where({ [own]: ownerId });
  else if (columns.has('order_id')) query.whereIn('order_id', [...orders]);
  else return [];
  return (await query.limit(10_000)) as Record<string, unknown>[];
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function readable(row: Record<string, unknown>): Record<string, unknown> {
  const shown = Object.entries(row).filter(([column]) => !INTERNAL.test(column));
  return Object.fromEntries(shown.map(([column, value]) => [camel(column), parsed(value)]));
}

/** JSON columns are text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
