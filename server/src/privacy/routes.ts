import type { Deps } from '../deps.js';
import { route, type Route } from '../route.js';
import { eraseBrand } from './erase-brand.js';
import { eraseShopper } from './erase-shopper.js';
import { exportShopper } from './export.js';
import { listErasures, toErasure } from './store.js';

export function privacyRoutes(deps: Deps): Route[] {
  return [
    route('sessions.export', async ({ scope }) => ({ status: 200, body: await exportShopper(deps, scope, scope.ownerId ?? '') })),
    route('sessions.erase', async ({ scope }) => ({ status: 202, body: toErasure(await eraseShopper(deps, scope, scope.ownerId ?? '')) })),
    route('shoppers.export', async ({ scope, params }) => ({ status: 200, body: await exportShopper(deps, scope, params.ownerId) })),
    route('shoppers.erase', async ({ scope, params }) => ({
      status: 202,
      body: toErasure(await eraseShopper(deps, scope, params.ownerId)),
    })),
    route('brands.erase', async ({ scope, query }) => ({ status: 202, body: toErasure(await eraseBrand(deps, scope, query.confirm)) })),
    route('erasures.list', async ({ scope, query }) => ({ status: 200, body: await listErasures(deps.db, scope, query) })),
  ];
}
