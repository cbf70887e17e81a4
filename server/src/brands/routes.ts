import { isAllowed } from '../auth/permissions.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { brandStandingsOf } from './standing.js';
import { changeStatus, getBrandRow, toBrand, updateDetails, type BrandRow } from './store.js';

export function brandRoutes({ db }: Deps): Route[] {
  return [
    route('brands.get', async ({ scope }) => ({ status: 200, body: toBrand(await getBrandRow(db, scope)) })),

    route('brands.update', async ({ scope, body }) => {
      const { name, shopUrl, locale, status } = body;
      const details = {
        ...(name !== undefined && { name }),
        ...(shopUrl !== undefined && { shop_url: shopUrl }),
        ...(locale !== undefined && { locale }),
      };
      const row = await db.transaction(async (tx) => {
        await updateDetails(tx, scope, details);
        const updated = await getBrandRow(tx, scope);
        if (status === undefined || status === updated.status) return updated;
        requireMayBecome(scope, updated, status);
        await changeStatus(tx, scope, status);
        return getBrandRow(tx, scope);
      });
      brandStandingsOf(db).clear();
      return { status: 200, body: toBrand(row) };
    }),
  ];
}

/** Brands go live by themselves; suspending, and ending it, is the platform's. Throws `forbidden` or `conflict`. */
function requireMayBecome(scope: Scope, brand: BrandRow, status: 'active' | 'suspended'): void {
  const isPlatforms = status === 'suspended' || brand.status === 'suspended';
  if (isPlatforms && !isAllowed(scope, 'platform:manage'))
    throw new Problem('forbidden', 'Only the platform suspends brands and takes them back.');
  if (!isPlatforms && brand.shop_url === null) throw new Problem('conflict', 'Set shopUrl first: a live brand has a shop.');
}
