import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';
import { toEvent, type EventRow, type StoredEvent } from '../outbox/outbox.js';
import { isAfter, positionOf, settledAfter, type Position } from '../outbox/position.js';
import { heardBy } from './topics.js';

/** More than that is read anew faster than it is told. */
const MAX_MISSED = 500;

export interface Resumption {
  /** Events up to here were heard or are in `missed`. */
  from: Position;
  missed: StoredEvent[];
}

/**
 * What a listener missed between the event `after`, which it heard on any connection, and `until`, behind which it hears by itself.
 * Null when that cannot be told any more: the event is forgotten, or too much was missed.
 */
export async function missedSince(
  db: Knex,
  { scope, topics }: { scope: Scope; topics: readonly string[] },
  after: number,
  until: Position,
): Promise<Resumption | null> {
  const heard = await positionOf(db, after);
  if (!heard) return null;
  // Another process may have told more than this one has read.
  if (!isAfter(until, heard)) return { from: heard, missed: [] };
  const rows = (await heardBy(settledAfter(db, heard), scope, topics)
    .whereRaw('(xid, id) <= (?, ?)', [until.xid, until.id])
    .limit(MAX_MISSED + 1)) as EventRow[];
  return rows.length > MAX_MISSED ? null : { from: until, missed: rows.map(toEvent) };
}
