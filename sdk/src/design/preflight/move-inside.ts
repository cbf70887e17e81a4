import type { Finding } from '../../contracts/quote.js';
import type { Box } from '../../layout/display-list.js';
import type { Edit } from '../edits.js';
import { between, centreOf, corners, inset, type Point, toParent, toSide } from '../geometry.js';
import { type PrintArea, printArea, trim } from '../print-area.js';
import type { TemplateSide } from '../template.js';
import type { LayerPlace } from '../walk.js';
import { outsideShare } from './place.js';
import { scaledPatch } from './scale.js';

/** Sizes tried, from as it is to a fifth; at each, the way from where the ink is to the middle of the area. */
const SIZES = Array.from({ length: 9 }, (_, step) => 1 - step * 0.1);
const STEPS = Array.from({ length: 11 }, (_, step) => step / 10);

/** The smallest move (then the smallest shrinking) that brings the ink at `finding.place` inside the area; null when none does. */
export function moveInside(finding: Finding, side: TemplateSide, place: LayerPlace): Edit | null {
  if (!finding.place) return null;
  const area = printArea(side);
  const target = targetBox(side, area);
  const room = Math.min(1, target.width / finding.place.width, target.height / finding.place.height);
  for (const size of SIZES) {
    const factor = room * size * (room < 1 ? 0.999 : 1);
    const ink = scaledInk(finding.place, place, factor);
    const moved = ink && findSpot(ink, target, area);
    if (moved) return edit(finding.side as string, place, factor, { x: moved.x - ink.x, y: moved.y - ink.y });
  }
  return null;
}

/** The safe zone, cut to the print area's bounds. */
function targetBox(side: TemplateSide, area: PrintArea): Box {
  const safe = inset(trim(side), Math.min(side.safe, side.width / 4, side.height / 4));
  const [x, y] = [Math.max(safe.x, area.bounds.x), Math.max(safe.y, area.bounds.y)];
  const right = Math.min(safe.x + safe.width, area.bounds.x + area.bounds.width);
  const bottom = Math.min(safe.y + safe.height, area.bounds.y + area.bounds.height);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : area.bounds;
}

/** Where the ink is after the layer was scaled about its centre. */
function scaledInk(ink: Box, { layer, path }: LayerPlace, factor: number): Box | null {
  if (!scaledPatch(layer, factor)) return null;
  const centre = toSide({ x: layer.width / 2, y: layer.height / 2 }, layer, path);
  const start = between(centre, ink, factor);
  return { ...start, width: ink.width * factor, height: ink.height * factor };
}

function findSpot(ink: Box, target: Box, area: PrintArea): Box | null {
  const near = {
    ...ink,
    x: clamp(ink.x, target.x, target.x + target.width - ink.width),
    y: clamp(ink.y, target.y, target.y + target.height - ink.height),
  };
  if (!area.shaped) return near;
  const middle = centreOf(target);
  const goal: Point = { x: middle.x - ink.width / 2, y: middle.y - ink.height / 2 };
  for (const step of STEPS) {
    const spot = { ...near, ...between(near, goal, step) };
    if (outsideShare(corners(spot), area.contains) === 0) return spot;
  }
  return null;
}

function edit(side: string, place: LayerPlace, factor: number, delta: Point): Edit | null {
  const { layer, path } = place;
  const patch = factor === 1 ? { x: layer.x, y: layer.y } : scaledPatch(layer, factor);
  if (!patch) return null;
  const shift = toParent(delta, path);
  const moved = { ...patch, x: (patch.x ?? layer.x) + shift.x, y: (patch.y ?? layer.y) + shift.y };
  return { type: 'update-layer', side, layerId: layer.id, patch: moved };
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
