import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { dayOf, monthOf } from './money.js';
import { brandGeneration, costReport } from './report.js';
import { saveSettings } from './settings.js';

export function budgetRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('brands.generation.get', async ({ params }) => ({ status: 200, body: await brandGeneration(deps, params.brandId) })),

    route('brands.generation.update', async ({ scope, params, body }) => {
      await db.transaction(async (tx) => {
        await saveSettings(tx, params.brandId, body, config.ai.limits);
        const { blocklist, ...limits } = body;
        await recordAudit(tx, scope, { action: 'generation.settings-changed', data: { ...limits, blocked: blocklist.length } });
      });
      return { status: 200, body: await brandGeneration(deps, params.brandId) };
    }),

    route('admin.ai.costs', async ({ scope, body }) => {
      const now = new Date();
      const { from = `${monthOf(now)}-01`, to = dayOf(now) } = body;
      if (from > to)
        throw new Problem('invalid-request', 'The report ends before it begins.', {
          errors: [{ path: 'body.from', message: 'must not be after to' }],
        });
      const isPlatform = scope.role === 'platform_admin';
      if (!isPlatform && body.brandId !== undefined && body.brandId !== scope.brandId)
        throw new Problem('not-found', `There is no brand ${body.brandId} that you can see.`);
      const brandId = isPlatform ? (body.brandId ?? null) : scope.brandId;
      return { status: 200, body: await asSystem(db, () => costReport(db, brandId, from, to)) };
    }),
  ];
}
