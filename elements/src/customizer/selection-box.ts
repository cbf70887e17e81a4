import type { EditorState } from './editor-state.js';
import { frameOf } from './tools/frame.js';
import { handlesOf, outlineOf, padOf } from './tools/handles.js';
import type { View } from './view.js';
import { placedSelection } from './within.js';

/** The selection with its outline and turning handle, in CSS px from the stage's top left; null when nothing is selected. */
export function selectionBox(state: EditorState, view: View): DOMRectReadOnly | null {
  const layers = placedSelection(state).filter((layer) => !layer.hidden);
  if (layers.length === 0) return null;
  const free = layers.filter((layer) => !layer.locked);
  const points = [
    ...layers.flatMap((layer) => outlineOf(layer, view, padOf(layer, view))),
    ...(free.length > 0 ? handlesOf(frameOf(free), view).filter(({ id }) => id === 'rotate') : []),
  ];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return new DOMRectReadOnly(x, y, Math.max(...xs) - x, Math.max(...ys) - y);
}
