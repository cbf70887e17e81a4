import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guideOf, type GuidedCurve } from './guide.js';

const CIRCLE: GuidedCurve = { kind: 'path', d: 'M.5 0A.5.5 0 0 1 .5 1A.5.5 0 0 1 .5 0Z' };

test('a circle is as long as it is, and its stations lie on it at even distances', () => {
  const guide = guideOf(CIRCLE, 20, 20);
  // Cubics are off a circle by 0.0003 of its radius; the table of lengths by less.
  assert.ok(Math.abs(guide.length - 20 * Math.PI) < 0.03, String(guide.length));
  let last = guide.at(0);
  for (let i = 1; i <= 100; i++) {
    const here = guide.at((guide.length * i) / 100);
    assert.ok(Math.abs(Math.hypot(here.x - 10, here.y - 10) - 10) < 0.004);
    assert.ok(Math.abs(Math.hypot(here.x - last.x, here.y - last.y) - 2 * 10 * Math.sin(Math.PI / 100)) < 0.003);
    last = here;
  }
});

test('a closed path goes on from its end to its beginning', () => {
  const guide = guideOf(CIRCLE, 20, 20);
  for (const way of [3, 17.5]) {
    const [once, again, before] = [guide.at(way), guide.at(way + guide.length), guide.at(way - guide.length)];
    for (const other of [again, before]) assert.ok(Math.hypot(once.x - other.x, once.y - other.y) < 1e-9);
  }
});

test('a wave is a sine within a thousandth of its amplitude, its direction that of the sine', () => {
  const guide = guideOf({ kind: 'wave', amplitude: 5, length: 24 }, 60, 10);
  for (let way = 0; way <= guide.length; way += 0.37) {
    const { x, y, angle } = guide.at(way);
    const turn = (2 * Math.PI * x) / 24;
    assert.ok(Math.abs(y + 5 * Math.sin(turn)) < 0.005, `${x} ${y}`);
    assert.ok(Math.abs(Math.tan(angle) + ((5 * 2 * Math.PI) / 24) * Math.cos(turn)) < 0.03, `${x} ${angle}`);
  }
  const end = guide.at(guide.length);
  assert.ok(Math.abs(end.x - 60) < 1e-6);
});

test('open lines go on straight beyond both ends', () => {
  const guide = guideOf({ kind: 'path', d: 'M0 0L1 0L1 1M0 .5L1 .5' }, 10, 10);
  assert.equal(guide.length, 20);
  assert.deepEqual(guide.at(-3), { x: -3, y: 0, angle: 0 });
  const beyond = guide.at(24);
  assert.ok(Math.abs(beyond.x - 10) < 1e-9 && Math.abs(beyond.y - 14) < 1e-9);
});

test('a wave with more periods than can be read ends all the same', () => {
  const guide = guideOf({ kind: 'wave', amplitude: 1_000, length: 1 }, 10_000, 10_000);
  assert.ok(Number.isFinite(guide.length) && guide.length > 10_000);
});
