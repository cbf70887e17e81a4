import type { Knex } from 'knex';
import { hasTenancy } from '../drivers/database/tenancy.js';
import type { EventRow } from './outbox.js';

/** A place between two events. `xid` is 0 on SQLite, where ids alone are the order. */
export interface Position {
  xid: number;
  id: number;
}

/** Before the first event. */
export const BEGINNING: Position = { xid: 0, id: 0 };

export const isAfter = (a: Position, b: Position): boolean => a.xid > b.xid || (a.xid === b.xid && a.id > b.id);

/**
 * Events that may be read, for they have their final place. PostgreSQL commits transactions in any order, so ids appear behind a
 * reader; but below the oldest transaction that still runs nothing can appear any more. SQLite has one writer: everything is final.
 */
export function settledEvents(db: Knex): Knex.QueryBuilder<EventRow, EventRow[]> {
  const query = db<EventRow>('events').orderBy([{ column: 'xid' }, { column: 'id' }]);
  if (hasTenancy(db)) query.whereRaw('xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint');
  return query as unknown as Knex.QueryBuilder<EventRow, EventRow[]>;
}

/** As `settledEvents`, after a position. */
export const settledAfter = (db: Knex, { xid, id }: Position): Knex.QueryBuilder<EventRow, EventRow[]> =>
  settledEvents(db).whereRaw('(xid, id) > (?, ?)', [xid, id]);

/** The place behind the newest settled event. */
export async function lastPosition(db: Knex): Promise<Position> {
  const row = await settledEvents(db)
    .clearOrder()
    .orderBy([
      { column: 'xid', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first('xid', 'id');
  return row ? { xid: row.xid, id: row.id } : BEGINNING;
}

/** The place behind an event, by its id; null when it is not kept any more. */
export async function positionOf(db: Knex, id: number): Promise<Position | null> {
  const row = await db<EventRow>('events').where({ id }).first('xid', 'id');
  return row ? { xid: row.xid, id: row.id } : null;
}

/**
 * A database that was restored into another PostgreSQL server counts its transactions anew, from less. Its old events and readers then
 * go to the beginning, in the order of their ids, so that new events come behind them. Does nothing otherwise.
 */
export async function rebaseEvents(db: Knex): Promise<void> {
  if (!hasTenancy(db)) return;
  const current = 'pg_snapshot_xmax(pg_current_snapshot())::text::bigint';
  await db.transaction(async (tx) => {
    for (const table of ['events', 'event_readers']) await tx(table).whereRaw(`xid > ${current}`).update({ xid: 0 });
  });
}
