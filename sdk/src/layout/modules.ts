import type { Matrix } from './display-list.js';
import { formatPath, transformOutline } from './path.js';

/**
 * Path data around the dark modules, one contour for each connected piece and one for each hole (nonzero): no seams between
 * modules, and nothing that a plotter would cut twice. `place` puts modules at their place in mm.
 */
export function modulePath(rows: readonly (readonly boolean[])[], place: Matrix): string {
  const edges = boundary(rows);
  let ops = '';
  const points: number[] = [];
  for (const start of edges.keys()) {
    for (let first = edges.get(start)?.[0]; first !== undefined; first = edges.get(start)?.[0]) {
      const contour = walk(edges, start, first);
      ops += `M${'L'.repeat(contour.length / 2 - 1)}Z`;
      points.push(...contour);
    }
  }
  return formatPath(transformOutline({ ops, points }, place));
}

/** Corners are numbered `y · STRIDE + x`. */
const STRIDE = 1 << 12;

/** From each corner to the next ones, the dark side on the right. */
type Edges = Map<number, number[]>;

function boundary(rows: readonly (readonly boolean[])[]): Edges {
  const edges: Edges = new Map();
  const add = (x: number, y: number, dx: number, dy: number): void => {
    const from = y * STRIDE + x;
    const to = from + dy * STRIDE + dx;
    const known = edges.get(from);
    if (known) known.push(to);
    else edges.set(from, [to]);
  };
  for (const [y, row] of rows.entries()) {
    for (const [x, dark] of row.entries()) {
      if (!dark) continue;
      if (!rows[y - 1]?.[x]) add(x, y, 1, 0);
      if (!row[x + 1]) add(x + 1, y, 0, 1);
      if (!rows[y + 1]?.[x]) add(x + 1, y + 1, -1, 0);
      if (!row[x - 1]) add(x, y + 1, 0, -1);
    }
  }
  return edges;
}

/** Takes one contour out of `edges`; corners only. Where two pieces touch at a corner it turns right: they stay apart. */
function walk(edges: Edges, start: number, first: number): number[] {
  const contour: number[] = [];
  let [from, to] = [start, first];
  for (;;) {
    const step = to - from;
    take(edges, from, to);
    const next = edges.get(to);
    const isClosed = to === start && (!next || right(step) === first - start);
    const on = isClosed ? first : next!.length > 1 ? to + right(step) : next![0]!;
    if (on - to !== step) push(contour, to);
    if (isClosed) return contour;
    [from, to] = [to, on];
  }
}

function push(contour: number[], corner: number): void {
  contour.push(corner % STRIDE, Math.floor(corner / STRIDE));
}

function take(edges: Edges, from: number, to: number): void {
  const left = edges.get(from)!.filter((each) => each !== to);
  if (left.length > 0) edges.set(from, left);
  else edges.delete(from);
}

/** A quarter turn clockwise, y downwards: east → south → west → north. */
function right(step: number): number {
  if (step === 1) return STRIDE;
  if (step === STRIDE) return -1;
  return step === -1 ? -STRIDE : 1;
}
