import type { Knex } from 'knex';
import type { PaymentAccount } from '@luneo/sdk/contracts/commerce.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { takeTurns } from '../drivers/database/lock.js';
import { asSystem } from '../drivers/database/tenancy.js';
import type { AccountState, PaymentEvent } from '../drivers/payments/payments.js';
import { isNewEvent } from '../orders/store.js';
import { Problem } from '../problem.js';
import { getSettings, saveSettings } from './store.js';

interface AccountRow {
  account_id: string;
  brand_id: string;
  connected_by: 'brand' | 'platform';
  charges_enabled: boolean | number;
  payouts_enabled: boolean | number;
  details_submitted: boolean | number;
  /** JSON */
  requirements: string;
  disabled_reason: string | null;
  checked_at: string;
  created_at: string;
}
type AccountDeps = Pick<Deps, 'db' | 'payments'>;

const NEW: AccountState = { chargesEnabled: false, payoutsEnabled: false, detailsSubmitted: false, requirements: [], disabledReason: null };
const NONE: PaymentAccount = { ...NEW, status: 'none', accountId: null, connectedBy: null, checkedAt: null };

/** Accounts that are not ready are asked about this often, in case the event was lost; so many in one pass. */
const ASK_AGAIN_MS = 10 * 60_000;
const PER_PASS = 20;

/** The account that the brand's live orders are charged on, as the provider tells of it now. */
export async function paymentAccount({ db, payments }: AccountDeps, { brandId }: Scope): Promise<PaymentAccount> {
  const { stripeAccountId: id } = await getSettings(db, brandId);
  if (id === null) return NONE;
  const state = await payments.getAccount(id);
  return toAccount(await asSystem(db, () => saveState(db, { id, brandId, by: 'platform' }, state)));
}

/**
 * Makes the brand's account where there is none, once however often it is asked for, and connects it: whoever is led to the
 * provider's form from here shows there that it is theirs. Throws `conflict` where the platform has named another account.
 */
export async function connectAccount({ db, payments }: AccountDeps, scope: Scope): Promise<string> {
  const { brandId } = scope;
  const { stripeAccountId: current, country } = await getSettings(db, brandId);
  const known = await ownAccount(db, brandId);
  if (current !== null && current !== known)
    throw new Problem('conflict', 'The platform has connected a Stripe account to this brand. There is nothing to set up here.');
  if (current !== null) return current;
  const brand = (await db('brands').where({ id: brandId }).first('name')) as { name: string };
  const id = known ?? (await payments.createAccount({ brandId, brandName: brand.name, country }));
  return db.transaction(async (tx) => {
    await takeTurns(tx, `account:${brandId}`);
    const connected = (await ownAccount(tx, brandId)) ?? id;
    await saveState(tx, { id: connected, brandId, by: 'brand' }, null);
    const settings = await getSettings(tx, brandId);
    if (settings.stripeAccountId !== null) return settings.stripeAccountId;
    const { updatedAt: _, ...input } = settings;
    await saveSettings(tx, brandId, { ...input, stripeAccountId: connected });
    await recordAudit(tx, scope, { action: 'payment_account.connected', target: connected });
    return connected;
  });
}

/** The account that the brand's own staff began; null for none. */
export async function ownAccount(db: Knex, brandId: string): Promise<string | null> {
  const row = await db<AccountRow>('payment_accounts').where({ brand_id: brandId, connected_by: 'brand' }).first('account_id');
  return row?.account_id ?? null;
}

/** Whether live orders can be charged on it; nothing is known against an account that was never asked about. */
export async function isReady(db: Knex, accountId: string): Promise<boolean> {
  const row = await db<AccountRow>('payment_accounts').where({ account_id: accountId }).first('charges_enabled');
  return row === undefined || Boolean(row.charges_enabled);
}

/** An event tells that there is news of an account; what it is, is asked. */
export async function refreshAccount({ db, payments }: AccountDeps, accountId: string, event: PaymentEvent | null): Promise<boolean> {
  const row = await db<AccountRow>('payment_accounts').where({ account_id: accountId }).first();
  if (!row) return false;
  const state = await payments.getAccount(accountId);
  await db.transaction(async (tx) => {
    if (event && !(await isNewEvent(tx, event))) return;
    await saveState(tx, { id: accountId, brandId: row.brand_id, by: row.connected_by }, state);
  });
  return true;
}

/** Asks about accounts that are not ready and whose event may have been lost. */
export async function sweepAccounts(deps: AccountDeps & Pick<Deps, 'log'>, now = Date.now()): Promise<void> {
  const rows = await deps
    .db<AccountRow>('payment_accounts')
    .where({ charges_enabled: false })
    .where('checked_at', '<', new Date(now - ASK_AGAIN_MS).toISOString())
    .orderBy('checked_at')
    .limit(PER_PASS)
    .select('account_id');
  for (const { account_id } of rows)
    await refreshAccount(deps, account_id, null).catch((error: unknown) =>
      deps.log.warn({ err: error, account_id }, 'cannot ask about an account'),
    );
}

/** `state` null: nothing was asked yet; a known row stays as it is. */
async function saveState(
  tx: Knex,
  { id, brandId, by }: { id: string; brandId: string; by: AccountRow['connected_by'] },
  state: AccountState | null,
): Promise<AccountRow> {
  const now = new Date().toISOString();
  const { chargesEnabled, payoutsEnabled, detailsSubmitted, requirements, disabledReason } = state ?? NEW;
  const told = {
    charges_enabled: chargesEnabled,
    payouts_enabled: payoutsEnabled,
    details_submitted: detailsSubmitted,
    requirements: JSON.stringify(requirements.slice(0, 100)),
    disabled_reason: disabledReason?.slice(0, 80) ?? null,
    checked_at: now,
  };
  const row: AccountRow = { account_id: id, brand_id: brandId, connected_by: by, ...told, created_at: now };
  const insert = tx<AccountRow>('payment_accounts').insert(row).onConflict('account_id');
  await (state ? insert.merge({ ...told, brand_id: brandId }) : insert.ignore());
  return (await tx<AccountRow>('payment_accounts').where({ account_id: id }).first())!;
}

const toAccount = (row: AccountRow): PaymentAccount => ({
  status: row.charges_enabled ? 'ready' : 'setup',
  accountId: row.account_id,
  connectedBy: row.connected_by,
  chargesEnabled: Boolean(row.charges_enabled),
  payoutsEnabled: Boolean(row.payouts_enabled),
  detailsSubmitted: Boolean(row.details_submitted),
  requirements: JSON.parse(row.requirements) as string[],
  disabledReason: row.disabled_reason,
  checkedAt: row.checked_at,
});
