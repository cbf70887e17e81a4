import { pino } from 'pino';
import type { Deps } from './deps.js';
import type { FileStore } from './drivers/files/files.js';
import type { QueueSettings } from './drivers/queue/job-row.js';
import type { Queue } from './drivers/queue/queue.js';
import { createTableQueue } from './drivers/queue/table.js';
import { newId } from './id.js';

// Loaded only where they are used: together they are a fifth of what a test file loads.
const s3 = process.env['LUNEO_TEST_S3_URL'] ? await import('./drivers/files/s3.js') : null;
const bull = process.env['LUNEO_TEST_REDIS_URL'] ? await import('./drivers/queue/bullmq.js') : null;

/** A folder of a test's own in the bucket at `LUNEO_TEST_S3_URL`; `null` where none is named. */
export function testBucket(): FileStore | null {
  const endpoint = process.env['LUNEO_TEST_S3_URL'];
  if (!s3 || !endpoint) return null;
  return s3.createS3Files({
    kind: 's3',
    bucket: 'luneo-test',
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    pathStyle: true,
    prefix: `${newId('test')}/`,
  });
}

/** A queue that works: BullMQ where the test application has Redis, else the table. */
export function testQueue({ db, redis, config }: Pick<Deps, 'db' | 'redis' | 'config'>, options: Partial<QueueSettings> = {}): Queue {
  const log = pino({ level: 'silent' });
  const settings = { backoffMs: () => 5, pollMs: 5, ...options };
  return bull && redis && config.redis
    ? bull.createBullQueue(db, redis, config.redis.prefix, log, settings)
    : createTableQueue(db, log, settings);
}
