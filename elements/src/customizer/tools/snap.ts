import type { Layer } from '@luneo/sdk/design/document.js';
import { boundsOf, corners, toSide } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';

/** A line to show while something snaps to it: at `at` mm across `axis`. `centre` guides are the product's own middle. */
export interface Guide {
  axis: 'x' | 'y';
  at: number;
  kind: 'centre' | 'edge' | 'layer';
}

export interface SnapTargets {
  x: readonly Guide[];
  y: readonly Guide[];
}

/** With more layers than this, only the product's own lines attract: a page full of lines attracts everywhere. */
const MAX_LAYERS = 60;

/** Axis-aligned bounds of a layer's turned frame. */
export function frameBounds(layer: Layer): Box {
  return boundsOf(corners({ x: 0, y: 0, width: layer.width, height: layer.height }).map((point) => toSide(point, layer, [])));
}

function lines(axis: 'x' | 'y', from: number, size: number, kind: Guide['kind']): Guide[] {
  return [from, from + size / 2, from + size].map((at) => ({ axis, at, kind }));
}

/** Lines that attract: middle and safe edges of the side, middles of its zones, and the other layers. */
export function snapTargets(side: TemplateSide, others: readonly Layer[]): SnapTargets {
  const boxes = others.length > MAX_LAYERS ? [] : others.filter((layer) => !layer.hidden).map(frameBounds);
  const along = (axis: 'x' | 'y'): Guide[] => {
    const size = axis === 'x' ? 'width' : 'height';
    return [
      { axis, at: side[size] / 2, kind: 'centre' },
      { axis, at: side.safe, kind: 'edge' },
      { axis, at: side[size] - side.safe, kind: 'edge' },
      ...side.zones.map((zone): Guide => ({ axis, at: zone[axis] + zone[size] / 2, kind: 'edge' })),
      ...boxes.flatMap((box) => lines(axis, box[axis], box[size], 'layer')),
    ];
  };
  return { x: along('x'), y: along('y') };
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

/** The small extra move that makes `box` meet nearby lines, and those lines. */
export function snap(box: Box, targets: SnapTargets, reach: number): { dx: number; dy: number; guides: Guide[] } {
  const x = nearest(targets.x, box.x, box.width, reach);
  const y = nearest(targets.y, box.y, box.height, reach);
  return { dx: x?.by ?? 0, dy: y?.by ?? 0, guides: [x, y].flatMap((hit) => hit?.guide ?? []) };
}

/** Degrees near a multiple of 45 become it; with `steps` the nearest multiple of 15. */
export function snapAngle(degrees: number, steps: boolean): number {
  if (steps) return Math.round(degrees / 15) * 15;
  const eighth = Math.round(degrees / 45) * 45;
  return Math.abs(degrees - eighth) <= 3 ? eighth : degrees;
}
