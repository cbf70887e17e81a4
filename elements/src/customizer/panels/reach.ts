import type { EditorState } from '../editor-state.js';
import { openLayers } from '../layers.js';

/** What is picked together with everything between it and `id`, among siblings; `id` alone in another group. */
export function reach(state: EditorState, id: string): string[] {
  const all = openLayers(state).map((layer) => layer.id);
  const to = all.indexOf(id);
  const picked = all.flatMap((each, index) => (state.selection.includes(each) ? [index] : []));
  if (to < 0 || picked.length === 0) return [id];
  const [from, end] = [Math.min(to, ...picked), Math.max(to, ...picked)];
  return all.slice(from, end + 1);
}
