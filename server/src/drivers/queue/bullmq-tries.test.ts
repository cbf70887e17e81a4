import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { newId } from '../../id.js';
import { moduleFile, nodeFlags } from '../../testing-process.js';
import { startRedis, type TestRedis } from '../../testing-redis.js';
import { isRedisReady, openRedis } from '../redis.js';
import { createBullQueue } from './bullmq.js';
import type { JobRow, QueueSettings } from './job-row.js';
import { payload, testDatabase, until, type TestDatabase } from './queue-suite.js';
import type { JobContext, JobHandlers, Queue } from './queue.js';

const log = pino({ level: 'silent' });
const server = await startRedis();
if (!server) test('tries on Redis', { skip: 'redis-server is not installed' }, () => {});
else {
  const redis = openRedis({ url: server.url, prefix: 'tries' }, log);
  const bare = redis.duplicate({ keyPrefix: '' });
  await Promise.all([isRedisReady(redis), isRedisReady(bare)]);
  describe('every try is counted once', () => counts(server, redis, bare));
  after(async () => {
    redis.disconnect();
    bare.disconnect();
    await server.stop();
  });
}

function counts(server: TestRedis, redis: Redis, bare: Redis): void {
  let database: TestDatabase;
  let db: Knex;
  let prefix: string;
  let stops: (() => Promise<unknown>)[];
  beforeEach(async () => {
    database = await testDatabase();
    db = database.db;
    prefix = newId('test');
    stops = [];
  });
  afterEach(async () => {
    for (const stop of stops.reverse()) await stop();
    await database.close();
  });
  const queueWith = (options: Partial<QueueSettings> = {}): Queue => {
    const queue = createBullQueue(db, redis, prefix, log, { pollMs: 20, backoffMs: () => 0, ...options });
    stops.push(() => queue.close!());
    return queue;
  };
  const work = async (queue: Queue, handlers: JobHandlers, options: Parameters<Queue['work']>[1] = {}): Promise<void> => {
    const working = await queue.work(handlers, options);
    stops.push(() => working.stop());
  };
  /** Works until a try succeeds, which is the one with this number; gives the numbers of all tries. */
  const triesUntil = async (queue: Queue, last: number, meanwhile: (context: JobContext) => unknown = () => {}): Promise<number[]> => {
    const tries: number[] = [];
    const print = async (_: unknown, context: JobContext): Promise<void> => {
      tries.push(context.attempt);
      await meanwhile(context);
      if (context.attempt < last) throw new Error('the printer is away');
    };
    await work(queue, { print });
    await statusIs('done');
    return tries;
  };
  const row = async (): Promise<JobRow> => (await db<JobRow>('jobs').first())!;
  const statusIs = (status: string) => until(async () => (await row()).status === status);
  /** BullMQ's key of the one job. */
  const bullKey = async (): Promise<string> => `${prefix}:jobs:print:${(await row()).id}`;
  const stalls = async (): Promise<number> => Number(await bare.hget(await bullKey(), 'stc'));
  /** A job that Redis knows, and that has stalled so often there. */
  const add = async (queue: Queue, stalled = 0): Promise<void> => {
    await queue.add(db, 'print', payload);
    const key = await bullKey();
    await until(async () => (await bare.exists(key)) === 1);
    if (stalled > 0) await bare.hset(key, 'stc', stalled);
  };
  /** As if Redis had not heard of the worker for as long as a lease. */
  const loseLock = async () => bare.del(`${await bullKey()}:lock`);

  test('a death before there was a lease counts once, however many tries follow', async () => {
    const queue = queueWith();
    await add(queue, 1);
    assert.deepEqual(await triesUntil(queue, 5), [2, 3, 4, 5]);
    assert.equal((await row()).attempts, 5);
  });

  test('a death under a lease counts once', async () => {
    const queue = queueWith();
    await add(queue, 1);
    await db<JobRow>('jobs').update({ status: 'running', worker: 'wrk_dead', attempts: 1 });
    assert.deepEqual(await triesUntil(queue, 4), [2, 3, 4]);
  });

  test('deaths before a lease are in the row as soon as there is one', async () => {
    const queue = queueWith();
    await add(queue, 2);
    const seen: number[] = [];
    await triesUntil(queue, 3, async () => void seen.push((await row()).attempts));
    assert.deepEqual(seen, [3]);
  });

  test('a try that ended before Redis heard of it counts once', async () => {
    const queue = queueWith({ leaseMs: 200, beatMs: 20 });
    await add(queue);
    const tries = await triesUntil(queue, 3, ({ attempt }) => (attempt === 1 ? loseLock() : undefined));
    assert.deepEqual(tries, [1, 2, 3]);
  });

  test('a try that Redis took for dead goes on alone and counts once', async () => {
    const queue = queueWith({ leaseMs: 200, beatMs: 20 });
    await add(queue);
    const tries = await triesUntil(queue, 3, async ({ attempt }) => {
      if (attempt > 1) return;
      await loseLock();
      await until(async () => (await stalls()) > 0 && (await bare.hget(await bullKey(), 'data')) !== 'null');
    });
    assert.deepEqual(tries, [1, 2, 3]);
  });

  test('a failure is not held up by a lease that comes too late', async () => {
    const queue = queueWith();
    await add(queue);
    const tries = await triesUntil(queue, 3, () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30));
    assert.deepEqual(tries, [1, 2, 3]);
  });

  test('a job that kills its worker at once is given up when its tries are used up', async () => {
    const queue = queueWith({ leaseMs: 1_000, beatMs: 100, maxAttempts: () => 2 });
    await add(queue);
    for (let deaths = 0; deaths < 2; deaths++) {
      const child = fork(
        moduleFile('drivers/queue/testing-bullmq-child.ts'),
        [server.url, prefix, JSON.stringify(database.env), database.folder, 'dies'],
        { execArgv: nodeFlags },
      );
      assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);
    }
    const [tries, dead]: [number[], string[]] = [[], []];
    const print = async (_: unknown, { attempt }: JobContext): Promise<void> => void tries.push(attempt);
    await work(queue, { print }, { dead: { print: async (_, reason) => void dead.push(reason) } });
    await statusIs('dead');
    assert.deepEqual([tries, dead], [[], ['its workers died']]);
  });
}
