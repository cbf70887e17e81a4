import type { Knex } from 'knex';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import type { BrandStatus } from '@luneo/sdk/contracts/brands.js';
import type { Scope } from '../auth/scope.js';
import { firstRow } from '../drivers/database/first-row.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { Problem } from '../problem.js';
import { perDatabase, TtlCache } from '../ttl-cache.js';

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
  readonly #standings = new TtlCache<Standing>({ ttlMs: TTL_MS });
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** What is known without asking: undefined is nothing. */
  known(brandId: string): Standing | undefined {
    return this.#standings.known(brandId);
  }

  get(brandId: string): Promise<Standing> {
    return this.#standings.get(brandId, async () => {
      const sql = 'select status, created_at from brands where id = ?';
      const row = await asSystem(this.#db, () => firstRow<{ status: BrandStatus; created_at: string }>(this.#db, sql, [brandId]));
      const isOverdue = row?.status === 'pending_verification' && confirmBy(row.created_at).getTime() <= Date.now();
      return isOverdue ? 'overdue' : (row?.status ?? null);
    });
  }

  clear(): void {
    this.#standings.clear();
  }
}

/** The one memory of a database in this process. */
export const brandStandingsOf = perDatabase((db) => new BrandStandings(db));

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
