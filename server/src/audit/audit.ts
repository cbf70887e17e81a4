import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { newId } from '../id.js';

export interface AuditEntry {
  /** `noun.verb` in the past tense, e.g. `key.created`. */
  action: string;
  /** Id of what was acted on. */
  target?: string | null;
  /** What changed, for people: no secrets, no documents. */
  data?: Readonly<Record<string, unknown>>;
}
export interface AuditRow {
  id: string;
  brand_id: string | null;
  in_mode: Scope['mode'] | null;
  actor_kind: 'user' | 'key' | 'shopper' | 'system';
  actor_id: string;
  /** As it was then: who was removed since is still named. */
  actor_name: string;
  action: string;
  target: string | null;
  data: string;
  ip: string | null;
  request_id: string | null;
  created_at: string;
}

const KINDS: Record<Scope['via'], AuditRow['actor_kind']> = { staff: 'user', sk: 'key', pk: 'key', shopper: 'shopper', system: 'system' };
const MAX_DATA = 4_000;

/**
 * Notes a sensitive action in the transaction that carries it out: neither exists without the other. Rows are never changed.
 * Values under names such as `password` or `token` are left out, whatever a caller hands in.
 */
export async function recordAudit(tx: Knex, scope: Scope, { action, target = null, data = {} }: AuditEntry): Promise<void> {
  const row: AuditRow = {
    id: newId('aud'),
    brand_id: scope.brandId || null,
    in_mode: scope.via === 'system' ? null : scope.mode,
    actor_kind: KINDS[scope.via],
    actor_id: scope.actorId,
    actor_name: await actorName(tx, scope),
    action,
    target,
    data: readable(data),
    ip: scope.from?.ip ?? null,
    request_id: scope.from?.requestId ?? null,
    created_at: new Date().toISOString(),
  };
  await tx<AuditRow>('audit_log').insert(row);
}

async function actorName(tx: Knex, scope: Scope): Promise<string> {
  const kind = KINDS[scope.via];
  if (kind === 'system') return 'Luneo';
  if (kind === 'shopper') return 'Shopper';
  const table = kind === 'user' ? 'users' : 'api_keys';
  const row = (await asSystem(tx, () => tx(table).where({ id: scope.actorId }).first('name'))) as { name: string } | undefined;
  return row?.name ?? scope.actorId;
}

const SECRET = /password|secret|token|authorization|recovery|^code$/i;

function readable(data: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(data, (key, value: unknown) => (SECRET.test(key) && typeof value === 'string' ? '[left out]' : value));
  return text.length <= MAX_DATA ? text : JSON.stringify({ shortened: `${text.slice(0, MAX_DATA - 200)}…` });
}
