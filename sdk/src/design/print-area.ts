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

const areas = new WeakMap<TemplateSide, PrintArea>();

/** The brand's print area, else the trim; printed sides without one may run into the bleed. */
export function printArea(side: TemplateSide): PrintArea {
  const area = areas.get(side) ?? readArea(side);
  areas.set(side, area);
  return area;
}

function readArea(side: TemplateSide): PrintArea {
  const polygons = side.printArea ? flattenPath(side.printArea) : [];
  if (polygons.length > 0) {
    const edges = edgesOf(polygons);
    return { bounds: boundsOf(polygons.flat()), shaped: true, contains: (point) => winding(edges, point) !== 0 };
  }
  const bounds = inset(trim(side), side.process === 'print' ? -side.bleed : 0);
  return { bounds, shaped: false, contains: (point) => inBox(bounds, point) };
}

export function trim(side: TemplateSide): Box {
  return { x: 0, y: 0, width: side.width, height: side.height };
}

function inBox(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** Edges of the closed polygons, four numbers each: x and y of both ends. */
function edgesOf(polygons: readonly (readonly Point[])[]): Float64Array {
  return Float64Array.from(
    polygons.flatMap((polygon) =>
      polygon.flatMap((to, index) => {
        const from = polygon.at(index - 1) as Point;
        return [from.x, from.y, to.x, to.y];
      }),
    ),
  );
}

/** How often the edges turn around the point (SVG's nonzero rule). A plain loop: it runs for every sample of every layer. */
function winding(edges: Float64Array, { x, y }: Point): number {
  let turns = 0;
  for (let at = 0; at < edges.length; at += 4) {
    const ay = edges[at + 1] as number;
    const by = edges[at + 3] as number;
    if (ay <= y === by <= y) continue;
    const ax = edges[at] as number;
    const side = ((edges[at + 2] as number) - ax) * (y - ay) - (x - ax) * (by - ay);
    if (by > ay && side > 0) turns += 1;
    else if (by < ay && side < 0) turns -= 1;
  }
  return turns;
}
