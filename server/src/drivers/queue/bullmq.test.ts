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
import { insertJob, type JobRow, type QueueSettings } from './job-row.js';
import { payload, queueSuite, testDatabase, until, type TestDatabase } from './queue-suite.js';
import type { Queue } from './queue.js';

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
  describe('a Redis that forgets, hangs or goes away', () => outages(server, redis));
  after(async () => {
    redis.disconnect();
    await server.stop();
  });
}

function outages(server: TestRedis, redis: Redis): void {
  let database: TestDatabase;
  let db: Knex;
  let queue: Queue;
  let prefix: string;
  let stops: (() => Promise<unknown>)[];
  beforeEach(async () => {
    database = await testDatabase();
    db = database.db;
    prefix = newId('test');
    stops = [];
    queue = queueWith();
  });
  afterEach(async () => {
    for (const stop of stops.reverse()) await stop();
    await database.close();
  });
  const queueWith = (options: Partial<QueueSettings> = {}): Queue => {
    const made = createBullQueue(db, redis, prefix, log, { pollMs: 20, backoffMs: () => 1, ...options });
    stops.push(() => made.close!());
    return made;
  };
  const order = (n: number) => ({ orderId: `ord_${n}`, brandId: 'brd_1' });
  /** Works until the test ends; gives the orders in the order in which they were printed. */
  const printing = async (): Promise<string[]> => {
    const printed: string[] = [];
    const working = await queue.work({ print: async ({ orderId }) => void printed.push(orderId) });
    stops.push(() => working.stop());
    return printed;
  };
  const allDone = () => until(async () => (await db('jobs').whereNot({ status: 'done' })).length === 0);

  test('a job whose process died between commit and push is brought all the same', async () => {
    await insertJob(db, Date.now(), 'print', order(1), {});
    assert.deepEqual((await Promise.all([printing(), allDone()]))[0], ['ord_1']);
    await insertJob(db, Date.now(), 'print', order(2), {});
    await allDone();
  });

  test('what Redis has forgotten is told to it again, also what was for later', async () => {
    const clock = { at: Date.now() };
    queue = queueWith({ now: () => clock.at });
    await queue.add(db, 'print', order(1));
    await queue.add(db, 'print', order(2), { runAt: new Date(clock.at + 3_600_000) });
    const known = async (): Promise<number> => (await redis.keys(`${prefix}:jobs:print:job_*`)).length;
    await until(async () => (await known()) === 2);
    await redis.flushall();
    const printed = await printing();
    await until(() => printed.length === 1);
    await redis.flushall();
    clock.at += 3_600_000;
    await allDone();
    assert.deepEqual(printed, ['ord_1', 'ord_2']);
  });

  test('Redis holds ids and names, nothing of anybody', async () => {
    await queue.add(db, 'print', { orderId: 'ord_canary', brandId: 'brd_canary' }, { key: 'print:canary' });
    let keys: string[] = [];
    await until(async () => (keys = await redis.keys(`${prefix}:jobs:*`)).some((key) => key.includes('job_')));
    const bare = redis.duplicate({ keyPrefix: '' });
    await isRedisReady(bare);
    for (const key of keys) {
      const kind = await bare.type(key);
      const held = kind === 'hash' ? await bare.hgetall(key) : kind === 'list' ? await bare.lrange(key, 0, -1) : '';
      assert.ok(!JSON.stringify([key, held]).includes('canary'), key);
    }
    bare.disconnect();
  });

  test('killed and started again under load: adding never fails, every job is done, once, without help', async () => {
    const printed = await printing();
    for (let n = 0; n < 300; n++) {
      if (n === 100) await server.kill();
      if (n === 200) await server.start();
      await db.transaction((tx) => queue.add(tx, 'print', order(n)));
    }
    await allDone();
    assert.deepEqual(printed.toSorted(), Array.from({ length: 300 }, (_, n) => `ord_${n}`).toSorted());
  });

  test('a Redis that hangs holds up nobody who adds, and the jobs are done when it goes on', async () => {
    const printed = await printing();
    server.pause();
    try {
      for (let n = 0; n < 20; n++) await queue.add(db, 'print', order(n));
      assert.equal((await db('jobs')).length, 20);
    } finally {
      server.resume();
    }
    await allDone();
    assert.equal(printed.length, 20);
  });

  test('a worker that is killed loses nothing: another one takes its job up, as the second try', async () => {
    const patient = queueWith({ leaseMs: 1_000, beatMs: 100 });
    await patient.add(db, 'print', payload);
    const child = fork(
      moduleFile('drivers/queue/testing-bullmq-child.ts'),
      [server.url, prefix, JSON.stringify(database.env), database.folder, 'waits'],
      { execArgv: nodeFlags },
    );
    assert.deepEqual(await once(child, 'message'), [payload.orderId, undefined]);
    const tries: number[] = [];
    const working = await patient.work({ print: async (_, { attempt }) => void tries.push(attempt) });
    stops.push(() => working.stop());
    child.kill('SIGKILL');
    await allDone();
    assert.deepEqual(tries, [2]);
  });

  test('rows are the truth: what was done meanwhile is not done again', async () => {
    await queue.add(db, 'print', order(1));
    await db<JobRow>('jobs').update({ status: 'done' });
    await queue.add(db, 'print', order(2));
    const printed = await printing();
    await allDone();
    await until(async () => (await redis.keys(`${prefix}:jobs:print:job_*`)).length === 0);
    assert.deepEqual(printed, ['ord_2']);
  });
}
