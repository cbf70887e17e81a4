import type { EditorState } from './editor-state.js';
import { selectedLayers } from './layers.js';
import { handlesOf, outlineOf, padOf } from './tools/handles.js';
import type { View } from './view.js';

/** The selection with its outline and turning handle, in CSS px from the stage's top left; null when nothing is selected. */
export function selectionBox(state: EditorState, view: View): DOMRectReadOnly | null {
  const points = selectedLayers(state)
    .filter((layer) => !layer.hidden)
    .flatMap((layer) => [...outlineOf(layer, view, padOf(layer, view)), ...handlesOf(layer, view).filter(({ id }) => id === 'rotate')]);
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return new DOMRectReadOnly(x, y, Math.max(...xs) - x, Math.max(...ys) - y);
}
