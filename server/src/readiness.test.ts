import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { createBullQueue } from './drivers/queue/bullmq.js';
import { openRedis, isRedisReady } from './drivers/redis.js';
import { createReadiness } from './readiness.js';
import { startRedis, type TestRedis } from './testing-redis.js';
import { memoryFiles, startTestApp, type TestApp } from './testing.js';

const log = pino({ level: 'silent' });
const until = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50));
};

// Before the first test: with --test-force-exit a file ends with the tests that are known by then.
const server = await startRedis();

describe('GET /ready', () => {
  let app: TestApp;
  const files = { ...memoryFiles() };
  before(async () => {
    app = await startTestApp({ files });
  });
  after(() => app.close());

  test('is 200 while everything answers, and names what does not', async () => {
    assert.deepEqual((await app.request('GET', '/ready')).body, { status: 'ready' });
    files.check = async () => {
      throw new Error('the disk is full of secrets');
    };
    await until(async () => (await app.request('GET', '/ready')).status === 503);
    const { body, headers } = await app.request('GET', '/ready');
    assert.deepEqual([body.code, body.meta, body.detail], ['unavailable', { failing: ['files'] }, 'Not ready: files.']);
    assert.equal(headers.get('retry-after'), '1');
    assert.equal((await app.request('GET', '/health')).status, 200);
    files.check = async () => {};
    await until(async () => (await app.request('GET', '/ready')).status === 200);
  });

  test('names a schema that is older than the program', async () => {
    const { db } = app.deps;
    const last = await db('knex_migrations').orderBy('id', 'desc').first();
    const ready = createReadiness({ ...app.deps, redis: null });
    await db('knex_migrations').where({ id: last.id }).delete();
    const [failure] = await ready();
    await db('knex_migrations').insert(last);
    assert.equal(failure!.dependency, 'migrations');
    assert.match(String(failure!.error), new RegExp(last.name));
  });
});

describe('what /ready asks', () => {
  test('a thousand questions are one for the dependencies, and what hangs is not asked twice', async (t) => {
    const app = await startTestApp();
    let asked = 0;
    let hang = false;
    const check = (): Promise<void> => {
      asked++;
      return hang ? new Promise(() => {}) : Promise.resolve();
    };
    let now = 0;
    const ready = createReadiness({ ...app.deps, redis: null, files: { ...memoryFiles(), check } }, () => now);
    const ask = () => Promise.all(Array.from({ length: 1_000 }, () => ready()));
    await ask();
    await ask();
    assert.equal(asked, 1);
    now = 1_000;
    hang = true;
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const first = ready();
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(2_000);
    assert.ok((await first).some(({ dependency }) => dependency === 'files'));
    now = 2_000;
    const second = ready();
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(2_000);
    assert.ok((await second).some(({ dependency }) => dependency === 'files'));
    assert.equal(asked, 2);
    t.mock.timers.reset();
    await app.close();
  });
});

if (!server) test('Redis and the queue on it', { skip: 'redis-server is not installed' }, () => {});
else describe('Redis and the queue on it', () => withRedis(server));

function withRedis(server: TestRedis): void {
  test('are named while Redis is away; the API answers all the same, keeps its work, and is ready again by itself', async () => {
    const redis = openRedis({ url: server.url, prefix: 'ready' }, log);
    await isRedisReady(redis);
    const app = await startTestApp(({ db }) => ({ redis, queue: createBullQueue(db, redis, 'ready', log) }));
    const { queue, db } = app.deps;
    const brand = await app.brand();
    try {
      assert.equal((await app.request('GET', '/ready')).body.status, 'ready');
      await server.kill();
      await until(async () => (await app.request('GET', '/ready')).body.failing?.length === 2);
      const { status, body } = await app.request('GET', '/ready');
      assert.deepEqual([status, body], [200, { status: 'degraded', failing: ['redis', 'queue'] }]);
      assert.equal((await app.request('GET', '/health')).status, 200);
      assert.equal((await app.request('GET', '/v1/products', { token: brand.publishableKey })).status, 200);
      assert.equal((await app.request('POST', '/v1/sessions', { token: brand.publishableKey, body: {} })).status, 201);
      await db.transaction((tx) => queue.add(tx, 'print', { orderId: 'ord_1', brandId: brand.brandId }));
      await server.start();
      await until(async () => (await app.request('GET', '/ready')).body.status === 'ready');
      const working = await queue.work({ print: async () => {} });
      await until(async () => (await db('jobs').first('status')).status === 'done');
      await working.stop();
    } finally {
      await queue.close!();
      await app.close();
      redis.disconnect();
      await server.stop();
    }
  });
}
