import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';
import { visible } from '../designs/store.js';
import type { StoredEvent } from '../outbox/outbox.js';

const TABLES: Record<string, string> = { generation: 'generations', design: 'designs', order: 'orders' };

/** Whether the scope may read the row behind every topic. */
export async function canListen(db: Knex, scope: Scope, topics: readonly string[]): Promise<boolean> {
  for (const topic of new Set(topics)) {
    const [noun = '', id = ''] = topic.split(':');
    const table = TABLES[noun];
    const row: unknown = table && (await visible(db(table), scope).where({ id }).first('id'));
    if (!row) return false;
  }
  return true;
}

/** The second wall behind `canListen`: an event of another brand or shopper is never sent, whatever its topic. */
export function mayHear(scope: Scope, event: StoredEvent): boolean {
  return event.brandId === scope.brandId && (scope.ownerId === null || scope.ownerId === event.ownerId);
}
