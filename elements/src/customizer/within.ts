import type { DesignDocument, GroupLayer, Layer } from '@luneo/sdk/design/document.js';
import { applyEdit, type Edit, type LayerPatch } from '@luneo/sdk/design/edits.js';
import { boundsOf, centreOf, corners, type Point, toSide, turn } from '@luneo/sdk/design/geometry.js';
import { walkLayers } from '@luneo/sdk/design/walk.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import type { EditorState } from './editor-state.js';
import { enteredPath, layersOf, openLayers } from './layers.js';
import { round, upright } from './placing.js';

type Placed = Partial<Pick<Layer, 'x' | 'y' | 'width' | 'height' | 'rotation'>>;

const FRAME = ['x', 'y', 'width', 'height', 'rotation'] as const;

const turnOf = (path: readonly Layer[]): number => path.reduce((sum, group) => sum + group.rotation, 0);

/** Axis-aligned bounds of a layer's turned frame. */
export function frameBounds(layer: Layer): Box {
  return boundsOf(corners({ x: 0, y: 0, width: layer.width, height: layer.height }).map((point) => toSide(point, layer, [])));
}

/** Axis-aligned bounds of all their turned frames. */
export function commonBounds(layers: readonly Layer[]): Box {
  return boundsOf(layers.map(frameBounds).flatMap(corners));
}

/** A layer of a group as it lies on the side. `path`: the groups around it, outermost first. */
export function placeOn(layer: Layer, path: readonly Layer[]): Layer {
  if (path.length === 0) return layer;
  const { x, y } = toSide({ x: layer.width / 2, y: layer.height / 2 }, layer, path);
  return { ...layer, x: x - layer.width / 2, y: y - layer.height / 2, rotation: upright(layer.rotation + turnOf(path)) };
}

/** A point of the side in the frame of the innermost group. */
function toGroup(point: Point, path: readonly Layer[]): Point {
  return path.reduce((at, group) => {
    const { x, y } = turn(at, -group.rotation, centreOf(group));
    return { x: x - group.x, y: y - group.y };
  }, point);
}

const known = new WeakMap<readonly Layer[], { path: readonly Layer[]; layers: readonly Layer[] }>();

/** The layers that can be picked now, as they lie on the side. The same objects while nothing around them changed. */
export function placedLayers(state: EditorState): readonly Layer[] {
  if (!state.entered) return layersOf(state.document, state.side);
  const path = enteredPath(state);
  const raw = openLayers(state);
  const before = known.get(raw);
  if (before && before.path.length === path.length && before.path.every((group, at) => group === path[at])) return before.layers;
  const layers = raw.map((layer) => placeOn(layer, path));
  known.set(raw, { path, layers });
  return layers;
}

/** Selected layers as they lie on the side, back to front. */
export function placedSelection(state: EditorState): readonly Layer[] {
  if (state.selection.length === 0) return [];
  return placedLayers(state).filter((layer) => state.selection.includes(layer.id));
}

/** Patches in the side's mm as patches in the mm of the group that is entered. */
export function patchesWithin(state: EditorState, changes: Iterable<readonly [string, LayerPatch]>): [string, LayerPatch][] {
  const path = enteredPath(state);
  if (path.length === 0) return [...changes] as [string, LayerPatch][];
  const placed = new Map(placedLayers(state).map((layer) => [layer.id, layer]));
  return Array.from(changes, ([id, patch]) => {
    const layer = placed.get(id);
    if (!layer || !FRAME.some((key) => key in patch)) return [id, patch];
    const next = { ...layer, ...(patch as Placed) };
    const { x, y } = toGroup(centreOf(next), path);
    const at = { x: round(x - next.width / 2), y: round(y - next.height / 2), rotation: upright(next.rotation - turnOf(path)) };
    return [id, { ...patch, ...at }];
  });
}

/** Draws a group's frame round what is in it now, without moving that; null when it fits. An empty group goes. */
function refit(group: GroupLayer, side: string): Edit[] {
  if (group.layers.length === 0) return [{ type: 'remove-layer', side, layerId: group.id }];
  const box = commonBounds(group.layers);
  const off = [box.x, box.y, box.width - group.width, box.height - group.height];
  if (off.every((mm) => Math.abs(mm) < 0.002)) return [];
  const centre = toSide(centreOf(box), group, []);
  const patch = {
    x: round(centre.x - box.width / 2),
    y: round(centre.y - box.height / 2),
    width: round(box.width),
    height: round(box.height),
  };
  const children = group.layers.map((layer): Edit => ({
    type: 'update-layer',
    side,
    layerId: layer.id,
    patch: { x: round(layer.x - box.x), y: round(layer.y - box.y) },
  }));
  return [{ type: 'update-layer', side, layerId: group.id, patch }, ...children];
}

/** `edit` and what it means for the frames of the groups `around` (ids, outermost first). */
export function refitting(document: DesignDocument, side: string, edit: Edit, around: readonly string[]): Edit {
  const edits: Edit[] = [edit];
  let next = applyEdit(document, edit);
  for (const id of around.toReversed()) {
    for (const { layer } of walkLayers(layersOf(next, side))) {
      if (layer.id !== id || layer.type !== 'group') continue;
      const more: Edit = { type: 'batch', edits: refit(layer, side) };
      next = applyEdit(next, more);
      edits.push(more);
      break;
    }
  }
  return { type: 'batch', edits };
}

/** Does the change move or resize? Then groups around it follow. */
export function changesFrame(patch: LayerPatch): boolean {
  return FRAME.some((key) => key in patch);
}
