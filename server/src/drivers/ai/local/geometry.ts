import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Look } from './looks.js';

/** Axis-aligned box in mm on the side. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const round = (value: number): number => Math.round(value * 100) / 100;
export const rounded = ({ x, y, width, height }: Box): Box => ({
  x: round(x),
  y: round(y),
  width: Math.max(0.1, round(width)),
  height: Math.max(0.1, round(height)),
});
export const middle = (box: Box): { x: number; y: number } => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
export const around = (centre: { x: number; y: number }, width: number, height: number): Box => ({
  x: centre.x - width / 2,
  y: centre.y - height / 2,
  width,
  height,
});
export const intersect = (a: Box, b: Box): Box => {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(1, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(1, Math.min(a.y + a.height, b.y + b.height) - y),
  };
};
export const overlap = (a: Box, b: Box, gap = 0): boolean =>
  a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
export const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x - 1e-6 &&
  inner.y >= outer.y - 1e-6 &&
  inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
  inner.y + inner.height <= outer.y + outer.height + 1e-6;
export const hull = (boxes: readonly Box[]): Box => {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
};

/** Inside the safe zone. */
export const safeBox = (side: TemplateSide): Box => ({
  x: side.safe,
  y: side.safe,
  width: Math.max(1, side.width - 2 * side.safe),
  height: Math.max(1, side.height - 2 * side.safe),
});

/** Where a look wants to be: the zone that it names, else a part of the side, else the side's first zone. */
export function areaOf(side: TemplateSide, look: Look): Box {
  const safe = safeBox(side);
  const across = look.spots.find((spot) => spot === 'left' || spot === 'right');
  const down = look.spots.find((spot) => spot === 'top' || spot === 'bottom');
  if (look.zone && look.zone.side === side.id && !(across && down)) return intersect(look.zone.zone, safe);
  const readable = Math.min(3 * side.minTextHeight, safe.height / 2);
  if (across || down) {
    const width = across ? safe.width * 0.45 : safe.width;
    const height = down ? Math.max(safe.height * 0.28, readable) : safe.height;
    return {
      x: across === 'right' ? safe.x + safe.width - width : safe.x,
      y: down === 'bottom' ? safe.y + safe.height - height : safe.y,
      width,
      height,
    };
  }
  if (look.spots.includes('centre')) return around(middle(safe), safe.width * 0.8, safe.height * 0.8);
  return side.zones[0] ? intersect(side.zones[0], safe) : safe;
}

/** The smallest shift that takes the boxes off the obstacles and keeps them inside `bounds`; null when there is none. */
export function freeShift(
  boxes: readonly Box[],
  obstacles: readonly Box[],
  bounds: Box,
  gap: number,
  steps = 24,
): { dx: number; dy: number } | null {
  const shifts: { dx: number; dy: number; cost: number }[] = [];
  for (let i = -steps; i <= steps; i++)
    for (let k = -steps; k <= steps; k++) {
      const [dx, dy] = [(i * bounds.width) / steps, (k * bounds.height) / steps];
      shifts.push({ dx, dy, cost: Math.hypot(dx, dy) });
    }
  shifts.sort((a, b) => a.cost - b.cost);
  const fits = ({ dx, dy }: { dx: number; dy: number }): boolean =>
    boxes.every((box) => {
      const moved = { ...box, x: box.x + dx, y: box.y + dy };
      return contains(bounds, moved) && !obstacles.some((obstacle) => overlap(moved, obstacle, gap));
    });
  return shifts.find(fits) ?? null;
}
