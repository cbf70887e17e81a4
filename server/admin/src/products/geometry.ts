/** A rectangle on the picture, in its pixels, turned about its centre by degrees clockwise. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
  rotation: number;
}
export interface Point {
  x: number;
  y: number;
}
/** A handle of the rectangle: -1, 0 or 1 from its centre on each axis. */
export interface Grip {
  h: -1 | 0 | 1;
  v: -1 | 0 | 1;
}

export const GRIPS: readonly Grip[] = [
  { h: -1, v: -1 },
  { h: 0, v: -1 },
  { h: 1, v: -1 },
  { h: 1, v: 0 },
  { h: 1, v: 1 },
  { h: 0, v: 1 },
  { h: -1, v: 1 },
  { h: -1, v: 0 },
];

export const center = ({ x, y, width, height }: Place): Point => ({ x: x + width / 2, y: y + height / 2 });

export function turn({ x, y }: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: x * Math.cos(angle) - y * Math.sin(angle), y: x * Math.sin(angle) + y * Math.cos(angle) };
}

/** Where a grip is on the picture. */
export function gripPoint(place: Place, { h, v }: Grip): Point {
  const middle = center(place);
  const offset = turn({ x: (h * place.width) / 2, y: (v * place.height) / 2 }, place.rotation);
  return { x: middle.x + offset.x, y: middle.y + offset.y };
}

/** Resized so that the grip comes to `to` and the opposite edge or corner stays where it is. */
export function resize(place: Place, grip: Grip, to: Point, least: number): Place {
  const fixed = gripPoint(place, { h: -grip.h as Grip['h'], v: -grip.v as Grip['v'] });
  const reach = turn({ x: to.x - fixed.x, y: to.y - fixed.y }, -place.rotation);
  const width = grip.h === 0 ? place.width : Math.max(least, reach.x * grip.h);
  const height = grip.v === 0 ? place.height : Math.max(least, reach.y * grip.v);
  return hold(place, grip, { width, height });
}

/** Of another size, with the edge or corner opposite to the grip kept. */
export function hold(place: Place, grip: Grip, { width, height }: { width: number; height: number }): Place {
  const opposite = { h: -grip.h, v: -grip.v } as Grip;
  const fixed = gripPoint(place, opposite);
  const offset = turn({ x: (grip.h * width) / 2, y: (grip.v * height) / 2 }, place.rotation);
  const middle = { x: fixed.x + offset.x, y: fixed.y + offset.y };
  return { ...place, x: middle.x - width / 2, y: middle.y - height / 2, width, height };
}

export const between = (a: Point, b: Point): Place => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
  rotation: 0,
});

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** A line that something was drawn to: across the picture at `at`. */
export interface Guide {
  axis: 'x' | 'y';
  at: number;
}

const isUpright = ({ rotation }: Place): boolean => rotation % 90 === 0;

/** What an upright place covers: on its side, width and height have changed places. */
function covers(place: Place): Omit<Place, 'rotation'> {
  if (place.rotation % 180 === 0) return place;
  const { x, y } = center(place);
  return { x: x - place.height / 2, y: y - place.width / 2, width: place.height, height: place.width };
}

/** Moves the place so that an edge or its centre meets a line that is nearer than `reach`; only for upright places. */
export function snap(
  place: Place,
  lines: { x: readonly number[]; y: readonly number[] },
  reach: number,
): { place: Place; guides: Guide[] } {
  if (!isUpright(place)) return { place, guides: [] };
  const box = covers(place);
  const guides: Guide[] = [];
  const shift = (axis: 'x' | 'y', start: number, size: number): number => {
    let best = { by: 0, off: reach };
    for (const line of lines[axis])
      for (const edge of [start, start + size / 2, start + size]) {
        const off = Math.abs(line - edge);
        if (off < best.off) best = { by: line - edge, off };
      }
    if (best.off < reach) {
      const moved = start + best.by;
      for (const line of lines[axis])
        if ([moved, moved + size / 2, moved + size].some((edge) => Math.abs(edge - line) < 1e-6)) guides.push({ axis, at: line });
    }
    return best.off < reach ? best.by : 0;
  };
  return { place: { ...place, x: place.x + shift('x', box.x, box.width), y: place.y + shift('y', box.y, box.height) }, guides };
}

/** Lines worth meeting: the middle of the picture, and edges and middles of other places. */
export function linesOf(width: number, height: number, others: readonly Place[]): { x: number[]; y: number[] } {
  const upright = others.filter(isUpright).map(covers);
  return {
    x: [width / 2, ...upright.flatMap((place) => [place.x, place.x + place.width / 2, place.x + place.width])],
    y: [height / 2, ...upright.flatMap((place) => [place.y, place.y + place.height / 2, place.y + place.height])],
  };
}

/** Inside the picture at least with its centre. */
export function keepOn(place: Place, width: number, height: number): Place {
  const middle = center(place);
  const x = Math.min(Math.max(middle.x, 0), width);
  const y = Math.min(Math.max(middle.y, 0), height);
  return { ...place, x: x - place.width / 2, y: y - place.height / 2 };
}
