import type { DesignDocument, Layer } from '@luneo/sdk/design/document.js';
import { walkLayers } from '@luneo/sdk/design/walk.js';
import type { EditorState } from './editor-state.js';

/** Top-level layers of a side, back to front; none for an unknown side. */
export function layersOf(document: DesignDocument, side: string): readonly Layer[] {
  return document.sides.find((entry) => entry.id === side)?.layers ?? [];
}

/** A layer at any depth of any side, with its side's id. */
export function findLayer(document: DesignDocument, id: string): { side: string; layer: Layer } | null {
  for (const side of document.sides) {
    for (const { layer } of walkLayers(side.layers)) if (layer.id === id) return { side: side.id, layer };
  }
  return null;
}

/** Selected layers of the current side, back to front. */
export function selectedLayers(state: EditorState): readonly Layer[] {
  if (state.selection.length === 0) return [];
  return layersOf(state.document, state.side).filter((layer) => state.selection.includes(layer.id));
}
