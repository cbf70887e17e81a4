import type { Point } from '@luneo/sdk/design/geometry.js';

/** A cubic Bézier: where it starts, its two handles, where it ends. */
export type Cubic = readonly [Point, Point, Point, Point];

/** A turn sharper than this stays a corner. Radians */
const CORNER = (80 * Math.PI) / 180;
const TRIES = 6;

const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });
const plus = (a: Point, b: Point, by = 1): Point => ({ x: a.x + b.x * by, y: a.y + b.y * by });
const dot = (a: Point, b: Point): number => a.x * b.x + a.y * b.y;
const unit = (a: Point): Point => {
  const length = Math.hypot(a.x, a.y) || 1;
  return { x: a.x / length, y: a.y / length };
};
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * The smooth line that a hand meant: cubics through what a pointer went along, nowhere further than about `tolerance` (same unit)
 * from it, its ends and sharp corners kept. By least squares with corrected parameters (P. J. Schneider, Graphics Gems, 1990).
 */
export function fitCurve(points: readonly Point[], tolerance: number): Cubic[] {
  const line = calmed(points.filter((point, at) => at === 0 || distance(point, points[at - 1]!) > tolerance / 20));
  if (line.length < 2) return [];
  const ends = [0, ...cornersOf(line, tolerance), line.length - 1];
  return ends.slice(1).flatMap((end, at) => fitPart(line.slice(ends[at], end + 1), tolerance));
}

/** Without the trembling of a hand: each point between its neighbours, the ends where they are. */
function calmed(points: readonly Point[]): Point[] {
  return points.map((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (!before || !after || turnAt(before, point, after) > CORNER) return point;
    return { x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4 };
  });
}

function turnAt(before: Point, at: Point, after: Point): number {
  const [a, b] = [unit(minus(at, before)), unit(minus(after, at))];
  return Math.acos(Math.max(-1, Math.min(1, dot(a, b))));
}

/** Indices where the simplified line turns sharply between two stretches that are long enough to be meant. */
function cornersOf(points: readonly Point[], tolerance: number): number[] {
  const kept = simplified(points, tolerance);
  return kept.filter((index, at) => {
    const [before, after] = [kept[at - 1], kept[at + 1]];
    if (before === undefined || after === undefined) return false;
    const [a, b, c] = [points[before]!, points[index]!, points[after]!];
    return Math.min(distance(a, b), distance(b, c)) > 3 * tolerance && turnAt(a, b, c) > CORNER;
  });
}

/** Indices of the points that are needed to stay within `tolerance` (Ramer, Douglas and Peucker), without recursion. */
function simplified(points: readonly Point[], tolerance: number): number[] {
  const keep = new Set([0, points.length - 1]);
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [far, worst] = [0, tolerance];
    for (let at = from + 1; at < to; at += 1) {
      const away = offLine(points[at]!, points[from]!, points[to]!);
      if (away > worst) [far, worst] = [at, away];
    }
    if (far === 0) continue;
    keep.add(far);
    spans.push([from, far], [far, to]);
  }
  return [...keep].toSorted((a, b) => a - b);
}

function offLine(point: Point, from: Point, to: Point): number {
  const along = minus(to, from);
  const length = Math.hypot(along.x, along.y);
  if (length === 0) return distance(point, from);
  return Math.abs(along.x * (from.y - point.y) - along.y * (from.x - point.x)) / length;
}

function fitPart(points: readonly Point[], tolerance: number): Cubic[] {
  return fitBetween(points, unit(minus(points[1]!, points[0]!)), unit(minus(points.at(-2)!, points.at(-1)!)), tolerance);
}

