import type { Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { frameBounds } from '../within.js';
import { type Axis, equalGap, type Measure, sizeAlong } from './spacing.js';

/** A line to show while something snaps to it: at `at` mm across `axis`. `centre` guides are the product's own middle. */
export interface Guide {
  axis: Axis;
  at: number;
  /** `guide`: put there by the shopper. */
  kind: 'centre' | 'edge' | 'layer' | 'guide';
  /** The layer that the line belongs to. */
  box?: Box;
}

export interface SnapTargets {
  x: readonly Guide[];
  y: readonly Guide[];
  /** Frames of the other layers. */
  boxes: readonly Box[];
}

export interface Snapped {
  dx: number;
  dy: number;
  guides: Guide[];
  measures: Measure[];
}

/** With more layers than this, only the product's own lines attract: a page full of lines attracts everywhere. */
const MAX_LAYERS = 60;

function lines(axis: Axis, box: Box): Guide[] {
  const [from, size] = [box[axis], box[sizeAlong(axis)]];
  return [from, from + size / 2, from + size].map((at) => ({ axis, at, kind: 'layer', box }));
}

/** Lines that attract: middle and safe edges of the side, middles of its zones, the shopper's own guides, and the other layers. */
export function snapTargets(side: TemplateSide, others: readonly Layer[], own: readonly Guide[] = []): SnapTargets {
  const boxes = others.length > MAX_LAYERS ? [] : others.filter((layer) => !layer.hidden).map(frameBounds);
  const along = (axis: Axis): Guide[] => {
    const size = sizeAlong(axis);
    return [
      { axis, at: side[size] / 2, kind: 'centre' },
      { axis, at: side.safe, kind: 'edge' },
      { axis, at: side[size] - side.safe, kind: 'edge' },
      ...side.zones.map((zone): Guide => ({ axis, at: zone[axis] + zone[size] / 2, kind: 'edge' })),
      ...own.filter((guide) => guide.axis === axis),
      ...boxes.flatMap((box) => lines(axis, box)),
    ];
  };
  return { x: along('x'), y: along('y'), boxes };
}

/** How far to move along one axis so that an edge or the middle meets a line within `reach` mm. The product's middle wins ties. */
function nearest(targets: readonly Guide[], from: number, size: number, reach: number): { by: number; guide: Guide } | null {
  let best: { by: number; guide: Guide } | null = null;
  for (const guide of targets) {
    const places = guide.kind === 'centre' ? [from + size / 2] : [from, from + size / 2, from + size];
    for (const place of places) {
      const by = guide.at - place;
      if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by) - 1e-9)) best = { by, guide };
    }
  }
  return best;
}

/** The line that a single edge at `at` meets within `reach` mm. */
export function snapEdge(targets: readonly Guide[], at: number, reach: number): { by: number; guide: Guide } | null {
  return nearest(
    targets.filter(({ kind }) => kind !== 'centre'),
    at,
    0,
    reach,
  );
}

/** How far `box` is from the layer whose line it meets, measured along that line. */
function distance(box: Box, { axis, at, box: other }: Guide): Measure[] {
  if (!other) return [];
  const along: Axis = axis === 'x' ? 'y' : 'x';
  const size = sizeAlong(along);
  const [first, second] = box[along] < other[along] ? [box, other] : [other, box];
  const [from, to] = [first[along] + first[size], second[along]];
  return to - from > 0.05 ? [{ axis: along, from, to, at }] : [];
}

/** The small extra move that makes `box` meet nearby lines or lie as far from its neighbours as they from each other, and what shows it. */
export function snap(box: Box, targets: SnapTargets, reach: number): Snapped {
  const along = (axis: Axis) => {
    const line = nearest(targets[axis], box[axis], box[sizeAlong(axis)], reach);
    const gap = equalGap(box, targets.boxes, axis, reach);
    return gap && (!line || Math.abs(gap.by) < Math.abs(line.by) - 1e-9)
      ? { line: null, gap, by: gap.by }
      : { line, gap: null, by: line?.by ?? 0 };
  };
  const [x, y] = [along('x'), along('y')];
  const moved = { ...box, x: box.x + x.by, y: box.y + y.by };
  const guides = [x, y].flatMap(({ line }) => line?.guide ?? []);
  const gaps = [x, y].flatMap(({ gap }) => gap?.measures(moved) ?? []);
  const isShown = ({ axis, from, to }: Measure): boolean =>
    gaps.some((gap) => gap.axis === axis && Math.abs(gap.from - from) + Math.abs(gap.to - to) < 0.01);
  const distances = guides.flatMap((guide) => distance(moved, guide)).filter((measure) => !isShown(measure));
  return { dx: x.by, dy: y.by, guides, measures: [...gaps, ...distances] };
}

/** Degrees near a multiple of 45 become it; with `steps` the nearest multiple of 15. */
export function snapAngle(degrees: number, steps: boolean): number {
  if (steps) return Math.round(degrees / 15) * 15;
  const eighth = Math.round(degrees / 45) * 45;
  return Math.abs(degrees - eighth) <= 3 ? eighth : degrees;
}
