import type { Knex } from 'knex';
import { newId } from '../id.js';
import type { Scope } from './scope.js';

/** Makes a brand that may sell at once; returns its id. */
export async function createBrand(db: Knex, input: { id?: string; name: string }): Promise<string> {
  const id = input.id ?? newId('brd');
  await db('brands').insert({ id, name: input.name, status: 'active', created_at: new Date().toISOString() });
  return id;
}

/** What workers, seeds and migrations act as: every row of one brand, nothing of another. */
export function systemScope(brandId: string, mode: Scope['mode'] = 'test'): Scope {
  return { brandId, ownerId: null, role: 'platform_admin', via: 'system', mode, actorId: 'system', keyId: null };
}
