import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { eventsAfter, type StoredEvent } from '../outbox/outbox.js';
import { lastPosition, type Position } from '../outbox/position.js';
import { announceEvents, hearEvents } from '../outbox/signal.js';

/** Short: it is how long a shopper waits for news that another process has written, where none can signal it. */
const EVERY_MS = 20;
/** With Redis: how often to look though nobody called. */
const RARELY_MS = 1_000;
const BATCH = 500;

export interface Tail {
  /** Begins to read, unless it does. Resolves to the place behind which every event will be told, at the moment it resolves. */
  start(): Promise<void>;
  /** The place behind which every event will be told; null while nothing is read. */
  position(): Position | null;
  /** Nobody listens: nothing is read. */
  pause(): void;
  close(): Promise<void>;
}

type TailDeps = Pick<Deps, 'db' | 'log' | 'config' | 'redis'>;

/**
 * Follows the events table, which workers and other API processes write to, while somebody listens. After a signal it looks at once
 * and then a few times more, ever less often: an event is settled a moment after its commit, when older transactions have ended.
 */
export function createTail(deps: TailDeps, onEvent: (event: StoredEvent) => void): Tail {
  const { db, log } = deps;
  let position: Position | null = null;
  let starting: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> | null = null;
  let isDue = false;
  let waitMs = EVERY_MS;
  const stopAnnouncing = announceEvents(deps);
  const signal = hearEvents(deps, () => {
    waitMs = EVERY_MS;
    look();
  });

  async function read(): Promise<void> {
    do {
      isDue = false;
      if (!position) return;
      const from = position;
      const events = await eventsAfter(db, from, BATCH);
      // Whoever paused and started meanwhile has another place, and these events come behind it or do not count.
      if (position !== from) return;
      const last = events.at(-1);
      if (last) position = { xid: last.xid, id: last.id };
      if (events.length === BATCH) isDue = true;
      events.forEach(onEvent);
    } while (isDue);
  }
  function look(): void {
    clearTimeout(timer);
    isDue = true;
    if (!position || reading) return;
    reading = asSystem(db, read)
      .catch((error: unknown) => log.warn({ err: error }, 'cannot read events'))
      .finally(() => {
        reading = null;
        if (!position) return;
        clearTimeout(timer);
        timer = setTimeout(look, waitMs);
        waitMs = signal.hearsAll() ? Math.min(waitMs * 2, RARELY_MS) : EVERY_MS;
      });
  }
  function pause(): void {
    clearTimeout(timer);
    position = null;
  }

  return {
    start: async () => {
      while (!position) {
        starting ??= asSystem(db, () => lastPosition(db))
          .then((last) => {
            position = last;
            look();
          })
          .finally(() => (starting = null));
        await starting;
      }
    },
    position: () => position,
    pause,
    close: async () => {
      pause();
      signal.close();
      stopAnnouncing();
      await reading;
    },
  };
}
