import type { Box } from './display-list.js';

/** A contour list: one letter of `ops` (M L Q C Z, absolute) for 2, 2, 4, 6 or 0 numbers of `points`. */
export interface Outline {
  readonly ops: string;
  readonly points: readonly number[];
}

/** Numbers that belong to each letter of `Outline.ops`. */
export const POINTS = { M: 2, L: 2, Q: 4, C: 6, Z: 0 } as const;
export type Op = keyof typeof POINTS;

/** Where a drawing goes: a canvas context, a Path2D or a string builder. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void;
  closePath(): void;
}

/** Draws `outline` into `sink`, each point through `x' = a·x + c·y + e, y' = b·x + d·y + f`. */
export function traceOutline(outline: Outline, sink: PathSink, a = 1, b = 0, c = 0, d = 1, e = 0, f = 0): void {
  const { ops, points } = outline;
  const x = (i: number) => a * points[i]! + c * points[i + 1]! + e;
  const y = (i: number) => b * points[i]! + d * points[i + 1]! + f;
  let at = 0;
  for (const op of ops) {
    if (op === 'M') sink.moveTo(x(at), y(at));
    else if (op === 'L') sink.lineTo(x(at), y(at));
    else if (op === 'Q') sink.quadraticCurveTo(x(at), y(at), x(at + 2), y(at + 2));
    else if (op === 'C') sink.bezierCurveTo(x(at), y(at), x(at + 2), y(at + 2), x(at + 4), y(at + 4));
    else sink.closePath();
    at += POINTS[op as Op];
  }
}

/** Collects the exact extent of what is drawn into it; `box` is null until something is drawn. */
export class BoundsSink implements PathSink {
  #left = Infinity;
  #top = Infinity;
  #right = -Infinity;
  #bottom = -Infinity;
  #x = 0;
  #y = 0;

  get box(): Box | null {
    if (this.#left > this.#right) return null;
    return { x: this.#left, y: this.#top, width: this.#right - this.#left, height: this.#bottom - this.#top };
  }

  moveTo(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
  }

  lineTo(x: number, y: number): void {
    this.#include(this.#x, this.#y);
    this.#include(x, y);
    this.moveTo(x, y);
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    const [x0, y0] = [this.#x, this.#y];
    this.bezierCurveTo(x0 + (2 / 3) * (cx - x0), y0 + (2 / 3) * (cy - y0), x + (2 / 3) * (cx - x), y + (2 / 3) * (cy - y), x, y);
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    const [x0, y0] = [this.#x, this.#y];
    this.#include(x0, y0);
    this.#include(x, y);
    for (const t of [...turningPoints(x0, ax, bx, x), ...turningPoints(y0, ay, by, y)]) {
      this.#include(cubicAt(t, x0, ax, bx, x), cubicAt(t, y0, ay, by, y));
    }
    this.moveTo(x, y);
  }

  closePath(): void {}

  #include(x: number, y: number): void {
    if (x < this.#left) this.#left = x;
    if (x > this.#right) this.#right = x;
    if (y < this.#top) this.#top = y;
    if (y > this.#bottom) this.#bottom = y;
  }
}

function cubicAt(t: number, p0: number, p1: number, p2: number, p3: number): number {
  const u = 1 - t;
  return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
}

/** Where a cubic's derivative is zero inside 0..1; none when the control points do not reach beyond the ends. */
function turningPoints(p0: number, p1: number, p2: number, p3: number): number[] {
  const [low, high] = p0 < p3 ? [p0, p3] : [p3, p0];
  if (p1 >= low && p1 <= high && p2 >= low && p2 <= high) return [];
  const a = p3 - 3 * p2 + 3 * p1 - p0;
  const b = 2 * (p2 - 2 * p1 + p0);
  const c = p1 - p0;
  if (Math.abs(a) < 1e-12) return Math.abs(b) < 1e-12 ? [] : [-c / b].filter((t) => t > 0 && t < 1);
  const root = b * b - 4 * a * c;
  if (root < 0) return [];
  return [(-b + Math.sqrt(root)) / (2 * a), (-b - Math.sqrt(root)) / (2 * a)].filter((t) => t > 0 && t < 1);
}

/** The smallest box around both. */
export function unite(a: Box | null, b: Box | null): Box | null {
  if (!a || !b) return a ?? b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

/** `box` with `by` mm more on every edge. */
export function grow(box: Box | null, by: number): Box | null {
  return box && { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}
