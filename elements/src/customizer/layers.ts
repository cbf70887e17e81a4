import type { DesignDocument, GroupLayer, Layer } from '@luneo/sdk/design/document.js';
import { walkLayers } from '@luneo/sdk/design/walk.js';
import type { EditorState } from './editor-state.js';

/** Top-level layers of a side, back to front; none for an unknown side. */
export function layersOf(document: DesignDocument, side: string): readonly Layer[] {
  return document.sides.find((entry) => entry.id === side)?.layers ?? [];
}

/** A layer at any depth of any side, with its side's id and the groups around it, outermost first. */
export function findLayer(document: DesignDocument, id: string): { side: string; layer: Layer; path: readonly Layer[] } | null {
  for (const side of document.sides) {
    for (const { layer, path } of walkLayers(side.layers)) if (layer.id === id) return { side: side.id, layer, path };
  }
  return null;
}

/** Groups that are entered, outermost first; none at the top. */
export function enteredPath({ document, side, entered }: EditorState): readonly GroupLayer[] {
  if (!entered) return [];
  for (const { layer, path } of walkLayers(layersOf(document, side)))
    if (layer.id === entered && layer.type === 'group') return [...(path as readonly GroupLayer[]), layer];
  return [];
}

/** The layers that can be picked now: those of the side, or of the group that is entered. Back to front. */
export function openLayers(state: EditorState): readonly Layer[] {
  return state.entered ? (enteredPath(state).at(-1)?.layers ?? []) : layersOf(state.document, state.side);
}

/** Selected layers as the document has them, back to front: those of a group from the group's own top left. */
export function selectedLayers(state: EditorState): readonly Layer[] {
  if (state.selection.length === 0) return [];
  return openLayers(state).filter((layer) => state.selection.includes(layer.id));
}

/** What of `ids` can be selected together on a side, and the group that holds it. `entered` stays when nothing is selected. */
export function selectable(
  document: DesignDocument,
  side: string,
  ids: readonly string[],
  entered: string | null,
): { selection: string[]; entered: string | null } {
  const wanted = new Set(ids);
  const among = (layers: readonly Layer[]): string[] => layers.flatMap(({ id }) => (wanted.has(id) ? [id] : []));
  const layers = layersOf(document, side);
  const top = among(layers);
  if (top.length > 0) return { selection: top, entered: null };
  if (wanted.size === 0 && !entered) return { selection: [], entered: null };
  for (const { layer } of walkLayers(layers)) {
    if (layer.type !== 'group') continue;
    const inside = among(layer.layers);
    if (inside.length > 0 || (wanted.size === 0 && layer.id === entered)) return { selection: inside, entered: layer.id };
  }
  return { selection: [], entered: null };
}
