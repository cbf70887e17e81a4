import { newId } from '@luneo/sdk/design/create.js';
import type { GroupLayer, Layer } from '@luneo/sdk/design/document.js';
import type { Edit } from '@luneo/sdk/design/edits.js';
import type { EditorState } from '../editor-state.js';
import { openLayers } from '../layers.js';
import { round } from '../placing.js';
import { commonBounds, placeOn } from '../within.js';

/** An edit of the side's layers, and what is selected after it. */
export interface Arranged {
  edit: Edit;
  selection: string[];
}

const parentOf = ({ entered }: EditorState): { parentId?: string } => (entered ? { parentId: entered } : {});

/** The layers as a group, where the front-most of them is. Null for fewer than two. */
export function grouped(state: EditorState, layers: readonly Layer[], name: string): Arranged | null {
  if (layers.length < 2) return null;
  const { side } = state;
  const box = commonBounds(layers);
  const id = newId('grp');
  const frame = { x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) };
  const group: GroupLayer = {
    type: 'group',
    id,
    name,
    ...frame,
    rotation: 0,
    opacity: 1,
    locked: false,
    hidden: false,
    layers: layers.map((layer) => ({ ...layer, x: round(layer.x - frame.x), y: round(layer.y - frame.y) })),
  };
  const siblings = openLayers(state);
  const index = siblings.findLastIndex((layer) => layers.some((each) => each.id === layer.id)) - layers.length + 1;
  // In before out: a group that is entered must not be empty in between.
  const edits: Edit[] = layers.map(({ id: layerId }) => ({ type: 'remove-layer', side, layerId }));
  edits.push({ type: 'add-layer', side, layer: group, index, ...parentOf(state) });
  return { edit: { type: 'batch', edits }, selection: [id] };
}

/** The groups among the layers taken apart: what was in them stays where it is seen. Null when there is none. */
export function ungrouped(state: EditorState, layers: readonly Layer[]): Arranged | null {
  const { side } = state;
  const groups = layers.filter((layer): layer is GroupLayer => layer.type === 'group' && !layer.locked);
  if (groups.length === 0) return null;
  const siblings = openLayers(state).map(({ id }) => id);
  const edits: Edit[] = [];
  const selection: string[] = [];
  for (const group of groups) {
    let index = siblings.indexOf(group.id);
    edits.push({ type: 'remove-layer', side, layerId: group.id });
    siblings.splice(index, 1, ...group.layers.map(({ id }) => id));
    for (const child of group.layers) {
      const { x, y, ...placed } = placeOn(child, [group]);
      const layer = {
        ...placed,
        x: round(x),
        y: round(y),
        opacity: round(child.opacity * group.opacity),
        hidden: child.hidden || group.hidden,
      } as Layer;
      edits.push({ type: 'add-layer', side, layer, index: index++, ...parentOf(state) });
      selection.push(child.id);
    }
  }
  return { edit: { type: 'batch', edits }, selection };
}
