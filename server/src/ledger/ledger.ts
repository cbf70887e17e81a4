import type { Knex } from 'knex';
import type { LedgerAccount, LedgerEntry, LedgerPage } from '@luneo/sdk/contracts/commerce.js';
import type { Scope } from '../auth/scope.js';
import { newId } from '../id.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';

export interface LedgerRow {
  id: string;
  brand_id: string;
  mode: Scope['mode'];
  order_id: string | null;
  kind: LedgerEntry['kind'];
  from_account: LedgerAccount;
  to_account: LedgerAccount;
  amount: number;
  currency: string;
  reference: string;
  created_at: string;
}

/**
 * Between which accounts each kind moves money. An entry takes from one account what it gives to another, so that no entry can be
 * out of balance; together they hold zero at any time.
 */
const MOVES: Record<LedgerEntry['kind'], readonly [LedgerAccount, LedgerAccount]> = {
  charge: ['shoppers', 'balance'],
  platform_fee: ['balance', 'platform'],
  provider_fee: ['balance', 'provider'],
  refund: ['balance', 'shoppers'],
  refund_failed: ['shoppers', 'balance'],
  platform_fee_refund: ['platform', 'balance'],
  dispute: ['balance', 'disputes'],
  dispute_fee: ['balance', 'provider'],
  dispute_won: ['disputes', 'balance'],
  dispute_lost: ['disputes', 'shoppers'],
};

export interface Booking {
  brandId: string;
  mode: Scope['mode'];
  orderId: string;
  currency: string;
}

/** Books in the transaction of the change. The same kind and reference are booked once; nothing is booked for an amount of 0. */
export async function book(
  tx: Knex,
  { brandId, mode, orderId, currency }: Booking,
  kind: LedgerEntry['kind'],
  amount: number,
  reference: string,
): Promise<void> {
  if (amount === 0) return;
  const [from_account, to_account] = MOVES[kind];
  const row: LedgerRow = {
    id: newId('lge'),
    brand_id: brandId,
    mode,
    order_id: orderId,
    kind,
    from_account,
    to_account,
    amount,
    currency,
    reference,
    created_at: new Date().toISOString(),
  };
  await tx<LedgerRow>('ledger_entries').insert(row).onConflict(['kind', 'reference']).ignore();
}

/** Entries of the brand in the scope's mode, newest first, and what the accounts hold. */
export async function listLedger(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor, orderId }: PageRequest & { orderId?: string | undefined },
): Promise<LedgerPage> {
  const entries = () => {
    const query = db<LedgerRow>('ledger_entries').where({ brand_id: scope.brandId, mode: scope.mode });
    return orderId ? query.where({ order_id: orderId }) : query;
  };
  const query = entries();
  if (cursor) query.where('id', '<', cursor);
  const { rows, nextCursor } = pageOf(await query.orderBy('id', 'desc').limit(limit + 1), limit);
  return { items: rows.map(toEntry), nextCursor, totals: await totalsOf(entries) };
}

async function totalsOf(entries: () => Knex.QueryBuilder): Promise<LedgerPage['totals']> {
  const sums = (await entries()
    .groupBy('currency', 'from_account', 'to_account')
    .select('currency', 'from_account', 'to_account')
    .sum({ amount: 'amount' })) as { currency: string; from_account: LedgerAccount; to_account: LedgerAccount; amount: number | string }[];
  const totals = new Map<string, LedgerPage['totals'][number]>();
  const add = (currency: string, account: LedgerAccount, amount: number): void => {
    const key = `${currency} ${account}`;
    const total = totals.get(key) ?? { currency, account, amount: 0 };
    totals.set(key, { ...total, amount: total.amount + amount });
  };
  for (const { currency, from_account, to_account, amount } of sums) {
    add(currency, from_account, -Number(amount));
    add(currency, to_account, Number(amount));
  }
  return [...totals.values()].toSorted((a, b) => (a.currency + a.account < b.currency + b.account ? -1 : 1));
}

function toEntry(row: LedgerRow): LedgerEntry {
  return {
    id: row.id,
    orderId: row.order_id,
    kind: row.kind,
    from: row.from_account,
    to: row.to_account,
    amount: row.amount,
    currency: row.currency,
    reference: row.reference,
    createdAt: row.created_at,
  };
}
