import type { Layer } from '@luneo/sdk/design/document.js';
import { turn } from '@luneo/sdk/design/geometry.js';
import type { Editor } from '../editor.js';
import { layersOf, selectedLayers } from '../layers.js';
import { round } from '../placing.js';

/** What keys need besides the editor. */
export interface KeyTarget {
  readonly editor: Editor;
  /** Degrees that the side is turned on the screen: arrows follow the screen. */
  readonly rotation: number;
  editText(layerId: string): void;
  /** Ends a running gesture. False when there was none. */
  cancel(): boolean;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function nudge({ editor, rotation }: KeyTarget, selected: readonly Layer[], event: KeyboardEvent): boolean {
  const arrow = ARROWS[event.key];
  if (!arrow || selected.length === 0) return false;
  const mm = event.altKey ? 0.1 : event.shiftKey ? 5 : 1;
  const by = turn({ x: arrow[0] * mm, y: arrow[1] * mm }, -rotation);
  const changes = selected.map((layer) => [layer.id, { x: round(layer.x + by.x), y: round(layer.y + by.y) }] as const);
  editor.updateAll(changes, { label: 'move', coalesce: `nudge:${editor.state.selection.join()}` });
  return true;
}

function command(editor: Editor, event: KeyboardEvent): boolean {
  const { selection, document, side } = editor.state;
  switch (event.key.toLowerCase()) {
    case 'z':
      if (event.shiftKey) editor.redo();
      else editor.undo();
      return true;
    case 'y':
      editor.redo();
      return true;
    case 'd':
      if (selection.length > 0) editor.duplicate(selection);
      return selection.length > 0;
    case 'a':
      editor.select(layersOf(document, side).flatMap((layer) => (layer.locked || layer.hidden ? [] : [layer.id])));
      return true;
    case ']':
    case '[': {
      const [id] = selection;
      if (!id) return false;
      const index = layersOf(document, side).findIndex((layer) => layer.id === id);
      editor.reorder(id, index + (event.key === ']' ? 1 : -1));
      return true;
    }
    default:
      return false;
  }
}

/** Acts on a key pressed on the stage. True when it was ours; the caller then prevents the browser's own action. */
export function handleKey(target: KeyTarget, event: KeyboardEvent): boolean {
  const { editor } = target;
  const selected = selectedLayers(editor.state);
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return command(editor, event);
  if (nudge(target, selected, event)) return true;
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      if (selected.length > 0) editor.remove(editor.state.selection);
      return selected.length > 0;
    case 'Escape':
      if (target.cancel()) return true;
      if (selected.length === 0) return false;
      editor.select([]);
      return true;
    case 'Enter':
    case 'F2': {
      const [only] = selected;
      if (only?.type !== 'text' || only.locked) return false;
      target.editText(only.id);
      return true;
    }
    default:
      return false;
  }
}
