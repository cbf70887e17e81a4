import type { Knex } from 'knex';
import type { RealtimeEvent } from '@luneo/sdk/contracts/realtime.js';

/** Whose news it is. Without an owner only the brand's staff and keys may hear it. */
export interface Audience {
  brandId: string;
  ownerId: string | null;
}
export type NewEvent = Pick<RealtimeEvent, 'topic' | 'type' | 'data'>;
export type StoredEvent = RealtimeEvent & Audience;

interface EventRow {
  id: number;
  brand_id: string;
  owner_id: string | null;
  topic: string;
  type: RealtimeEvent['type'];
  data: string;
  created_at: string;
}

/** Writes an event in the transaction of the change that it tells of. `data`: status fields only, the row is the truth. */
export async function emitEvent(tx: Knex, audience: Audience, event: NewEvent): Promise<void> {
  const { brandId: brand_id, ownerId: owner_id } = audience;
  const { topic, type } = event;
  const data = JSON.stringify(event.data);
  await tx<Omit<EventRow, 'id'>>('events').insert({ brand_id, owner_id, topic, type, data, created_at: new Date().toISOString() });
}

/** Newest id; 0 without events. */
export async function lastEventId(db: Knex): Promise<number> {
  const row = await db<EventRow>('events').max({ id: 'id' }).first();
  return row?.['id'] ?? 0;
}

/** Events after `id`, oldest first. SQLite commits them in the order of their ids: none can appear behind the reader. */
export async function eventsAfter(db: Knex, id: number, limit: number): Promise<StoredEvent[]> {
  const rows = await db<EventRow>('events').where('id', '>', id).orderBy('id').limit(limit);
  return rows.map((row) => ({
    id: row.id,
    brandId: row.brand_id,
    ownerId: row.owner_id,
    topic: row.topic,
    type: row.type,
    data: JSON.parse(row.data) as Record<string, unknown>,
    createdAt: row.created_at,
  }));
}

/** Forgets what no socket can still be waiting for. */
export async function pruneEvents(db: Knex, before: Date): Promise<void> {
  await db('events').where('created_at', '<', before.toISOString()).delete();
}
