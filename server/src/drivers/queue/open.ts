import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Queue } from './queue.js';
import { createTableQueue } from './table.js';

/** The driver that the configuration names; BullMQ is loaded only for those who use it. */
export async function openQueue(
  { queue, redis: at }: Pick<Config, 'queue' | 'redis'>,
  db: Knex,
  redis: Redis | null,
  log: Logger,
): Promise<Queue> {
  if (queue.kind === 'table' || !redis || !at) return createTableQueue(db, log);
  return (await import('./bullmq.js')).createBullQueue(db, redis, at.prefix, log);
}
