import type { ImageLayer, Layer } from '@luneo/sdk/design/document.js';
import type { LayerPatch } from '@luneo/sdk/design/edits.js';
import { centreOf, type Point, turn } from '@luneo/sdk/design/geometry.js';
import { scaledText } from '@luneo/sdk/design/scale-text.js';
import { round, upright } from '../placing.js';
import type { CornerId, EdgeId } from './handles.js';

/** Nothing becomes smaller than this by hand. mm */
const SMALLEST = 1;

/** Where a corner or an edge lies in the frame, 0..1. */
const PLACES: Readonly<Record<CornerId | EdgeId, readonly [number, number]>> = {
  nw: [0, 0],
  n: [0.5, 0],
  ne: [1, 0],
  e: [1, 0.5],
  se: [1, 1],
  s: [0.5, 1],
  sw: [0, 1],
  w: [0, 0.5],
};

/** A moving and scaling that is shown before it is made: about `pivot` (mm on the side), then by `dx`,`dy` mm. */
export interface Motion {
  pivot: Point;
  dx: number;
  dy: number;
  scale: number;
  /** Degrees clockwise. */
  turn: number;
}

export const STILL: Motion = { pivot: { x: 0, y: 0 }, dx: 0, dy: 0, scale: 1, turn: 0 };

/** A place of the frame (0..1 of its width and height) on the side, turned with it. */
export function placeOf(layer: Layer, [u, v]: readonly [number, number]): Point {
  return turn({ x: layer.x + u * layer.width, y: layer.y + v * layer.height }, layer.rotation, centreOf(layer));
}

/** What stays where it is while `handle` is pulled. */
export function anchorOf(layer: Layer, handle: CornerId | EdgeId, fromCentre = false): Point {
  const [u, v] = PLACES[handle];
  return fromCentre ? centreOf(layer) : placeOf(layer, [1 - u, 1 - v]);
}

/** Factor by which a corner pulled to `pointer` scales the layer about its anchor. */
export function scaleFor(layer: Layer, handle: CornerId, pointer: Point, fromCentre = false): number {
  const anchor = anchorOf(layer, handle, fromCentre);
  const corner = placeOf(layer, PLACES[handle]);
  const [dx, dy] = [corner.x - anchor.x, corner.y - anchor.y];
  const along = ((pointer.x - anchor.x) * dx + (pointer.y - anchor.y) * dy) / (dx * dx + dy * dy);
  return Math.max(along, SMALLEST / Math.min(layer.width, layer.height), 0.01);
}

/** Fields of a layer after `motion`. */
function moved(
  layer: Layer,
  { pivot, dx, dy, scale, turn: angle }: Motion,
): { x: number; y: number; width: number; height: number; rotation: number } {
  const centre = centreOf(layer);
  const about = turn({ x: pivot.x + (centre.x - pivot.x) * scale, y: pivot.y + (centre.y - pivot.y) * scale }, angle, pivot);
  const [width, height] = [layer.width * scale, layer.height * scale];
  return {
    x: round(about.x + dx - width / 2),
    y: round(about.y + dy - height / 2),
    width: round(width),
    height: round(height),
    rotation: angle === 0 ? layer.rotation : upright(layer.rotation + angle),
  };
}

/** Fields that grow with the frame. */
function scaledFields(layer: Layer, scale: number): LayerPatch {
  if (scale === 1) return {};
  if (layer.type === 'text') return scaledText(layer, scale);
  if (layer.type === 'image')
    return layer.mask?.kind === 'rounded' ? { mask: { ...layer.mask, radius: round(layer.mask.radius * scale) } } : {};
  if (layer.type === 'shape' && layer.figure?.kind === 'rectangle')
    return { figure: { ...layer.figure, radius: round(layer.figure.radius * scale) }, ...scaledLines(layer, scale) };
  return scaledLines(layer, scale);
}

function scaledLines(layer: Layer, scale: number): LayerPatch {
  if (layer.type !== 'shape' || !layer.paths.some((path) => path.stroke)) return {};
  return {
    paths: layer.paths.map((path) =>
      path.stroke ? { ...path, stroke: { ...path.stroke, width: round(path.stroke.width * scale) } } : path,
    ),
  };
}

function childPatches(layer: Layer, scale: number): [string, LayerPatch][] {
  if (layer.type !== 'group' || scale === 1) return [];
  return layer.layers.flatMap((child): [string, LayerPatch][] => {
    const frame = {
      x: round(child.x * scale),
      y: round(child.y * scale),
      width: round(child.width * scale),
      height: round(child.height * scale),
    };
    return [[child.id, { ...frame, ...scaledFields(child, scale) }], ...childPatches(child, scale)];
  });
}

/** Patches that make `motion` real for a top-level layer; those of a group's children come with it. */
export function motionPatches(layer: Layer, motion: Motion): [string, LayerPatch][] {
  return [[layer.id, { ...moved(layer, motion), ...scaledFields(layer, motion.scale) }], ...childPatches(layer, motion.scale)];
}

/** Frame (and crop) after the edge `handle` was pulled to `pointer`; the opposite edge stays. A picture is uncovered or cut, never stretched. */
export function pullEdge(layer: Layer, handle: EdgeId, pointer: Point): LayerPatch {
  const [u, v] = PLACES[handle];
  const anchor = placeOf(layer, [1 - u, 1 - v]);
  const local = turn({ x: pointer.x - anchor.x, y: pointer.y - anchor.y }, -layer.rotation);
  const isAcross = v === 0.5;
  const sign = isAcross ? u * 2 - 1 : v * 2 - 1;
  const limit = layer.type === 'image' ? uncovered(layer, handle) : Infinity;
  const length = Math.min(limit, Math.max(SMALLEST, sign * (isAcross ? local.x : local.y)));
  const [width, height] = isAcross ? [length, layer.height] : [layer.width, length];
  const centre = turn({ x: isAcross ? (sign * length) / 2 : 0, y: isAcross ? 0 : (sign * length) / 2 }, layer.rotation);
  const frame = {
    x: round(anchor.x + centre.x - width / 2),
    y: round(anchor.y + centre.y - height / 2),
    width: round(width),
    height: round(height),
  };
  return layer.type === 'image' ? { ...frame, crop: cropFor(layer, handle, length) } : frame;
}

/** Length in mm at which the picture has nothing left to show beyond `handle`. */
function uncovered({ crop, width, height }: ImageLayer, handle: EdgeId): number {
  if (handle === 'e') return (width * (1 - crop.x)) / crop.width;
  if (handle === 'w') return (width * (crop.x + crop.width)) / crop.width;
  if (handle === 's') return (height * (1 - crop.y)) / crop.height;
  return (height * (crop.y + crop.height)) / crop.height;
}

function cropFor({ crop, width, height }: ImageLayer, handle: EdgeId, length: number): ImageLayer['crop'] {
  const part = (start: number, size: number, whole: number, isStart: boolean): [number, number] => {
    const next = Math.min(1, (size * length) / whole);
    return isStart ? [Math.max(0, start + size - next), next] : [start, Math.min(next, 1 - start)];
  };
  if (handle === 'e' || handle === 'w') {
    const [x, share] = part(crop.x, crop.width, width, handle === 'w');
    return { ...crop, x, width: share };
  }
  const [y, share] = part(crop.y, crop.height, height, handle === 'n');
  return { ...crop, y, height: share };
}
