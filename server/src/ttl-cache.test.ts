import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Knex } from 'knex';
import { perDatabase, TtlCache } from './ttl-cache.js';

test('asks once in its time, null is an answer too, and asks again after it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const cache = new TtlCache<string | null>({ ttlMs: 5_000 });
  const load = mock.fn(async (): Promise<string | null> => null);
  assert.equal(cache.known('a'), undefined);
  for (let n = 0; n < 3; n++) assert.equal(await cache.get('a', load), null);
  assert.deepEqual([load.mock.callCount(), cache.known('a')], [1, null]);
  t.mock.timers.tick(4_999);
  assert.equal(cache.known('a'), null);
  t.mock.timers.tick(1);
  assert.equal(cache.known('a'), undefined);
  await cache.get('a', load);
  assert.equal(load.mock.callCount(), 2);
});

test('what never changes again is believed on', (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const cache = new TtlCache<boolean>({ ttlMs: 1, isLasting: Boolean });
  cache.set('ended', true);
  cache.set('open', false);
  t.mock.timers.tick(86_400_000);
  assert.deepEqual([cache.known('ended'), cache.known('open')], [true, undefined]);
});

test('what was read before a change is not believed after it', async () => {
  const cache = new TtlCache<string>({ ttlMs: 60_000 });
  let answer: (value: string) => void = () => {};
  const reading = cache.get('key', () => new Promise((resolve) => (answer = resolve)));
  cache.clear();
  answer('valid');
  assert.equal(await reading, 'valid');
  assert.equal(cache.known('key'), undefined);
  assert.equal(await cache.get('key', async () => 'revoked'), 'revoked');
  assert.equal(cache.known('key'), 'revoked');
});

test('nor what was read before somebody said what it is now', async () => {
  const cache = new TtlCache<boolean>({ ttlMs: 60_000, isLasting: Boolean });
  let answer: (value: boolean) => void = () => {};
  const reading = cache.get('session', () => new Promise((resolve) => (answer = resolve)));
  cache.set('session', true);
  answer(false);
  assert.deepEqual([await reading, cache.known('session')], [true, true]);
});

test('an error is not remembered, and memory is bounded', async () => {
  const cache = new TtlCache<number>({ ttlMs: 60_000, max: 10 });
  await assert.rejects(
    cache.get('a', () => Promise.reject(new Error('away'))),
    /away/,
  );
  assert.equal(await cache.get('a', async () => 1), 1);
  for (let n = 0; n < 100; n++) cache.set(`n${n}`, n);
  assert.equal(cache.known('a'), undefined);
  assert.equal(cache.known('n99'), 99);
});

test('every database has its own', () => {
  const of = perDatabase(() => new TtlCache<number>({ ttlMs: 1 }));
  const [one, other] = [{}, {}];
  const at = (client: object) => of({ client } as unknown as Knex);
  assert.equal(at(one), at(one));
  assert.notEqual(at(one), at(other));
});
