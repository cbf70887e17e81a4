import type { Knex } from 'knex';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { newId } from '../id.js';
import { eventsAfter, type StoredEvent } from './outbox.js';
import { BEGINNING, rebaseEvents, type Position } from './position.js';
import { onEvents } from './wake.js';
import { deleteInPortions } from '../drivers/database/portions.js';

export interface ReaderSettings {
  /** Events of one transaction at most. */
  batch: number;
  /** ms between two looks of the leader; a commit of this process is seen at once. */
  pollMs: number;
  /** ms after which a silent leader is taken for dead. */
  leaseMs: number;
  now: () => number;
}
const SETTINGS: ReaderSettings = { batch: 200, pollMs: 100, leaseMs: 10_000, now: Date.now };

interface ReaderRow {
  name: string;
  xid: number;
  event_id: number;
  leader: string | null;
  lease_until: string | null;
}
/** What becomes of events, in the transaction that also notes how far the reader has come: each event once, or all of them again. */
export type Consume = (tx: Knex.Transaction, events: readonly StoredEvent[]) => Promise<void>;

/** Reads all events in their order. Of the processes that start a reader of one name, one reads and the others stand by. */
export function startReader(
  deps: Pick<Deps, 'db' | 'log'>,
  name: string,
  consume: Consume,
  settings: Partial<ReaderSettings> = {},
): Reader {
  return new Reader(deps, name, consume, { ...SETTINGS, ...settings });
}

class Reader {
  readonly #deps: Pick<Deps, 'db' | 'log'>;
  readonly #name: string;
  readonly #consume: Consume;
  readonly #settings: ReaderSettings;
  readonly #id = newId('rdr');
  readonly #unsubscribe: () => void;
  readonly #running: Promise<void>;
  /** Null while another process leads. */
  #position: Position | null = null;
  #leaseUntil = 0;
  #isStopping = false;
  #wakes = false;
  #endSleep = (): void => {};

  constructor(deps: Pick<Deps, 'db' | 'log'>, name: string, consume: Consume, settings: ReaderSettings) {
    this.#deps = deps;
    this.#name = name;
    this.#consume = consume;
    this.#settings = settings;
    this.#unsubscribe = onEvents(deps.db, () => this.wake());
    this.#running = asSystem(deps.db, () => this.#run());
  }

  /** There may be something to read. Who stands by sleeps on. */
  wake(): void {
    if (this.#position) this.#rouse();
  }

  /** Ends after the batch at hand; another process may lead at once. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#unsubscribe();
    this.#rouse();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { pollMs, leaseMs, batch } = this.#settings;
    while (!this.#isStopping) {
      this.#wakes = false;
      const read = await this.#pass().catch((error: unknown) => {
        this.#deps.log.warn({ err: error, reader: this.#name }, 'cannot read events');
        this.#position = null;
        return null;
      });
      if (read === batch) continue;
      await this.#sleep(read === null ? 1_000 : this.#position ? pollMs : leaseMs / 4);
    }
    if (this.#position) await this.#leave().catch(() => {});
  }

  /** How many events were consumed. */
  async #pass(): Promise<number> {
    if (!(await this.#lead())) return 0;
    const events = await eventsAfter(this.#deps.db, this.#position!, this.#settings.batch);
    const last = events.at(-1);
    if (!last) return 0;
    const { xid, id } = this.#position!;
    await this.#deps.db.transaction(async (tx) => {
      const moved = await tx<ReaderRow>('event_readers')
        .where({ name: this.#name, leader: this.#id, xid, event_id: id })
        .update({ xid: last.xid, event_id: last.id });
      if (moved !== 1) throw new Error('another process leads');
      await this.#consume(tx, events);
    });
    this.#position = { xid: last.xid, id: last.id };
    return events.length;
  }

  /** Becomes or stays the leader; false while somebody else is. */
  async #lead(): Promise<boolean> {
    const { db } = this.#deps;
    const now = this.#settings.now();
    if (this.#position && now < this.#leaseUntil - this.#settings.leaseMs / 2) return true;
    const until = now + this.#settings.leaseMs;
    if (!this.#position) {
      const { xid, id } = BEGINNING;
      await db<ReaderRow>('event_readers')
        .insert({ name: this.#name, xid, event_id: id, leader: null, lease_until: null })
        .onConflict('name')
        .ignore();
    }
    const taken = await db<ReaderRow>('event_readers')
      .where({ name: this.#name })
      .where(
        (free) => void free.where({ leader: this.#id }).orWhereNull('leader').orWhere('lease_until', '<=', new Date(now).toISOString()),
      )
      .update({ leader: this.#id, lease_until: new Date(until).toISOString() });
    if (taken !== 1) {
      this.#position = null;
      return false;
    }
    this.#leaseUntil = until;
    if (!this.#position) {
      await rebaseEvents(db);
      const row = (await db<ReaderRow>('event_readers').where({ name: this.#name }).first('xid', 'event_id'))!;
      this.#position = { xid: row.xid, id: row.event_id };
    }
    return true;
  }

  async #leave(): Promise<void> {
    await this.#deps
      .db<ReaderRow>('event_readers')
      .where({ name: this.#name, leader: this.#id })
      .update({ leader: null, lease_until: null });
  }

  #rouse(): void {
    this.#wakes = true;
    this.#endSleep();
  }

  #sleep(ms: number): Promise<void> {
    if (this.#wakes || this.#isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
export type { Reader };

/** Forgets events that every reader has passed; after `atLatest` also those that none has, so that the table stays bounded. */
export async function pruneEvents(db: Knex, before: Date, atLatest: Date): Promise<void> {
  await deleteInPortions(db, 'events', (events) => events.where('created_at', '<', atLatest.toISOString()));
  const slowest = await db<ReaderRow>('event_readers')
    .orderBy([{ column: 'xid' }, { column: 'event_id' }])
    .first('xid', 'event_id');
  await deleteInPortions(db, 'events', (events) => {
    const passed = events.where('created_at', '<', before.toISOString());
    return slowest ? passed.whereRaw('(xid, id) <= (?, ?)', [slowest.xid, slowest.event_id]) : passed;
  });
}
