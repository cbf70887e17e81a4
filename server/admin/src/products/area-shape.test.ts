import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { parsePath } from '@luneo/sdk/layout/path.js';
import { areaPath, resizeSide, setArea, shapeOf, type AreaShape } from './area-shape.js';
import { freshSide } from './fresh.js';

const mm = fc.double({ min: 1, max: 2_000, noNaN: true });
const shape: fc.Arbitrary<AreaShape> = fc.oneof(
  fc.constant<AreaShape>({ kind: 'rectangle' }),
  fc.constant<AreaShape>({ kind: 'ellipse' }),
  fc.record({ kind: fc.constant('rounded' as const), radius: fc.double({ min: 0.01, max: 1_000, noNaN: true }) }),
);

function side(width: number, height: number, printArea?: string): TemplateSide {
  const photo = { url: '/media/1.png', width: 800, height: 600, scale: 4 };
  const made = freshSide('Front', photo, { x: 0, y: 0, width: 100, height: 100, rotation: 0 }, []);
  Object.assign(made, { width, height });
  setArea(made, printArea);
  return made;
}

/** Corners of the box that holds every point of the path. */
function box(path: string): number[] {
  const { points } = parsePath(path);
  const [xs, ys] = [points.filter((_, at) => at % 2 === 0), points.filter((_, at) => at % 2 === 1)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

describe('the shape of a print area', () => {
  test('is recognised by the path that it wrote, at any size', () => {
    fc.assert(
      fc.property(shape, mm, mm, (wanted, width, height) => {
        const found = shapeOf(side(width, height, areaPath(wanted, width, height, undefined)));
        assert.equal(found.kind, wanted.kind);
        if (found.kind === 'rounded' && wanted.kind === 'rounded')
          assert.ok(Math.abs(found.radius - Math.min(wanted.radius, width / 2, height / 2)) <= 0.001_1);
      }),
    );
  });

  test('reaches every edge of its side, and no farther', () => {
    fc.assert(
      fc.property(shape, mm, mm, (wanted, width, height) => {
        const path = areaPath(wanted, width, height, undefined);
        if (!path) return;
        for (const [at, edge] of box(path).entries()) assert.ok(Math.abs(edge - [0, 0, width, height][at]!) < 0.01, path);
      }),
    );
  });

  test('without a radius is a rectangle, and a rectangle needs no path', () => {
    assert.equal(areaPath({ kind: 'rounded', radius: 0 }, 60, 20, undefined), undefined);
    assert.deepEqual(shapeOf(side(60, 20)), { kind: 'rectangle' });
  });

  test('that somebody drew is kept as it is', () => {
    const own = 'M0 0L60 0L30 20Z';
    assert.deepEqual(shapeOf(side(60, 20, own)), { kind: 'path' });
    assert.equal(areaPath({ kind: 'path' }, 60, 20, own), own);
  });
});

describe('a side of another size', () => {
  test('keeps its shape: round corners their radius, an ellipse its edges', () => {
    const rounded = side(60, 20, areaPath({ kind: 'rounded', radius: 5 }, 60, 20, undefined));
    resizeSide(rounded, 90, 40);
    assert.deepEqual([rounded.width, rounded.height, shapeOf(rounded)], [90, 40, { kind: 'rounded', radius: 5 }]);
    resizeSide(rounded, 90, 6);
    assert.deepEqual(shapeOf(rounded), { kind: 'rounded', radius: 3 });
    const ellipse = side(60, 20, areaPath({ kind: 'ellipse' }, 60, 20, undefined));
    resizeSide(ellipse, 30, 30);
    assert.deepEqual(shapeOf(ellipse), { kind: 'ellipse' });
  });

  test('stretches a path of somebody’s own', () => {
    const own = side(60, 20, 'M0 0L60 0L30 20Z');
    resizeSide(own, 120, 10);
    assert.deepEqual(box(own.printArea!), [0, 0, 120, 10]);
  });
});
