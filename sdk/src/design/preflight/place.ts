import type { Finding } from '../../contracts/quote.js';
import type { Box } from '../../layout/display-list.js';
import type { Layer } from '../document.js';
import { between, boundsOf, clipToBox, corners, holds, inset, overlaps, type Point, toSide } from '../geometry.js';
import { printArea, trim } from '../print-area.js';
import { aboutLayer, type LayerContext } from './context.js';

/** mm that measuring and rounding may be off. */
const SLACK = 0.05;
/** Part of the hull that must lie outside before a loose hull counts as surely outside. */
const SURELY = 0.25;

export function checkPlace(context: LayerContext): Finding[] {
  const ink = context.metrics?.bounds;
  if (!ink) return [];
  return checkArea(context, ink) ?? checkSafeZone(context, ink);
}

/** Null when the ink is inside the print area. */
function checkArea(context: LayerContext, ink: Box): Finding[] | null {
  const { layer, side } = context;
  const area = printArea(side);
  if (!area.shaped && mayBleed(context)) {
    if (overlaps(area.bounds, ink)) return null;
  } else if (holds(side.printArea ? area.bounds : trim(side), ink, SLACK)) {
    const out = area.shaped ? outsideShare(hullOf(context, ink), area.contains) : 0;
    if (out === 0) return null;
    if (out < SURELY && !isExact(layer)) {
      const message = `“${layer.name}” comes close to the edge of the area we can make and may be cut. Move it inwards.`;
      return [aboutLayer(context, 'outside-print-area', 'warning', {}, message)];
    }
  }
  const message = `“${layer.name}” reaches outside the area we can make. Move it inside or make it smaller.`;
  return [aboutLayer(context, 'outside-print-area', 'error', {}, message)];
}

function checkSafeZone(context: LayerContext, ink: Box): Finding[] {
  const { layer, side } = context;
  const runsOver = !holds(inset(trim(side), SLACK), ink, 0);
  if (side.safe === 0 || (mayBleed(context) && runsOver) || holds(inset(trim(side), side.safe), ink, SLACK)) return [];
  const message = `“${layer.name}” is close to the edge and may be cut off. Keep it ${side.safe} mm away.`;
  return [aboutLayer(context, 'outside-safe-zone', 'warning', { safe: side.safe }, message)];
}

/** Printed pictures and shapes may run over the trim on purpose; words and codes never. */
function mayBleed({ layer, side }: LayerContext): boolean {
  return side.process === 'print' && side.bleed > 0 && layer.type !== 'text' && layer.type !== 'code';
}

/** Whether `hullOf` is the ink itself and not only something around it. */
function isExact(layer: Layer): boolean {
  return layer.type === 'image' && (layer.mask === undefined || layer.mask.kind === 'ellipse');
}

/** A convex polygon around the ink: the measured bounds, cut to the turned frame where the layer is turned (or to its ellipse). */
function hullOf({ layer, path, metrics }: Pick<LayerContext, 'layer' | 'path' | 'metrics'>, ink: Box): Point[] {
  const isTurned = [layer, ...path].some((each) => each.rotation !== 0);
  const isRound = layer.type === 'image' && layer.mask?.kind === 'ellipse';
  const isLoose = layer.type === 'text' && (metrics?.overflow || layer.curve);
  if (isLoose || !(isTurned || isRound)) return corners(ink);
  // Swashes reach over their frame.
  const reach = layer.type === 'text' ? 0.3 * (metrics?.textSize ?? 0) : 0;
  const frame = isRound ? ellipse(layer) : corners(inset({ x: 0, y: 0, width: layer.width, height: layer.height }, -reach));
  const hull = clipToBox(
    frame.map((point) => toSide(point, layer, path)),
    inset(ink, -SLACK / 2),
  );
  return hull.length > 2 ? hull : corners(ink);
}

function ellipse({ width, height }: Layer): Point[] {
  return Array.from({ length: 48 }, (_, step) => {
    const angle = (step * Math.PI) / 24;
    return { x: (width / 2) * (1 + Math.cos(angle)), y: (height / 2) * (1 + Math.sin(angle)) };
  });
}

/** Share 0..1 of sample points, on the hull's edge (drawn in by the slack) and inside it, that the area does not contain. */
export function outsideShare(hull: readonly Point[], contains: (point: Point) => boolean): number {
  const box = boundsOf(hull);
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const samples = hull.flatMap((point, index) => {
    const next = hull[(index + 1) % hull.length] as Point;
    return [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875].flatMap((t) => {
      const edge = between(point, next, t);
      const reach = Math.hypot(edge.x - centre.x, edge.y - centre.y) || 1;
      return [Math.max(0, 1 - (2 * SLACK) / reach), 0.75, 0.5, 0.25].map((part) => between(centre, edge, part));
    });
  });
  return samples.filter((point) => !contains(point)).length / samples.length;
}
