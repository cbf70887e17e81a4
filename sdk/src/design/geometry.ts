import type { Box } from '../layout/display-list.js';
import type { Layer } from './document.js';

/** mm on the side. */
export interface Point {
  x: number;
  y: number;
}

/** Turns `point` about `centre`, degrees clockwise (y runs down). */
export function turn(point: Point, degrees: number, centre: Point = { x: 0, y: 0 }): Point {
  if (degrees === 0) return point;
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [point.x - centre.x, point.y - centre.y];
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos };
}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A point in the frame of `layer` (from its top left) as a point on the side; `path` are the groups around it. */
export function toSide(point: Point, layer: Layer, path: readonly Layer[]): Point {
  return [layer, ...path.toReversed()].reduce(
    (at: Point, frame) => turn({ x: at.x + frame.x, y: at.y + frame.y }, frame.rotation, centreOf(frame)),
    point,
  );
}

/** A movement on the side as a movement in the frame that holds the layer. */
export function toParent(delta: Point, path: readonly Layer[]): Point {
  return turn(delta, -path.reduce((sum, group) => sum + group.rotation, 0));
}

export function corners(box: Box): Point[] {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  return [
    { x: box.x, y: box.y },
    { x: right, y: box.y },
    { x: right, y: bottom },
    { x: box.x, y: bottom },
  ];
}

export function boundsOf(points: readonly Point[]): Box {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

export function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by };
}

/** Whether `inner` lies in `outer`, `slack` mm over the edge forgiven. */
export function holds(outer: Box, inner: Box, slack: number): boolean {
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The part of a convex polygon inside an axis-aligned box (Sutherland–Hodgman). */
export function clipToBox(polygon: readonly Point[], box: Box): Point[] {
  const edges: ((p: Point) => number)[] = [
    (p) => p.x - box.x,
    (p) => box.x + box.width - p.x,
    (p) => p.y - box.y,
    (p) => box.y + box.height - p.y,
  ];
  return edges.reduce<Point[]>(clipToEdge, [...polygon]);
}

function clipToEdge(points: readonly Point[], inside: (p: Point) => number): Point[] {
  return points.flatMap((point, index) => {
    const previous = points.at(index - 1) as Point;
    const [from, to] = [inside(previous), inside(point)];
    const crossing = from < 0 !== to < 0 ? [between(previous, point, from / (from - to))] : [];
    return to >= 0 ? [...crossing, point] : crossing;
  });
}

export function between(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}
