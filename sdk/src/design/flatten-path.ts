import { traceOutline } from '../layout/outline.js';
import { parsePath } from '../layout/path.js';
import { between, type Point } from './geometry.js';

const STEPS = 24;

/** SVG path data as closed polygons; each curve becomes 24 chords (off by 0.05 % of the radius at most in a quarter turn). */
export function flattenPath(d: string): Point[][] {
  const polygons: Point[][] = [];
  let current: Point[] = [];
  const last = (): Point => current.at(-1) ?? { x: 0, y: 0 };
  const curve = (at: (t: number) => Point): void => {
    for (let step = 1; step <= STEPS; step += 1) current.push(at(step / STEPS));
  };
  traceOutline(parsePath(d), {
    moveTo(x, y) {
      current = [{ x, y }];
      polygons.push(current);
    },
    lineTo: (x, y) => void current.push({ x, y }),
    quadraticCurveTo(cx, cy, x, y) {
      const points = [last(), { x: cx, y: cy }, { x, y }];
      curve((t) => casteljau(points, t));
    },
    bezierCurveTo(ax, ay, bx, by, x, y) {
      const points = [last(), { x: ax, y: ay }, { x: bx, y: by }, { x, y }];
      curve((t) => casteljau(points, t));
    },
    closePath() {},
  });
  return polygons.filter((polygon) => polygon.length > 2);
}

function casteljau(points: readonly Point[], t: number): Point {
  if (points.length === 1) return points[0] as Point;
  return casteljau(
    points.slice(1).map((point, index) => between(points[index] as Point, point, t)),
    t,
  );
}
