import type { Knex } from 'knex';
import { systemScope } from '../../auth/brands.js';
import { asSystem, runInScope } from '../database/tenancy.js';
import type { DeadHandlers, JobHandlers } from './queue.js';

type AnyHandler = (payload: { brandId?: string | null }, extra: never) => Promise<void>;

/** Every handler sees the rows of its job's brand only, of all shoppers and both modes; a job without a brand is the platform's own. */
export function inBrandOfJob<H extends JobHandlers>(
  db: Knex,
  { handlers, dead }: { handlers: H; dead: DeadHandlers },
): { handlers: H; dead: DeadHandlers } {
  const scoped = (handler: AnyHandler): AnyHandler => {
    return (payload, extra) => {
      const work = (): Promise<void> => handler(payload, extra);
      return payload.brandId ? runInScope(db, systemScope(payload.brandId), work) : asSystem(db, work);
    };
  };
  const all = (table: object): object =>
    Object.fromEntries(Object.entries(table).map(([name, handler]) => [name, scoped(handler as AnyHandler)]));
  return { handlers: all(handlers) as H, dead: all(dead) as DeadHandlers };
}
