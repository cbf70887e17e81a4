import type { TextLayer } from '../design/document.js';
import { POINTS, type Op } from './outline.js';
import { parsePath, transformOutline } from './path.js';

/** A place on a guide: mm in the frame, and the way forward there in radians clockwise. */
export interface Station {
  x: number;
  y: number;
  angle: number;
}

/** A line that text runs along, left to right; `at` continues straight beyond both ends of an open one. */
export interface Guide {
  /** mm. */
  length: number;
  at(distance: number): Station;
}

/** The curves that are lines in the frame; an arc has closed forms of its own. */
export type GuidedCurve = Exclude<NonNullable<TextLayer['curve']>, { kind: 'arc' }>;

/** A cubic or a straight stretch as the coefficients of its parameter 0..1, with the place where it begins. */
type Stretch = readonly [ax: number, ay: number, bx: number, by: number, cx: number, cy: number, x: number, y: number];

/** Chords of one stretch in the table of lengths; between its rows the parameter is interpolated. */
const CHORDS = 32;
/** More periods of a wave than anybody can read are drawn as this many. */
const MOST_PERIODS = 32;
/** Below this (mm) there is no line to write on. */
const SHORTEST = 1e-3;
/** Control points of a cubic that is a quarter of a sine: x1, y1, x2 as shares of its width and height, y2 is 1. Off by 0.0006 of the height. */
const SINE = [0.326132, 0.512287, 0.638093] as const;

const known = new WeakMap<GuidedCurve, { width: number; height: number; guide: Guide }>();

/** The guide of a curve in a frame of `width` × `height` mm. A path that goes nowhere is a straight line across the frame. */
export function guideOf(curve: GuidedCurve, width: number, height: number): Guide {
  const last = known.get(curve);
  if (last?.width === width && last.height === height) return last.guide;
  const stretches = curve.kind === 'wave' ? waveStretches(curve.amplitude, curve.length, width) : pathStretches(curve.d, width, height);
  const guide = measured(stretches) ?? measured([line(0, 0, width, 0)])!;
  known.set(curve, { width, height, guide });
  return guide;
}

/** A sine about y = 0 from 0 to `width`: first up for a positive amplitude. */
function waveStretches(amplitude: number, length: number, width: number): Stretch[] {
  const quarter = Math.max(length, width / MOST_PERIODS) / 4;
  const [near, rise, far] = SINE;
  const found: Stretch[] = [];
  for (let i = 0; i * quarter < width - SHORTEST; i++) {
    const x = i * quarter;
    const peak = i % 4 < 2 ? -amplitude : amplitude;
    const rising = cubic(x, 0, x + near * quarter, rise * peak, x + far * quarter, peak, x + quarter, peak);
    const falling = cubic(x, peak, x + (1 - far) * quarter, peak, x + (1 - near) * quarter, rise * peak, x + quarter, 0);
    found.push(cut(i % 2 === 0 ? rising : falling, width));
  }
  return found;
}

/** The beginning of a stretch that goes rightwards, up to `right`. */
function cut(stretch: Stretch, right: number): Stretch {
  if (pointOn(stretch, 1).x <= right) return stretch;
  let [low, high] = [0, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (pointOn(stretch, middle).x < right) low = middle;
    else high = middle;
  }
  const [ax, ay, bx, by, cx, cy, x, y] = stretch;
  return [ax * low ** 3, ay * low ** 3, bx * low ** 2, by * low ** 2, cx * low, cy * low, x, y];
}

/** The first contour of path data in a 0..1 box, stretched to the frame. */
function pathStretches(d: string, width: number, height: number): Stretch[] {
  const { ops, points } = transformOutline(parsePath(d), [width, 0, 0, height, 0, 0]);
  const found: Stretch[] = [];
  let [x, y, at] = [0, 0, 0];
  let [startX, startY] = [0, 0];
  for (let index = 0; index < ops.length; index++) {
    const op = ops[index] as Op;
    const p = points.slice(at, (at += POINTS[op])) as [number, number, number, number, number, number];
    if (op === 'M') {
      if (index > 0) break;
      [startX, startY] = [p[0], p[1]];
    } else if (op === 'L') found.push(line(x, y, p[0], p[1]));
    else if (op === 'Q') found.push(quadratic(x, y, p[0], p[1], p[2], p[3]));
    else if (op === 'C') found.push(cubic(x, y, ...p));
    else found.push(line(x, y, startX, startY));
    if (op === 'Z') break;
    [x, y] = [p.at(-2)!, p.at(-1)!];
  }
  return found;
}

