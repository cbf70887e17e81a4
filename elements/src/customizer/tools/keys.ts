import type { Layer } from '@luneo/sdk/design/document.js';
import { turn } from '@luneo/sdk/design/geometry.js';
import type { ArrangeCommand } from '../arrange/command.js';
import type { Editor } from '../editor.js';
import { openLayers, selectedLayers } from '../layers.js';
import { round } from '../placing.js';
import { placedSelection } from '../within.js';

/** `whole`: the product; `near`: what is selected, else the print area. */
export type Zooming = 'in' | 'out' | 'whole' | 'near';

/** What keys need besides the editor. */
export interface KeyTarget {
  readonly editor: Editor;
  /** Degrees that the side is turned on the screen: arrows follow the screen. */
  readonly rotation: number;
  editText(layerId: string): void;
  /** Ends a running gesture. False when there was none. */
  cancel(): boolean;
  zoom(how: Zooming): void;
  arrange(command: ArrangeCommand): void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function nudge({ editor, rotation }: KeyTarget, event: KeyboardEvent): boolean {
  const arrow = ARROWS[event.key];
  const selected = arrow ? placedSelection(editor.state) : [];
  if (!arrow || selected.length === 0) return false;
  const mm = event.altKey ? 0.1 : event.shiftKey ? 5 : 1;
  const by = turn({ x: arrow[0] * mm, y: arrow[1] * mm }, -rotation);
  const changes = selected.map((layer) => [layer.id, { x: round(layer.x + by.x), y: round(layer.y + by.y) }] as const);
  editor.place(changes, { label: 'move', coalesce: `nudge:${editor.state.selection.join()}` });
  return true;
}

/** With Ctrl or ⌘, by key; `+` where Shift is held as well. Brackets by their place: with Shift they are other characters. */
const COMMANDS: Readonly<Record<string, ArrangeCommand>> = {
  g: 'group',
  '+g': 'ungroup',
  BracketRight: 'forward',
  BracketLeft: 'backward',
  '+BracketRight': 'front',
  '+BracketLeft': 'back',
  '+l': 'lock',
};

/** With Alt, by the place of the key: with Alt it is another character on a Mac. */
const ALIGNMENTS: Readonly<Record<string, ArrangeCommand>> = {
  KeyA: 'left',
  KeyD: 'right',
  KeyH: 'centre',
  KeyW: 'top',
  KeyS: 'bottom',
  KeyV: 'middle',
  '+KeyH': 'distribute-x',
  '+KeyV': 'distribute-y',
};

function command({ editor, arrange }: KeyTarget, event: KeyboardEvent): boolean {
  const { selection } = editor.state;
  const key = event.key.toLowerCase();
  const shift = event.shiftKey ? '+' : '';
  const named = COMMANDS[shift + key] ?? COMMANDS[shift + bracketOf(event)];
  if (named) {
    if (selection.length > 0) arrange(named);
    return selection.length > 0;
  }
  switch (key) {
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
      editor.select(openLayers(editor.state).flatMap((layer) => (layer.locked || layer.hidden ? [] : [layer.id])));
      return true;
    default:
      return false;
  }
}

function bracketOf({ key, code }: KeyboardEvent): string {
  if (key === ']' || key === '}') return 'BracketRight';
  return key === '[' || key === '{' ? 'BracketLeft' : code;
}

/** Enter: into the text, or into the group. */
function open({ editor, editText }: KeyTarget, [only, ...more]: readonly Layer[]): boolean {
  if (!only || more.length > 0 || only.locked) return false;
  if (only.type === 'text') editText(only.id);
  else if (only.type === 'image') editor.requestCrop(only.id);
  else if (only.type === 'group') {
    const first = only.layers.find((layer) => !layer.hidden);
    if (first) editor.select([first.id]);
  }
  return only.type !== 'shape' && only.type !== 'code';
}

function escape(target: KeyTarget, selected: readonly Layer[]): boolean {
  if (target.cancel()) return true;
  const { editor } = target;
  const { entered } = editor.state;
  if (entered) {
    editor.enter(null);
    editor.select([entered]);
    return true;
  }
  if (selected.length === 0) return false;
  editor.select([]);
  return true;
}

const ZOOMS: Readonly<Record<string, Zooming>> = { '+': 'in', '=': 'in', '-': 'out', '0': 'whole', '1': 'near' };

/** Acts on a key pressed on the stage. True when it was ours; the caller then prevents the browser's own action. */
export function handleKey(target: KeyTarget, event: KeyboardEvent): boolean {
  const { editor } = target;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return command(target, event);
  if (nudge(target, event)) return true;
  const selected = selectedLayers(editor.state);
  const zooming = ZOOMS[event.key];
  const alignment = event.altKey ? ALIGNMENTS[(event.shiftKey ? '+' : '') + event.code] : undefined;
  if (alignment && selected.length > 0) target.arrange(alignment);
  else if (zooming) target.zoom(zooming);
  else if (event.key === 'Delete' || event.key === 'Backspace') {
    editor.remove(editor.state.selection);
    return selected.length > 0;
  } else if (event.key === 'Escape') return escape(target, selected);
  else if (event.key === 'Enter' || event.key === 'F2') return open(target, selected);
  else return false;
  return true;
}
