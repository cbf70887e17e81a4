import type { Redis } from 'ioredis';

/** How often counts are exchanged with the other processes. */
const EXCHANGE_MS = 500;
/** More callers than this in one window: the oldest are forgotten, so that memory stays bounded. */
const MAX_CALLERS = 50_000;

interface Count {
  /** Calls that this process has answered in the window. */
  own: number;
  /** Calls of other processes, as of the last exchange. */
  others: number;
  /** Part of `own` that the others know of. */
  told: number;
}

export interface Usage {
  /** Calls left in the window; negative when there were more than the limit. */
  left: number;
  /** Seconds until the window ends. */
  seconds: number;
}

/**
 * Counts every call of every caller in windows of fixed length. Counting is a look into a map, for it is done on each request; with
 * Redis, processes tell each other twice a second how many calls they saw, so a caller of several processes is found out half a
 * second late at most. Without Redis, or while it is away, each process counts for itself.
 */
export class GeneralLimit {
  readonly #seconds: number;
  readonly #redis: Redis | null;
  #counts = new Map<string, Count>();
  #window = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(seconds: number, redis: Redis | null) {
    this.#seconds = seconds;
    this.#redis = redis;
  }

  /** Counts one call of `caller`. */
  count(caller: string, limit: number, now = Date.now()): Usage {
    const counted = this.#find(caller, now);
    counted.own += 1;
    if (this.#redis) this.#exchangeSoon(this.#redis);
    return this.#usage(counted, limit, now);
  }

  /** Asks without counting. */
  look(caller: string, limit: number, now = Date.now()): Usage {
    this.#turn(now);
    return this.#usage(this.#counts.get(caller), limit, now);
  }

  #usage(counted: Count | undefined, limit: number, now: number): Usage {
    const seconds = Math.max(1, Math.ceil(((this.#window + 1) * this.#seconds * 1000 - now) / 1000));
    return { left: limit - (counted ? counted.own + counted.others : 0), seconds };
  }

  #turn(now: number): void {
    const window = Math.floor(now / (this.#seconds * 1000));
    if (window === this.#window) return;
    this.#window = window;
    this.#counts = new Map();
  }

  #find(caller: string, now: number): Count {
    this.#turn(now);
    const known = this.#counts.get(caller);
    if (known) return known;
    if (this.#counts.size >= MAX_CALLERS) this.#counts.delete(this.#counts.keys().next().value!);
    const counted = { own: 0, others: 0, told: 0 };
    this.#counts.set(caller, counted);
    return counted;
  }

  #exchangeSoon(redis: Redis): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.exchange(redis).catch(() => {});
    }, EXCHANGE_MS);
    this.#timer.unref();
  }

  /** Tells Redis what was counted since the last time, and learns what others counted. What fails is told the next time. */
  async exchange(redis: Redis): Promise<void> {
    if (redis.status !== 'ready') return;
    const changed = [...this.#counts].filter(([, count]) => count.own > count.told);
    const sums = redis.pipeline();
    const told = changed.map(([caller, count]) => {
      const key = `calls:${this.#window}:${caller}`;
      sums.incrby(key, count.own - count.told);
      sums.expire(key, 2 * this.#seconds);
      return count.own;
    });
    const replies = (await sums.exec()) ?? [];
    changed.forEach(([, count], i) => {
      const [error, sum] = replies[2 * i] ?? [new Error('no answer')];
      if (error) return;
      count.told = told[i]!;
      count.others = Number(sum) - told[i]!;
    });
  }
}
