import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { readRedis } from '../config/redis.js';
import { startRedis, type TestRedis } from '../testing-redis.js';
import { isRedisReady, openRedis, openWaitingRedis } from './redis.js';

let server: TestRedis | null;
before(async () => {
  server = await startRedis();
});
after(() => server?.stop());

/** A log that keeps its messages. */
function recorder() {
  const said: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void said.push((JSON.parse(line) as { msg: string }).msg) });
  return { said, log };
}
const until = async (check: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the connection to Redis', () => {
  test('puts the prefix before every key', async (t) => {
    if (!server) return t.skip('redis-server is not installed');
    const redis = openRedis({ url: server.url, prefix: 'one' }, recorder().log);
    const bare = openRedis({ url: server.url, prefix: 'x' }, recorder().log);
    await Promise.all([isRedisReady(redis), isRedisReady(bare)]);
    await redis.set('a', '1');
    assert.equal(await bare.call('GET', 'one:a'), null, 'keys of call() are prefixed too');
    assert.deepEqual(await bare.keys('*'), ['one:a']);
    redis.disconnect();
    bare.disconnect();
  });

  test('fails at once while Redis is away, says so once, and finds it by itself when it is back', async (t) => {
    if (!server) return t.skip('redis-server is not installed');
    const { said, log } = recorder();
    const redis = openRedis({ url: server.url, prefix: 'two' }, log);
    const waiting = openWaitingRedis(redis, pino({ level: 'silent' }));
    assert.equal(await isRedisReady(redis), true);
    const news: string[] = [];
    waiting.on('message', (_channel, message: string) => void news.push(message));
    await waiting.subscribe('news');
    await server.kill();
    await until(() => said.length > 0);
    await assert.rejects(redis.get('a'));
    await assert.rejects(redis.get('a'));
    await server.start();
    assert.equal(await isRedisReady(redis, 10_000), true);
    await until(async () => {
      await redis.publish('news', 'back').catch(() => 0);
      return news.includes('back');
    });
    assert.deepEqual(said, ['Redis does not answer; trying until it does', 'Redis answers again']);
    redis.disconnect();
    waiting.disconnect();
  });

  test('a Redis that hangs costs a command two seconds, not for ever', async (t) => {
    if (!server) return t.skip('redis-server is not installed');
    const redis = openRedis({ url: server.url, prefix: 'three' }, recorder().log);
    await isRedisReady(redis);
    server.pause();
    try {
      await assert.rejects(redis.get('a'), /timed out/);
    } finally {
      server.resume();
    }
    redis.disconnect();
  });
});

describe('REDIS_URL', () => {
  test('is optional', () => assert.equal(readRedis({}, true), null));
  test('is refused when it is no address of a Redis', () => {
    for (const url of ['localhost:6379', 'http://localhost', 'redis://host/name', 'redis:///0'])
      assert.throws(() => readRedis({ REDIS_URL: url }, false), /REDIS_URL must be redis:/, url);
  });
  test('needs a password in production unless it is this machine', () => {
    assert.throws(() => readRedis({ REDIS_URL: 'redis://cache.internal' }, true), /REDIS_URL must carry a password/);
    assert.equal(readRedis({ REDIS_URL: 'redis://127.0.0.1:6379' }, true)?.prefix, 'luneo');
    assert.equal(readRedis({ REDIS_URL: 'rediss://:secret@cache.internal' }, true)?.prefix, 'luneo');
  });
});
