import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { newId } from '../../id.js';
import { startRedis } from '../../testing-redis.js';
import { isRedisReady, openRedis } from '../redis.js';
import { createBullQueue } from './bullmq.js';
import type { JobRow } from './job-row.js';
import type { Queue } from './queue.js';
import { payload, queueSuite, testDatabase, until } from './suite.js';

const log = pino({ level: 'silent' });
const server = await startRedis();
if (!server) test('queue on Redis', { skip: 'redis-server is not installed' }, () => {});
else {
  const redis = openRedis({ url: server.url, prefix: 'suite' }, log);
  await isRedisReady(redis);
  const prefixes = new WeakMap<Knex, string>();
  queueSuite('queue on Redis', (db, options) => {
    if (!prefixes.has(db)) prefixes.set(db, newId('test'));
    return createBullQueue(db, redis, prefixes.get(db)!, log, options);
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });
}
