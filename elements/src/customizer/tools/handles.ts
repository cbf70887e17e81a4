import { corners, type Point } from '@luneo/sdk/design/geometry.js';
import type { Layer } from '@luneo/sdk/design/document.js';
import { frameMatrix } from '@luneo/sdk/layout/matrix.js';
import type { View } from '../view.js';

export type CornerId = 'nw' | 'ne' | 'se' | 'sw';
export type EdgeId = 'n' | 'e' | 's' | 'w';
export type HandleId = CornerId | EdgeId | 'rotate';

/** A place to take hold of. Centre in CSS px; `angle`: outward direction, degrees clockwise from up. */
export interface Handle {
  id: HandleId;
  x: number;
  y: number;
  angle: number;
}

/** px between the frame and the outline that carries the handles, for large and for small objects. */
const PAD = 5;
const PAD_SMALL = 10;
/** Below this many px on screen, edge handles have no room. */
const SMALL = 44;
const ROTATE_GAP = 28;
/** The stage's upper edge, where the toolbar lies over it. */
const TOOLBAR = 56;
/** Half of a handle's touch area in px: 24 px for a mouse, 44 px for a finger. */
const REACH = 12;
const REACH_COARSE = 22;

const ANGLES: Readonly<Record<HandleId, number>> = { n: 0, ne: 45, e: 90, se: 135, s: 180, sw: 225, w: 270, nw: 315, rotate: 0 };

/** Corners of the frame on the screen, `pad` px outside it: nw, ne, se, sw. */
export function outlineOf(layer: Layer, view: View, pad = 0): Point[] {
  const grow = pad / view.pxPerMm;
  const box = { x: -grow, y: -grow, width: layer.width + 2 * grow, height: layer.height + 2 * grow };
  const [a, b, c, d, e, f] = frameMatrix(layer);
  return corners(box).map(({ x, y }) => view.toScreen({ x: a * x + c * y + e, y: b * x + d * y + f }));
}

function sizeOnScreen(layer: Layer, view: View): { width: number; height: number } {
  return { width: layer.width * view.pxPerMm, height: layer.height * view.pxPerMm };
}

/** px between the frame of this layer and its selection outline. */
export function padOf(layer: Layer, view: View): number {
  const { width, height } = sizeOnScreen(layer, view);
  return Math.min(width, height) < SMALL ? PAD_SMALL : PAD;
}

function edgesFor(layer: Layer, view: View): EdgeId[] {
  if (layer.type === 'group' || (layer.type === 'code' && layer.symbology === 'qr')) return [];
  const { width, height } = sizeOnScreen(layer, view);
  const across: EdgeId[] = height >= SMALL || layer.type === 'text' ? ['e', 'w'] : [];
  return width >= SMALL && height >= SMALL * 1.5 ? ['n', 's', ...across] : across;
}

const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Where to take hold of a selected layer. A locked one has no handles. `top`: least y in px where the turning handle is seen. */
export function handlesOf(layer: Layer, view: View, top = TOOLBAR): Handle[] {
  if (layer.locked) return [];
  const turned = layer.rotation + view.rotation;
  const [nw, ne, se, sw] = outlineOf(layer, view, padOf(layer, view)) as [Point, Point, Point, Point];
  const places: Record<CornerId | EdgeId, Point> = {
    nw,
    ne,
    se,
    sw,
    n: between(nw, ne),
    e: between(ne, se),
    s: between(se, sw),
    w: between(sw, nw),
  };
  const at = (id: CornerId | EdgeId): Handle => ({ id, ...places[id], angle: ANGLES[id] + turned });
  return [turnHandle(places.n, places.s, turned, top), ...(['nw', 'ne', 'se', 'sw'] as const).map(at), ...edgesFor(layer, view).map(at)];
}

/** Above the object, or below it when there is no room above. */
function turnHandle(north: Point, south: Point, turned: number, top: number): Handle {
  const angle = (turned * Math.PI) / 180;
  const [x, y] = [Math.sin(angle), -Math.cos(angle)];
  const above = { x: north.x + x * ROTATE_GAP, y: north.y + y * ROTATE_GAP };
  if (above.y >= top + REACH) return { id: 'rotate', ...above, angle: turned };
  return { id: 'rotate', x: south.x - x * ROTATE_GAP, y: south.y - y * ROTATE_GAP, angle: turned + 180 };
}

/** The handle under a pointer. Inside a small object the object itself is meant, so that it can be moved. */
export function handleAt(handles: readonly Handle[], point: Point, isCoarse: boolean, isInside: boolean): Handle | null {
  const reach = isCoarse ? REACH_COARSE : REACH;
  const edges = handles.filter((handle) => handle.id !== 'rotate');
  const span = Math.min(
    ...edges.map((handle) => Math.min(...edges.map((other) => (other === handle ? Infinity : distance(handle, other))))),
  );
  const allowed = isInside ? Math.min(reach, span / 4) : reach;
  const near = handles
    .map((handle) => ({ handle, far: distance(handle, point) }))
    .filter(({ handle, far }) => far <= (handle.id === 'rotate' ? reach : allowed))
    .toSorted((a, b) => a.far - b.far);
  return near[0]?.handle ?? null;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

const CURSORS = ['ns-resize', 'nesw-resize', 'ew-resize', 'nwse-resize'] as const;

/** CSS cursor for a handle. */
export function cursorFor({ id, angle }: Handle): string {
  return id === 'rotate' ? 'grab' : CURSORS[(((Math.round(angle / 45) % 4) + 4) % 4) as 0 | 1 | 2 | 3];
}
