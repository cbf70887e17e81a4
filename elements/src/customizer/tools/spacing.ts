import type { Box } from '@luneo/sdk/layout/display-list.js';

export type Axis = 'x' | 'y';

/** A distance to show: from `from` to `to` mm along `axis`, at `at` mm across it. */
export interface Measure {
  axis: Axis;
  from: number;
  to: number;
  at: number;
}

export interface EqualGap {
  /** mm to move along the axis. */
  by: number;
  /** The equal distances, once the box lies there. */
  measures(box: Box): Measure[];
}

export const sizeAlong = (axis: Axis): 'width' | 'height' => (axis === 'x' ? 'width' : 'height');

type Span = readonly [from: number, to: number];

/** Frames that lie beside `box` along `axis`, in order, as spans along it. */
function beside(box: Box, others: readonly Box[], axis: Axis): Span[] {
  const across: Axis = axis === 'x' ? 'y' : 'x';
  const [size, width] = [sizeAlong(axis), sizeAlong(across)];
  return others
    .filter((other) => other[across] < box[across] + box[width] && box[across] < other[across] + other[width])
    .map((other): Span => [other[axis], other[axis] + other[size]])
    .toSorted((a, b) => a[0] - b[0]);
}

/** Where `box` could begin so that two gaps are equal, and those gaps. */
function* places(row: readonly Span[], size: number): Generator<{ start: number; gaps: readonly Span[] }> {
  for (const [index, [from, to]] of row.entries()) {
    const next = row[index + 1];
    if (!next) return;
    const gap = next[0] - to;
    if (gap <= 0) continue;
    const half = (gap - size) / 2;
    if (half > 0) yield { start: to + half, gaps: [[to, to + half], [next[0] - half, next[0]]] }; // prettier-ignore
    yield { start: next[1] + gap, gaps: [[to, next[0]], [next[1], next[1] + gap]] }; // prettier-ignore
    yield { start: from - gap - size, gaps: [[from - gap, from], [to, next[0]]] }; // prettier-ignore
  }
}

/** The nearest place within `reach` mm where `box` is as far from its neighbours as they are from each other; null when there is none. */
export function equalGap(box: Box, others: readonly Box[], axis: Axis, reach: number): EqualGap | null {
  const row = beside(box, others, axis);
  let best: { by: number; gaps: readonly Span[] } | null = null;
  for (const { start, gaps } of places(row, box[sizeAlong(axis)])) {
    const by = start - box[axis];
    if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, gaps };
  }
  if (!best) return null;
  const { by, gaps } = best;
  const across: Axis = axis === 'x' ? 'y' : 'x';
  const middle = (at: Box): number => at[across] + at[sizeAlong(across)] / 2;
  return { by, measures: (at) => gaps.map(([from, to]) => ({ axis, from, to, at: middle(at) })) };
}
