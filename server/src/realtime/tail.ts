import type { Deps } from '../deps.js';
import { eventsAfter, lastEventId } from '../outbox/outbox.js';
import type { StoredEvent } from '../outbox/outbox.js';

/** Short: it is how long a shopper waits for news that a worker has written. */
const EVERY_MS = 50;
const BATCH = 500;

export interface Tail {
  /** Begins to read, from events that are written from now on. */
  start(): Promise<void>;
  /** Nobody listens: nothing is read. */
  pause(): void;
  close(): Promise<void>;
}

/** Follows the events table, which workers and other API processes write to, while somebody listens. */
export function createTail({ db, log }: Pick<Deps, 'db' | 'log'>, onEvent: (event: StoredEvent) => void): Tail {
  let position: Promise<number> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    try {
      if (!position) return;
      const events = await eventsAfter(db, await position, BATCH);
      if (events.length > 0) position = Promise.resolve(events.at(-1)!.id);
      events.forEach(onEvent);
    } catch (error) {
      log.warn({ err: error }, 'cannot read events');
    }
  }
  function schedule(): void {
    timer = setTimeout(() => {
      reading = read().finally(() => {
        if (position) schedule();
      });
    }, EVERY_MS);
  }
  function pause(): void {
    clearTimeout(timer);
    position = null;
  }

  return {
    start: async () => {
      if (!position) {
        position = lastEventId(db);
        clearTimeout(timer);
        schedule();
      }
      await position;
    },
    pause,
    close: async () => {
      pause();
      await reading;
    },
  };
}
