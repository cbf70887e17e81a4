import { shapeLayer } from '@luneo/sdk/design/create.js';
import type { Layer, Paint, ShapeLayer } from '@luneo/sdk/design/document.js';
import type { Edit } from '@luneo/sdk/design/edits.js';
import { boundsOf, type Point } from '@luneo/sdk/design/geometry.js';
import { LIMITS } from '@luneo/sdk/design/limits.js';
import { formatPath, parsePath, transformOutline } from '@luneo/sdk/layout/path.js';
import { round } from '../placing.js';
import { type Cubic, fitCurve, pointAt } from './fit-curve.js';

/** How a line is drawn. `width`: mm. */
export interface Pen {
  width: number;
  paint: Paint;
  /** How far the smooth line may leave the hand's, mm. */
  tolerance: number;
}

type Path = ShapeLayer['paths'][number];

/** A frame has some size, even that of a dot or of a level line. mm */
const LEAST = 0.01;

/** Path data of the smooth line along the points, in their unit; coarser where it would be too long to keep. A dot for a tap. */
export function strokePath(points: readonly Point[], tolerance: number): string {
  for (let slack = tolerance; ; slack *= 2) {
    const d = pathOf(points[0]!, fitCurve(points, slack));
    if (d.length <= LIMITS.pathLength / 2) return d;
  }
}

function pathOf(first: Point, cubics: readonly Cubic[]): string {
  const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
  const [start] = cubics[0] ?? [first];
  if (cubics.length === 0) return `M${at(start)}L${at({ x: start.x + LEAST, y: start.y })}`;
  return `M${at(start)}${cubics.map(([, a, b, end]) => `C${at(a)} ${at(b)} ${at(end)}`).join('')}`;
}

/** Lines drawn by hand, as they were drawn: not turned or stretched since. */
export function isDrawing(layer: Layer | undefined): layer is ShapeLayer {
  return (
    layer?.type === 'shape' &&
    layer.rotation === 0 &&
    !layer.locked &&
    !layer.hidden &&
    !layer.clipart &&
    !layer.figure &&
    layer.viewBox[0] === layer.width &&
    layer.viewBox[1] === layer.height &&
    layer.paths.every(({ fill, stroke }) => fill === null && stroke)
  );
}

/** The edit that draws one more line (`d` in mm on the side): into `drawing` while it has room, else as a layer of its own. */
export function drawEdit(
  side: string,
  d: string,
  { width, paint }: Pen,
  drawing: ShapeLayer | null,
  name: string,
): { edit: Edit; layerId: string } {
  const path: Path = { d, fill: null, stroke: { width, paint } };
  if (!drawing || drawing.paths.length >= LIMITS.pathsPerShape) {
    const layer = shapeLayer({ name, ...framed([path]) });
    return { edit: { type: 'add-layer', side, layer }, layerId: layer.id };
  }
  const patch = framed([...onSide(drawing), path]);
  return { edit: { type: 'update-layer', side, layerId: drawing.id, patch }, layerId: drawing.id };
}

/** The edit that takes away the uppermost line within `slack` mm of the point; null when there is none. */
export function eraseEdit(side: string, layers: readonly Layer[], at: Point, slack: number): Edit | null {
  for (const layer of layers.toReversed()) {
    if (!isDrawing(layer)) continue;
    const paths = onSide(layer);
    const hit = paths.findLastIndex(({ d, stroke }) => isNear(d, at, Math.max(slack, (stroke?.width ?? 0) / 2)));
    if (hit < 0) continue;
    if (paths.length === 1) return { type: 'remove-layer', side, layerId: layer.id };
    return { type: 'update-layer', side, layerId: layer.id, patch: framed(paths.toSpliced(hit, 1)) };
  }
  return null;
}

/** The drawing's lines in mm on the side. */
function onSide({ x, y, paths }: ShapeLayer): Path[] {
  return paths.map((path) => ({ ...path, d: moved(path.d, x, y) }));
}

const moved = (d: string, x: number, y: number): string => compact(formatPath(transformOutline(parsePath(d), [1, 0, 0, 1, x, y])));

/** To the micrometre, and without needless spaces. */
function compact(d: string): string {
  return d.replaceAll(/-?\d+\.?\d*(?:e-\d+)?/g, (number) => String(round(Number(number)))).replaceAll(/ ?([MLCQZ]) ?/g, '$1');
}

/** Frame, view box and paths of lines given on the side. */
function framed(paths: readonly Path[]): Pick<ShapeLayer, 'x' | 'y' | 'width' | 'height' | 'viewBox' | 'paths'> {
  const box = boundsOf(paths.flatMap(({ d }) => [...samples(d)]));
  const [x, y] = [round(box.x), round(box.y)];
  const [width, height] = [Math.max(LEAST, round(box.width)), Math.max(LEAST, round(box.height))];
  return { x, y, width, height, viewBox: [width, height], paths: paths.map((path) => ({ ...path, d: moved(path.d, -x, -y) })) };
}

/** Points close together along a path of M, L and C. */
function* samples(d: string): Generator<Point> {
  const { ops, points } = parsePath(d);
  const at = (index: number): Point => ({ x: points[index]!, y: points[index + 1]! });
  let [from, index] = [at(0), 0];
  for (const op of ops) {
    if (op === 'C') {
      const cubic: Cubic = [from, at(index), at(index + 2), at(index + 4)];
      for (let step = 1; step < 12; step += 1) yield pointAt(cubic, step / 12);
      index += 4;
    }
    from = at(index);
    index += 2;
    yield from;
  }
}

function isNear(d: string, at: Point, reach: number): boolean {
  let before: Point | null = null;
  for (const point of samples(d)) {
    if (toSegment(at, before ?? point, point) <= reach) return true;
    before = point;
  }
  return false;
}

function toSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}
