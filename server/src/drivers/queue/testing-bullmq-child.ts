import { pino } from 'pino';
import { openDatabase } from '../database/database.js';
import { readDatabase } from '../../config/database.js';
import { EVERYTHING } from '../database/tenancy.js';
import { openRedis } from '../redis.js';
import { createBullQueue } from './bullmq.js';

/** A worker in a process of its own, to be killed: it takes `print` jobs, says so and never ends them, or dies of them at once. */
const [redisUrl, prefix, databaseEnv, folder, kind] = process.argv.slice(2) as [string, string, string, string, 'waits' | 'dies'];
const log = pino({ level: 'silent' });
const env = JSON.parse(databaseEnv) as Record<string, string>;
const db = openDatabase(readDatabase(env, folder), { unscoped: EVERYTHING });
const settings = { leaseMs: 1_000, beatMs: 100, pollMs: 50, maxAttempts: () => 2 };
const queue = createBullQueue(db, openRedis({ url: redisUrl, prefix }, log), prefix, log, settings);
await queue.work({
  print: async ({ orderId }) => {
    if (kind === 'dies') process.kill(process.pid, 'SIGKILL');
    process.send!(orderId);
    await new Promise(() => {});
  },
});
