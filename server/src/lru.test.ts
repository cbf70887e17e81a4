import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lru } from './lru.js';

test('holds no more than it may, and keeps what is used', () => {
  const lru = new Lru<number, string>(10);
  lru.set(-1, 'used');
  for (let i = 0; i < 100; i++) {
    lru.set(i, `value ${i}`);
    assert.equal(lru.get(-1), 'used');
  }
  const held = Array.from({ length: 100 }, (_, i) => lru.get(i)).filter((value) => value !== undefined);
  assert.ok(held.length <= 10 && held.includes('value 99'), held.join());
});

test('gives the newest value of a key, and none once it is deleted', () => {
  const lru = new Lru<string, number>(4);
  lru.set('a', 1);
  lru.set('b', 2);
  lru.set('c', 3);
  lru.set('a', 4);
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => lru.get(key)),
    [4, 2, 3],
  );
  lru.delete('a');
  assert.equal(lru.get('a'), undefined);
  lru.set('a', 5);
  for (const key of ['d', 'e', 'f']) lru.set(key, 0);
  lru.delete('a');
  assert.equal(lru.get('a'), undefined);
});
