import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Request } from 'express';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { isRedisReady, openRedis } from '../drivers/redis.js';
import { Problem } from '../problem.js';
import { startTestApp } from '../testing.js';
import { startRedis } from '../testing-redis.js';
import { clientAddress } from './client-address.js';
import { GeneralLimit } from './general-limit.js';
import { GENERAL, LIMIT_RULES } from './limit-rules.js';
import { createLimits } from './rate-limit.js';
import type { Scope } from './scope.js';

// Before any test is registered: the runner takes a file to be done when nothing is waited for.
const server = (await startRedis())!;

let addresses = 0;
const nobody = (ip = `203.0.113.${(addresses += 1)}`): Request => ({ ip, scope: null, headers: {} }) as unknown as Request;
const caller = (scope: Partial<Scope>, ip?: string): Request => Object.assign(nobody(ip), { scope });
const isLimited = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'rate-limited' && Number(error.headers['Retry-After']) > 0;

test('counts an IPv6 customer as one, and an IPv4 address in either spelling as itself', () => {
  const name = (ip: string) => clientAddress({ ip } as Request);
  assert.equal(name('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
  assert.equal(name('2001:0db8:0001:0002::9'), '2001:db8:1:2::/64');
  assert.equal(name('2001:db8::1'), '2001:db8:0:0::/64');
  assert.equal(name('fe80::1%eth0'), 'fe80:0:0:0::/64');
  assert.equal(name('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(name('192.0.2.7'), '192.0.2.7');
});

describe('in memory', () => counted(() => null));

describe('in Redis', { skip: server === null && 'no redis-server here' }, () => {
  let redis: Redis;
  before(async () => {
    redis = openRedis({ url: server.url, prefix: 'limits' }, pino({ level: 'silent' }));
    await isRedisReady(redis);
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });
  counted(() => redis);

  test('several processes count together', async () => {
    const [one, two] = [createLimits({ redis }), createLimits({ redis })];
    const request = nobody();
    for (let i = 0; i < LIMIT_RULES.login.ip.points; i++) await (i % 2 ? one : two).take('login', request);
    await assert.rejects(one.take('login', request), isLimited);
    await assert.rejects(two.take('login', request), isLimited);
  });

  test('processes tell each other about calls of every kind', async () => {
    const [one, two] = [new GeneralLimit(60, redis), new GeneralLimit(60, redis)];
    const now = Date.now();
    for (let i = 0; i < 7; i++) one.count('sk_1', 10, now);
    two.count('sk_1', 10, now);
    await one.exchange(redis);
    await two.exchange(redis);
    assert.equal(two.look('sk_1', 10, now).left, 2);
  });

  test('serves on without Redis, counting for itself, and goes back to it', async () => {
    const limits = createLimits({ redis });
    const request = nobody();
    await server.kill();
    for (let i = 0; i < LIMIT_RULES.login.ip.points; i++) await limits.take('login', request);
    await assert.rejects(limits.take('login', request), isLimited);
    assert.ok(limits.general(request));
    await limits.attempts(request, 'a@example.com', async () => null);
    await server.start();
    await isRedisReady(redis);
    assert.match((await limits.take('login', request))['RateLimit']!, /"login-ip";r=19/);
  });
});

function counted(redis: () => Redis | null): void {
  test('answers how much is left, and refuses what is too much with the time to wait', async () => {
    const limits = createLimits({ redis: redis() });
    const request = nobody();
    const first = await limits.take('login', request);
    assert.deepEqual(first, { 'RateLimit-Policy': '"login-ip";q=20;w=300', RateLimit: '"login-ip";r=19;t=300' });
    for (let i = 1; i < 20; i++) await limits.take('login', request);
    await assert.rejects(limits.take('login', request), (error: Problem) => {
      assert.deepEqual([error.status, error.code], [429, 'rate-limited']);
      assert.match(error.headers['RateLimit']!, /r=0;t=\d+/);
      return isLimited(error);
    });
    await limits.take('login', nobody());
  });

  test('counts an account from whatever address, in whatever spelling', async () => {
    const limits = createLimits({ redis: redis() });
    const account = `Anna${Math.random()}@Example.com`;
    for (let i = 0; i < LIMIT_RULES.codes.account.points; i++) await limits.take('codes', nobody(), account);
    await assert.rejects(limits.take('codes', nobody(), ` ${account.toLowerCase()}`), isLimited);
    await limits.take('codes', nobody(), 'somebody-else@example.com');
  });

  test('counts a shopper apart from another behind the same address, and all of a key together', async () => {
    const limits = createLimits({ redis: redis() });
    const shopper = (ownerId: string, ip?: string) => caller({ via: 'shopper', ownerId, keyId: `key_${ownerId.slice(0, 5)}` }, ip);
    const { points } = LIMIT_RULES.uploads.shopper;
    for (let i = 0; i < points; i++) await limits.take('uploads', shopper('shp_a', '198.51.100.1'));
    await assert.rejects(limits.take('uploads', shopper('shp_a', '198.51.100.2')), isLimited);
    const headers = await limits.take('uploads', shopper('shp_b', '198.51.100.1'));
    assert.match(headers['RateLimit-Policy']!, /"uploads-ip".*"uploads-key".*"uploads-shopper"/);
  });

  test('makes each further failure of an account wait longer, and forgets them after a success', async () => {
    const limits = createLimits({ redis: redis() });
    const request = nobody();
    const account = `a${Math.random()}@example.com`;
    const fail = () => limits.attempts(request, account, async () => null);
    for (let i = 0; i < 6; i++) assert.equal(await fail(), null);
    await assert.rejects(fail(), (error: Problem) => isLimited(error) && Number(error.headers['Retry-After']) <= 5);
    const checked: string[] = [];
    await assert.rejects(
      limits.attempts(request, account, async () => checked.push('looked at while waiting')),
      isLimited,
    );
    assert.deepEqual(checked, []);
    const elsewhere = await limits.attempts(nobody(), account, async () => 'right');
    assert.equal(elsewhere, 'right');
  });

  test('lets one of many at once through when failures have to wait', async () => {
    const limits = createLimits({ redis: redis() });
    const request = nobody();
    const account = `b${Math.random()}@example.com`;
    let looked = 0;
    const tries = await Promise.allSettled(
      Array.from({ length: 40 }, () =>
        limits.attempts(request, account, async () => {
          looked += 1;
          return null;
        }),
      ),
    );
    assert.ok(tries.some(({ status }) => status === 'rejected'));
    assert.equal(looked, 6);
  });
}

// More than two windows' worth: wherever one ends meanwhile, the other is full.
test('gives every answer of the API its RateLimit, and holds back who calls too much', async () => {
  const app = await startTestApp({ limits: createLimits({ redis: null }) });
  try {
    const brand = await app.brand();
    const { token } = await brand.shopper();
    const reply = await app.request('GET', '/v1/designs', { token });
    assert.equal(reply.headers.get('ratelimit-policy'), `"shopper";q=${GENERAL.shopper};w=60`);
    const replies = await Promise.all(Array.from({ length: 2 * GENERAL.public + 1 }, () => app.request('GET', '/v1/auth/oauth')));
    const refused = replies.filter(({ status }) => status === 429);
    assert.ok(refused.length > 0);
    assert.deepEqual([refused[0]!.body.code, Number(refused[0]!.headers.get('retry-after')) > 0], ['rate-limited', true]);
    assert.match(refused[0]!.headers.get('ratelimit')!, /^"public";r=0;t=\d+$/);
    assert.equal((await app.request('GET', '/v1/designs', { token })).status, 200);
  } finally {
    await app.close();
  }
});

test('makes an address wait that keeps sending keys that do not work', async () => {
  const app = await startTestApp({ limits: createLimits({ redis: null }) });
  try {
    const guess = () => app.request('GET', '/v1/designs', { token: `sk_test_${'a'.repeat(40)}` });
    const replies = await Promise.all(Array.from({ length: 2 * GENERAL.failed + 1 }, guess));
    const codes = new Set(replies.map(({ body }) => body.code));
    assert.deepEqual(codes, new Set(['unauthenticated', 'rate-limited']));
  } finally {
    await app.close();
  }
});
