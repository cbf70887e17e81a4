import type { Knex } from 'knex';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import type { BrandStatus } from '@luneo/sdk/contracts/brands.js';
import type { Scope } from '../auth/scope.js';
import { firstRow } from '../drivers/database/first-row.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { Lru } from '../lru.js';
import { Problem } from '../problem.js';

/** How long a brand's state is believed: a suspension counts at once in the process that made it, elsewhere after this. */
const TTL_MS = 3_000;

/** Days in which a registered address must be confirmed. */
export const CONFIRM_DAYS = 7;
/** When a brand stops that nobody confirms. */
export const confirmBy = (createdAt: string): Date => new Date(Date.parse(createdAt) + CONFIRM_DAYS * 86_400_000);

/** `overdue`: waits for its address to be confirmed, longer than it may. */
export type Standing = BrandStatus | 'overdue' | null;

/** The states of brands that were asked for lately. */
export class BrandStandings {
  #entries = new Lru<string, { status: Standing; until: number }>(5_000);
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(brandId: string): Promise<Standing> {
    const hit = this.#entries.get(brandId);
    if (hit && hit.until > Date.now()) return hit.status;
    const sql = 'select status, created_at from brands where id = ?';
    const row = await asSystem(this.#db, () => firstRow<{ status: BrandStatus; created_at: string }>(this.#db, sql, [brandId]));
    const isOverdue = row?.status === 'pending_verification' && confirmBy(row.created_at).getTime() <= Date.now();
    const status = isOverdue ? 'overdue' : (row?.status ?? null);
    this.#entries.set(brandId, { status, until: Date.now() + TTL_MS });
    return status;
  }

  clear(): void {
    this.#entries = new Lru(5_000);
  }
}

const known = new WeakMap<object, BrandStandings>();

/** The one memory of a database in this process. */
export function brandStandingsOf(db: Knex): BrandStandings {
  const key = db.client as object;
  const standings = known.get(key) ?? new BrandStandings(db);
  known.set(key, standings);
  return standings;
}

/**
 * Whether a call fits the state of its brand. Staff always see their data. Live keys, live shoppers and live orders need an active
 * brand; a suspended one sells nothing in test mode either. One whose address nobody confirmed in time can be read by its staff, and
 * that is all. Throws `brand-not-active`.
 */
export function checkStanding(status: Standing, scope: Scope, needs: Permission | undefined): void {
  if (status === 'active') return;
  if (status === 'overdue') {
    if (scope.via === 'staff' && needs?.endsWith(':read')) return;
    throw refused(status);
  }
  const isSelling = scope.via !== 'staff' || needs === 'orders:create';
  if (!isSelling) return;
  if (status === 'suspended' && (scope.via !== 'sk' || needs === 'orders:create')) throw refused(status);
  if (status !== 'suspended' && scope.mode === 'live') throw refused(status);
}

function refused(status: Standing): Problem {
  if (status === 'overdue')
    return new Problem(
      'brand-not-active',
      'The e-mail address was not confirmed in time. Confirm it and go on; the mail can be sent again.',
      {
        meta: { status: 'pending_verification' },
      },
    );
  const detail =
    status === 'suspended' ? 'The brand is suspended and cannot sell.' : 'The brand is not live yet. Use test mode until it is.';
  return new Problem('brand-not-active', detail, { meta: { status } });
}
