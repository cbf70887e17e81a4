import type { Knex } from 'knex';
import type { RealtimeEvent, TopicKind } from '@luneo/sdk/contracts/realtime.js';
import type { Scope } from '../auth/scope.js';
import type { Sql } from '../drivers/database/change-row.js';
import { settledAfter } from './position.js';
import type { Position } from './position.js';
import { wakeAfterCommit } from './wake.js';

/** Whose news it is. Without an owner only the brand's staff and keys may hear it; without a mode it concerns both. */
export interface Audience {
  brandId: string;
  ownerId: string | null;
  mode: Scope['mode'] | null;
}
export type NewEvent = Pick<RealtimeEvent, 'type' | 'data'> & { topic: `${TopicKind | 'brand'}:${string}` };
export type StoredEvent = RealtimeEvent & Audience & { xid: number };

export interface EventRow {
  id: number;
  brand_id: string;
  owner_id: string | null;
  in_mode: Scope['mode'] | null;
  topic: string;
  type: RealtimeEvent['type'];
  data: string;
  created_at: string;
  xid: number;
}

/** The statement that writes an event, for `changeRow`; `wakeAfterCommit` follows once it is committed. */
export function eventSql({ brandId, ownerId, mode }: Audience, { topic, type, data }: NewEvent): Sql {
  return {
    sql: 'insert into events (brand_id, owner_id, in_mode, topic, type, data, created_at) values (?, ?, ?, ?, ?, ?, ?)',
    bindings: [brandId, ownerId, mode, topic, type, JSON.stringify(data), new Date().toISOString()],
  };
}

/** Writes an event in the transaction of the change that it tells of. `data`: status fields only, the row is the truth. */
export async function emitEvent(tx: Knex, audience: Audience, event: NewEvent): Promise<void> {
  const { sql, bindings } = eventSql(audience, event);
  await tx.raw(sql, bindings as Knex.RawBinding[]);
  wakeAfterCommit(tx);
}

const SESSION = 'session:';

/** Tells our own processes, and nobody else, that a shopper's session was ended. */
export async function emitSessionEnd(tx: Knex, audience: Audience, sessionId: string): Promise<void> {
  const event = { topic: `${SESSION}${sessionId}`, type: 'session.ended', data: {} } as unknown as NewEvent;
  await emitEvent(tx, audience, event);
}

/** The session that an event tells the end of; null for all that others may hear of. */
export const endedSessionOf = ({ topic }: Pick<StoredEvent, 'topic'>): string | null =>
  topic.startsWith(SESSION) ? topic.slice(SESSION.length) : null;

/** Events after a position, in their order. None can appear behind the last one that is returned. */
export async function eventsAfter(db: Knex, position: Position, limit: number): Promise<StoredEvent[]> {
  return ((await settledAfter(db, position).limit(limit)) as EventRow[]).map(toEvent);
}

export const toEvent = (row: EventRow): StoredEvent => ({
  id: row.id,
  xid: row.xid,
  brandId: row.brand_id,
  ownerId: row.owner_id,
  mode: row.in_mode,
  topic: row.topic,
  type: row.type,
  data: JSON.parse(row.data) as Record<string, unknown>,
  createdAt: row.created_at,
});