function fitBetween(points: readonly Point[], start: Point, end: Point, tolerance: number): Cubic[] {
  const [first, last] = [points[0]!, points.at(-1)!];
  if (points.length === 2) {
    const reach = distance(first, last) / 3;
    return [[first, plus(first, start, reach), plus(last, end, reach), last]];
  }
  let parameters = byLength(points);
  let worst = { at: 0, error: Infinity };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const cubic = leastSquares(points, parameters, start, end);
    const found = farthest(points, parameters, cubic);
    if (found.error <= tolerance) return [cubic];
    // Far off: no parameters will save it.
    if (found.error > 4 * tolerance || found.error >= worst.error) {
      worst = found;
      break;
    }
    worst = found;
    parameters = parameters.map((t, at) => corrected(cubic, points[at]!, t));
  }
  const middle = Math.max(1, Math.min(points.length - 2, worst.at));
  const tangent = unit(minus(points[middle - 1]!, points[middle + 1]!));
  return [
    ...fitBetween(points.slice(0, middle + 1), start, tangent, tolerance),
    ...fitBetween(points.slice(middle), { x: -tangent.x, y: -tangent.y }, end, tolerance),
  ];
}

/** 0..1 along the line. */
function byLength(points: readonly Point[]): number[] {
  let sum = 0;
  const along = points.map((point, at) => (sum += at === 0 ? 0 : distance(point, points[at - 1]!)));
  return along.map((length) => length / (sum || 1));
}

/** The cubic with these tangents at its ends that comes closest to the points at their parameters. */
function leastSquares(points: readonly Point[], parameters: readonly number[], start: Point, end: Point): Cubic {
  const [first, last] = [points[0]!, points.at(-1)!];
  let [c00, c01, c11, x0, x1] = [0, 0, 0, 0, 0];
  for (const [at, t] of parameters.entries()) {
    const [b0, b1, b2, b3] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    const [a0, a1] = [plus({ x: 0, y: 0 }, start, b1), plus({ x: 0, y: 0 }, end, b2)];
    const rest = minus(points[at]!, { x: first.x * (b0 + b1) + last.x * (b2 + b3), y: first.y * (b0 + b1) + last.y * (b2 + b3) });
    c00 += dot(a0, a0);
    c01 += dot(a0, a1);
    c11 += dot(a1, a1);
    x0 += dot(a0, rest);
    x1 += dot(a1, rest);
  }
  const determinant = c00 * c11 - c01 * c01;
  const length = distance(first, last);
  const usual = length / 3;
  const [near, far] = [1e-6 * length, Math.max(length, 1e-9) * 4];
  const solved = (value: number): number => (Number.isFinite(value) && value > near && value < far ? value : usual);
  const reach0 = solved((x0 * c11 - x1 * c01) / determinant);
  const reach1 = solved((c00 * x1 - c01 * x0) / determinant);
  return [first, plus(first, start, reach0), plus(last, end, reach1), last];
}

export function pointAt([p0, p1, p2, p3]: Cubic, t: number): Point {
  const [b0, b1, b2, b3] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return { x: b0 * p0.x + b1 * p1.x + b2 * p2.x + b3 * p3.x, y: b0 * p0.y + b1 * p1.y + b2 * p2.y + b3 * p3.y };
}

function farthest(points: readonly Point[], parameters: readonly number[], cubic: Cubic): { at: number; error: number } {
  let worst = { at: points.length >> 1, error: 0 };
  for (const [at, t] of parameters.entries()) {
    const error = distance(pointAt(cubic, t), points[at]!);
    if (error > worst.error) worst = { at, error };
  }
  return worst;
}

/** One step of Newton's towards the parameter at which the cubic is closest to the point. */
function corrected(cubic: Cubic, point: Point, t: number): number {
  const [p0, p1, p2, p3] = cubic;
  const away = minus(pointAt(cubic, t), point);
  const [d0, d1, d2] = [minus(p1, p0), minus(p2, p1), minus(p3, p2)];
  const speed = plus(plus(plus({ x: 0, y: 0 }, d0, 3 * (1 - t) ** 2), d1, 6 * t * (1 - t)), d2, 3 * t * t);
  const bend = plus(plus({ x: 0, y: 0 }, minus(d1, d0), 6 * (1 - t)), minus(d2, d1), 6 * t);
  const slope = dot(speed, speed) + dot(away, bend);
  return slope === 0 ? t : Math.max(0, Math.min(1, t - dot(away, speed) / slope));
}
