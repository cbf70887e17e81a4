import { ConfigError, oneOf, type Env } from './env.js';
import type { RedisConfig } from './redis.js';

/** Where jobs wait: in the application's database, or brought by BullMQ on Redis to workers on several machines. */
export type QueueConfig = { kind: 'table' } | { kind: 'bullmq' };

/** `LUNEO_QUEUE`: `table` (default) or `bullmq`, which needs `REDIS_URL`. */
export function readQueue(env: Env, redis: RedisConfig | null): QueueConfig {
  const kind = oneOf(env, 'LUNEO_QUEUE', ['table', 'bullmq'], 'table');
  if (kind === 'bullmq' && !redis) throw new ConfigError('LUNEO_QUEUE', 'is bullmq, which needs REDIS_URL');
  return { kind };
}
