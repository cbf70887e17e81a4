import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  between,
  center,
  distance,
  gripPoint,
  GRIPS,
  hold,
  keepOn,
  linesOf,
  resize,
  snap,
  turn,
  type Grip,
  type Place,
} from './geometry.js';

const length = fc.double({ min: 1, max: 4_000, noNaN: true });
const spot = fc.double({ min: -4_000, max: 4_000, noNaN: true });
const place: fc.Arbitrary<Place> = fc.record({
  x: spot,
  y: spot,
  width: length,
  height: length,
  rotation: fc.double({ min: -360, max: 360, noNaN: true }),
});
const grip = fc.constantFrom(...GRIPS);
const opposite = ({ h, v }: Grip): Grip => ({ h: -h, v: -v }) as Grip;
const isNear = (a: { x: number; y: number }, b: { x: number; y: number }): boolean => distance(a, b) < 1e-6;
const square: Place = { x: 100, y: 100, width: 40, height: 20, rotation: 0 };

describe('resizing', () => {
  test('brings the grip to the pointer and keeps the opposite edge or corner, however the place is turned', () => {
    fc.assert(
      fc.property(
        place,
        grip,
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (at, by, wide, high) => {
          const fixed = gripPoint(at, opposite(by));
          const reach = turn({ x: by.h * at.width * wide, y: by.v * at.height * high }, at.rotation);
          const to = { x: fixed.x + reach.x, y: fixed.y + reach.y };
          const made = resize(at, by, to, 0.01);
          assert.ok(isNear(gripPoint(made, opposite(by)), fixed));
          if (by.h !== 0) assert.ok(Math.abs(made.width - at.width * wide) < 1e-6);
          if (by.v !== 0) assert.ok(Math.abs(made.height - at.height * high) < 1e-6);
          if (by.h === 0) assert.equal(made.width, at.width);
          if (by.v === 0) assert.equal(made.height, at.height);
        },
      ),
    );
  });

  test('never makes less than the least, also when the pointer goes beyond the other edge', () => {
    fc.assert(
      fc.property(place, grip, spot, spot, (at, by, x, y) => {
        const made = resize(at, by, { x, y }, 5);
        assert.ok(made.width >= Math.min(5, at.width) && made.height >= Math.min(5, at.height));
        assert.ok(isNear(gripPoint(made, opposite(by)), gripPoint(at, opposite(by))));
      }),
    );
  });

  test('to a written size keeps the corner that it is held by', () => {
    const made = hold({ ...square, rotation: 90 }, { h: 1, v: 1 }, { width: 80, height: 20 });
    assert.ok(isNear(gripPoint(made, { h: -1, v: -1 }), gripPoint({ ...square, rotation: 90 }, { h: -1, v: -1 })));
    assert.deepEqual([made.width, made.height, made.rotation], [80, 20, 90]);
  });
});

describe('snapping', () => {
  const lines = { x: [150], y: [500] };

  test('brings the nearest of both edges and the middle to a line, and shows the line', () => {
    const near = snap({ ...square, x: 107 }, lines, 5);
    assert.deepEqual([near.place.x, near.place.y], [110, 100]);
    assert.deepEqual(near.guides, [{ axis: 'x', at: 150 }]);
    assert.equal(snap({ ...square, x: 128 }, lines, 5).place.x, 130, 'its middle');
  });

  test('leaves alone what is farther away, and what is turned', () => {
    assert.deepEqual(snap(square, lines, 5), { place: square, guides: [] });
    const turned = { ...square, x: 109, rotation: 30 };
    assert.deepEqual(snap(turned, lines, 5), { place: turned, guides: [] });
  });

  test('takes the edges that are seen of a place that lies on its side', () => {
    const side = { ...square, x: 118, rotation: 90 };
    const { place: made, guides } = snap(side, lines, 5);
    assert.equal(center(made).x + square.height / 2, 150);
    assert.deepEqual(guides, [{ axis: 'x', at: 150 }]);
    assert.deepEqual(linesOf(400, 400, [{ ...square, rotation: 90 }]).x, [200, 110, 120, 130]);
  });

  test('is a move and nothing else, and never farther than it reaches', () => {
    fc.assert(
      fc.property(
        place,
        fc.array(spot, { maxLength: 5 }),
        fc.array(spot, { maxLength: 5 }),
        fc.integer({ min: 0, max: 3 }),
        (at, x, y, quarter) => {
          const upright = { ...at, rotation: quarter * 90 };
          const made = snap(upright, { x, y }, 8).place;
          assert.deepEqual([made.width, made.height, made.rotation], [upright.width, upright.height, upright.rotation]);
          assert.ok(Math.abs(made.x - at.x) < 8 && Math.abs(made.y - at.y) < 8);
        },
      ),
    );
  });
});

test('a rectangle is drawn from any corner', () => {
  const drawn = { x: 1, y: 2, width: 9, height: 6, rotation: 0 };
  for (const [a, b] of [
    [
      { x: 1, y: 2 },
      { x: 10, y: 8 },
    ],
    [
      { x: 10, y: 2 },
      { x: 1, y: 8 },
    ],
    [
      { x: 10, y: 8 },
      { x: 1, y: 2 },
    ],
  ] as const)
    assert.deepEqual(between(a, b), drawn);
});

test('a place stays on the picture with its middle', () => {
  fc.assert(
    fc.property(place, (at) => {
      const { x, y } = center(keepOn(at, 800, 600));
      assert.ok(x >= -1e-6 && x <= 800 + 1e-6 && y >= -1e-6 && y <= 600 + 1e-6);
    }),
  );
  assert.deepEqual(keepOn(square, 800, 600), square);
});
