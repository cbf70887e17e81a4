import { createRequire } from 'node:module';
import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import type { RedisConfig } from '../config/redis.js';

// A process without Redis starts without it.
const load = createRequire(import.meta.url);

const CONNECT_MS = 5_000;
const COMMAND_MS = 2_000;
const MAX_WAIT_MS = 2_000;

/** 50 ms, 100 ms, 200 ms … at most two seconds: for ever, so that a Redis that comes back is found without a restart of ours. */
const wait = (tries: number): number => Math.min(50 * 2 ** Math.min(tries - 1, 10), MAX_WAIT_MS);

/**
 * One connection for short commands: rate limits, publishing, locks. Keys get `prefix:` in front by themselves; channels do not.
 * While Redis is away every command fails at once, and a command without an answer fails after two seconds: callers decide what
 * they do without Redis. Never throws by itself; losing and finding Redis is logged once each. Give it back with `disconnect()`.
 */
export function openRedis({ url, prefix }: RedisConfig, log: Logger): Redis {
  const ioredis = load('ioredis') as typeof import('ioredis');
  const redis = new ioredis.Redis(url, {
    keyPrefix: `${prefix}:`,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_MS,
    connectTimeout: CONNECT_MS,
    retryStrategy: wait,
    // After a failover the old primary refuses writes: connect again, to whoever the address means now.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  return logged(redis, log);
}

/**
 * A connection of its own that waits: for subscribing and for blocking commands. It queues commands while Redis is away and
 * subscribes again by itself when Redis is back. `keyPrefix` is kept unless `options` says otherwise.
 */
export function openWaitingRedis(redis: Redis, log: Logger, options: RedisOptions = {}): Redis {
  const waiting = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null, ...options });
  waiting.options.commandTimeout = undefined;
  return logged(waiting, log);
}

/** Resolves when Redis answers, or to `false` after `ms`. For the start of a process, which goes on either way. */
export async function isRedisReady(redis: Redis, ms = CONNECT_MS): Promise<boolean> {
  if (redis.status === 'ready') return true;
  return new Promise((resolve) => {
    const done = (isReady: boolean) => (): void => {
      clearTimeout(timer);
      redis.off('ready', onReady);
      resolve(isReady);
    };
    const onReady = done(true);
    const timer = setTimeout(done(false), ms);
    redis.once('ready', onReady);
  });
}

function logged(redis: Redis, log: Logger): Redis {
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) log.warn({ err: error }, 'Redis does not answer; trying until it does');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.info('Redis answers again');
    isAway = false;
  });
  return redis;
}