function line(x: number, y: number, x1: number, y1: number): Stretch {
  return [0, 0, 0, 0, x1 - x, y1 - y, x, y];
}

function quadratic(x: number, y: number, x1: number, y1: number, x2: number, y2: number): Stretch {
  return [0, 0, x - 2 * x1 + x2, y - 2 * y1 + y2, 2 * (x1 - x), 2 * (y1 - y), x, y];
}

function cubic(x: number, y: number, x1: number, y1: number, x2: number, y2: number, x3: number, y3: number): Stretch {
  return [
    x3 - 3 * x2 + 3 * x1 - x,
    y3 - 3 * y2 + 3 * y1 - y,
    3 * (x2 - 2 * x1 + x),
    3 * (y2 - 2 * y1 + y),
    3 * (x1 - x),
    3 * (y1 - y),
    x,
    y,
  ];
}

function pointOn([ax, ay, bx, by, cx, cy, x, y]: Stretch, t: number): { x: number; y: number } {
  return { x: ((ax * t + bx) * t + cx) * t + x, y: ((ay * t + by) * t + cy) * t + y };
}

/** Where a stretch's end has no direction (its control points coincide) the one next to it counts. */
function angleOn([ax, ay, bx, by, cx, cy]: Stretch, t: number): number {
  const slope = (at: number): [number, number] => [(3 * ax * at + 2 * bx) * at + cx, (3 * ay * at + 2 * by) * at + cy];
  let [dx, dy] = slope(t);
  if (Math.hypot(dx, dy) < 1e-9) [dx, dy] = slope(t < 0.5 ? t + 1e-3 : t - 1e-3);
  return Math.atan2(dy, dx);
}

/** A guide along the stretches, by a table of lengths; undefined when there is nothing to write on. */
function measured(stretches: readonly Stretch[]): Guide | undefined {
  const lengths = new Float64Array(stretches.length * CHORDS + 1);
  for (const [i, stretch] of stretches.entries()) {
    let from = pointOn(stretch, 0);
    for (let k = 1; k <= CHORDS; k++) {
      const to = pointOn(stretch, k / CHORDS);
      const row = i * CHORDS + k;
      lengths[row] = lengths[row - 1]! + Math.hypot(to.x - from.x, to.y - from.y);
      from = to;
    }
  }
  const length = lengths.at(-1)!;
  if (length < SHORTEST) return undefined;
  const station = (distance: number): Station => {
    const row = rowBefore(lengths, distance);
    const reach = lengths[row + 1]! - lengths[row]!;
    const stretch = stretches[Math.floor(row / CHORDS)]!;
    const t = ((row % CHORDS) + (reach > 0 ? (distance - lengths[row]!) / reach : 0)) / CHORDS;
    return { ...pointOn(stretch, t), angle: angleOn(stretch, t) };
  };
  const [begin, end] = [station(0), station(length)];
  const isClosed = Math.hypot(begin.x - end.x, begin.y - end.y) < SHORTEST;
  const beyond = (from: Station, by: number): Station => ({
    x: from.x + Math.cos(from.angle) * by,
    y: from.y + Math.sin(from.angle) * by,
    angle: from.angle,
  });
  const at = (distance: number): Station => {
    if (isClosed) return station(distance - Math.floor(distance / length) * length);
    return distance < 0 ? beyond(begin, distance) : distance > length ? beyond(end, distance - length) : station(distance);
  };
  return { length, at };
}

/** The last row whose length is not above `distance`, and has one after it. */
function rowBefore(lengths: Float64Array, distance: number): number {
  let [low, high] = [0, lengths.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lengths[middle]! <= distance) low = middle;
    else high = middle - 1;
  }
  return low;
}
