import type { Knex } from 'knex';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import type { TopicKind } from '@luneo/sdk/contracts/realtime.js';
import { isAllowed } from '../auth/permissions.js';
import type { Scope } from '../auth/scope.js';
import { visible } from '../designs/store.js';
import type { Audience } from '../outbox/outbox.js';

interface Noun {
  table: string;
  needs: Permission;
}

/** Rows that topics name, and what reading them needs. */
const NOUNS: Readonly<Record<TopicKind, Noun>> = {
  generation: { table: 'generations', needs: 'designs:read' },
  design: { table: 'designs', needs: 'designs:read' },
  order: { table: 'orders', needs: 'orders:read' },
  webhook: { table: 'webhook_endpoints', needs: 'webhooks:manage' },
};

const nounOf = (kind: string): Noun | undefined => NOUNS[kind as TopicKind];

/** Whether the scope may read the row behind every topic, or all rows of the kind that it names. */
export async function canListen(db: Knex, scope: Scope, topics: readonly string[]): Promise<boolean> {
  for (const topic of new Set(topics)) if (!(await canListenTo(db, scope, topic))) return false;
  return true;
}

async function canListenTo(db: Knex, scope: Scope, topic: string): Promise<boolean> {
  const [name = '', id] = topic.split(':');
  const isStaff = scope.ownerId === null && scope.role !== 'fabricator';
  if (name === 'brand') return isStaff && id === scope.brandId && isAllowed(scope, 'brand:read');
  if (id === undefined) {
    const noun = nounOf(name.slice(0, -1));
    return noun !== undefined && isStaff && scope.brandId !== '' && isAllowed(scope, noun.needs);
  }
  const noun = nounOf(name);
  if (!noun || !isAllowed(scope, noun.needs)) return false;
  const row: unknown = await visible(db(noun.table), scope).where({ id }).first('id');
  return row !== undefined;
}

/** The topics under which an event is heard: its row's, and that of all rows of the kind. */
export const topicsOf = (topic: string): [row: string, kind: string] => [topic, `${topic.split(':', 1)[0]}s`];

/** The second wall behind `canListen`: an event of another brand, shopper or mode is never sent, whatever its topic. */
export function mayHear(scope: Scope, event: Audience): boolean {
  if (event.brandId !== scope.brandId) return false;
  if (event.mode !== null && event.mode !== scope.mode) return false;
  return scope.ownerId === null || scope.ownerId === event.ownerId;
}

/** Of many events those that a listener to `topics` would have been sent. */
export function heardBy(events: Knex.QueryBuilder, scope: Scope, topics: readonly string[]): Knex.QueryBuilder {
  events.where({ brand_id: scope.brandId }).where((mode) => void mode.where({ in_mode: scope.mode }).orWhereNull('in_mode'));
  if (scope.ownerId !== null) events.where({ owner_id: scope.ownerId });
  const kinds = topics.filter((topic) => !topic.includes(':'));
  return events.where((any) => {
    void any.whereIn('topic', [...topics]);
    for (const kind of kinds) void any.orWhere('topic', 'like', `${kind.slice(0, -1)}:%`);
  });
}
