import type { Box } from '../layout/display-list.js';
import { flattenPath } from './flatten-path.js';
import { boundsOf, inset, type Point } from './geometry.js';
import type { TemplateSide } from './template.js';

/** Where ink may lie on a side, in mm. */
export interface PrintArea {
  bounds: Box;
  /** Whether the area is more than a rectangle. */
  shaped: boolean;
  contains: (point: Point) => boolean;
}

/** The brand's print area, else the trim; printed sides without one may run into the bleed. */
export function printArea(side: TemplateSide): PrintArea {
  const polygons = side.printArea ? flattenPath(side.printArea) : [];
  if (polygons.length > 0) return { bounds: boundsOf(polygons.flat()), shaped: true, contains: (point) => winding(polygons, point) !== 0 };
  const bounds = inset(trim(side), side.process === 'print' ? -side.bleed : 0);
  return { bounds, shaped: false, contains: (point) => inBox(bounds, point) };
}

export function trim(side: TemplateSide): Box {
  return { x: 0, y: 0, width: side.width, height: side.height };
}

function inBox(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** Winding number of the closed polygons around the point (SVG's nonzero rule). */
function winding(polygons: readonly (readonly Point[])[], { x, y }: Point): number {
  let turns = 0;
  for (const polygon of polygons)
    for (const [index, b] of polygon.entries()) {
      const a = polygon.at(index - 1) as Point;
      const side = (b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y);
      if (a.y <= y && b.y > y && side > 0) turns += 1;
      else if (a.y > y && b.y <= y && side < 0) turns -= 1;
    }
  return turns;
}
