import type { Knex } from 'knex';
import type * as z from 'zod/mini';
import type { AuditEntry, AuditQuery } from '@luneo/sdk/contracts/brands.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { DEFAULT_LIMIT, pageOf } from '../page.js';
import { route, type Route } from '../route.js';
import type { AuditRow } from './audit.js';

/** Reading the audit log; writing is `recordAudit`. */
export function auditRoutes({ db }: Deps): Route[] {
  return [
    route('audit.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listAudit(db, scope, query);
      return { status: 200, body: { items: rows.map(toEntry), nextCursor } };
    }),
  ];
}

type Query = z.output<typeof AuditQuery>;

/** Both modes: who did what is one story. Newest first. */
async function listAudit(db: Knex, scope: Scope, query: Query): Promise<{ rows: AuditRow[]; nextCursor: string | null }> {
  const { limit = DEFAULT_LIMIT, cursor, action, actor, target, from, to } = query;
  const rows = db<AuditRow>('audit_log').where({ brand_id: scope.brandId });
  if (cursor) rows.where('id', '<', cursor);
  if (action?.endsWith('.*')) rows.whereRaw("action like ? escape '!'", [`${action.slice(0, -1).replaceAll('_', '!_')}%`]);
  else if (action) rows.where({ action });
  if (actor) rows.where({ actor_id: actor });
  if (target) rows.where({ target });
  if (from) rows.where('created_at', '>=', new Date(from).toISOString());
  if (to) rows.where('created_at', '<', new Date(to).toISOString());
  return pageOf((await rows.orderBy('id', 'desc').limit(limit + 1)) as AuditRow[], limit);
}

const toEntry = (row: AuditRow): AuditEntry => ({
  id: row.id,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  target: row.target,
  data: JSON.parse(row.data) as Record<string, unknown>,
  mode: row.in_mode,
  ip: row.ip,
  requestId: row.request_id,
  createdAt: row.created_at,
});
