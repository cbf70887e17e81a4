import type { Layer } from '@luneo/sdk/design/document.js';
import type { Edit } from '@luneo/sdk/design/edits.js';
import type { Editor } from '../editor.js';
import { enteredPath, openLayers, selectedLayers } from '../layers.js';
import { placedSelection, refitting } from '../within.js';
import { alignBox, aligned, distributed } from './align.js';
import type { AlignTo, ArrangeCommand } from './command.js';
import { type Arranged, grouped, ungrouped } from './grouping.js';

/** What came of a command: how many objects it was about, or why nothing was done. */
export type ArrangeOutcome = { done: ArrangeCommand; count: number } | { refused: 'too-few' | 'no-group' | 'locked' | 'limit' };

export interface ArrangeOptions {
  to?: AlignTo;
  /** What a new group is called. */
  groupName?: string;
}

/** Does one command to what is selected, as one undoable step. */
export function arrange(
  editor: Editor,
  command: ArrangeCommand,
  { to = 'selection', groupName = '' }: ArrangeOptions = {},
): ArrangeOutcome {
  const selected = selectedLayers(editor.state);
  const count = selected.length;
  if (command === 'lock') return lock(editor, selected);
  const free = selected.filter((layer) => !layer.locked);
  if (free.length === 0) return { refused: 'locked' };
  if (command === 'group') {
    const group = grouped(editor.state, free, groupName);
    return group ? done(replace(editor, group, 'group'), 'group', free.length) : { refused: 'too-few' };
  }
  if (command === 'ungroup') {
    const parts = ungrouped(editor.state, free);
    return parts ? done(replace(editor, parts, 'ungroup'), 'ungroup', parts.selection.length) : { refused: 'no-group' };
  }
  const order = reordered(editor, free, command);
  if (order) return done(editor.edit(order, { label: 'reorder' }), command, count);
  return moved(editor, command, to);
}

function done(isMade: boolean, command: ArrangeCommand, count: number): ArrangeOutcome {
  return isMade ? { done: command, count } : { refused: 'limit' };
}

/** In an entered group its frame follows. */
function replace(editor: Editor, { edit, selection }: Arranged, label: string): boolean {
  const { state } = editor;
  const around = enteredPath(state).map(({ id }) => id);
  const whole = around.length > 0 ? refitting(state.document, state.side, edit, around) : edit;
  return editor.edit(whole, { label }, selection);
}

function lock(editor: Editor, selected: readonly Layer[]): ArrangeOutcome {
  const own = selected.filter(({ id }) => !editor.isFixed(id));
  if (own.length === 0) return { refused: 'locked' };
  const locked = own.some((layer) => !layer.locked);
  editor.updateAll(
    own.map(({ id }) => [id, { locked }]),
    { label: 'lock' },
  );
  return { done: 'lock', count: own.length };
}

/** Front and back among siblings; several keep their order. Null for other commands. */
function reordered({ state }: Editor, layers: readonly Layer[], command: ArrangeCommand): Edit | null {
  const ids = new Set(layers.map(({ id }) => id));
  const before = openLayers(state).map(({ id }) => id);
  const after = ordered(before, ids, command);
  if (!after) return null;
  const edits: Edit[] = [];
  const current = [...before];
  for (const [index, layerId] of after.entries()) {
    if (current[index] === layerId) continue;
    edits.push({ type: 'move-layer', side: state.side, layerId, index });
    current.splice(current.indexOf(layerId), 1);
    current.splice(index, 0, layerId);
  }
  return { type: 'batch', edits };
}

function ordered(all: readonly string[], ids: ReadonlySet<string>, command: ArrangeCommand): string[] | null {
  const [chosen, rest] = [all.filter((id) => ids.has(id)), all.filter((id) => !ids.has(id))];
  if (command === 'front') return [...rest, ...chosen];
  if (command === 'back') return [...chosen, ...rest];
  if (command === 'backward') return shifted(all, ids);
  return command === 'forward' ? shifted(all.toReversed(), ids).toReversed() : null;
}

/** Each chosen one a step towards the start, past one that is not chosen. */
function shifted(all: readonly string[], ids: ReadonlySet<string>): string[] {
  const list = [...all];
  for (let at = 1; at < list.length; at++) {
    const [before, here] = [list[at - 1]!, list[at]!];
    if (ids.has(here) && !ids.has(before)) [list[at - 1], list[at]] = [here, before];
  }
  return list;
}

function moved(editor: Editor, command: ArrangeCommand, to: AlignTo): ArrangeOutcome {
  const side = editor.templateSide;
  const layers = placedSelection(editor.state).filter((layer) => !layer.locked);
  if (!side) return { refused: 'too-few' };
  const isSpread = command === 'distribute-x' || command === 'distribute-y';
  const patches = isSpread
    ? distributed(layers, command === 'distribute-x' ? 'x' : 'y', to === 'selection' ? null : alignBox(layers, side, to))
    : aligned(layers, alignBox(layers, side, to), command);
  if (!patches) return { refused: 'too-few' };
  editor.place(patches, { label: isSpread ? 'distribute' : 'align' });
  return { done: command, count: layers.length };
}
