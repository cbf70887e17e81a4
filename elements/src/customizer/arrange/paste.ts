import type { Layer, Paint } from '@luneo/sdk/design/document.js';
import { applyEdit, type Edit, EditError } from '@luneo/sdk/design/edits.js';
import { LIMITS } from '@luneo/sdk/design/limits.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { withNewIds } from '../commands.js';
import type { Editor } from '../editor.js';
import type { EditorState } from '../editor-state.js';
import { enteredPath, openLayers } from '../layers.js';
import type { Clip } from '../panels/clipboard.js';
import { round } from '../placing.js';
import { motionPatches, STILL } from '../tools/transform.js';
import { commonBounds, patchesWithin, refitting } from '../within.js';
import { paintOf } from './nearest.js';

/** What could not come along and was left out or replaced. */
export type Without = 'picture' | 'font' | 'colour';

export type PasteOutcome = { count: number; without: Without[] } | { refused: 'too-large' | 'broken' | 'too-long' | 'limit' };

/** A copy over its original lies this much lower and further right. mm */
const OFFSET = 3;

/** Layers as JSON, or plain text, put on the side that is shown as one undoable step, and selected. */
export function paste(editor: Editor, content: string): PasteOutcome {
  if (content.length > 2 * LIMITS.documentBytes) return { refused: 'too-large' };
  const clip = clipFrom(content);
  if (clip === 'broken') return { refused: 'broken' };
  return clip ? pasteLayers(editor, clip) : pasteText(editor, content);
}

function clipFrom(content: string): Clip | 'broken' | null {
  if (!content.startsWith('{"luneo":"layers"')) return null;
  try {
    const clip = JSON.parse(content) as Clip;
    const isClip = clip.version === 1 && Array.isArray(clip.layers) && clip.layers.length > 0;
    return isClip && [clip.brandId, clip.productId, clip.side].every((id) => typeof id === 'string') ? clip : 'broken';
  } catch {
    return 'broken';
  }
}

function pasteText(editor: Editor, content: string): PasteOutcome {
  const text = content.replaceAll(/\r\n?/g, '\n').trim();
  if (text.length > LIMITS.textLength) return { refused: 'too-long' };
  return editor.addText(text) ? { count: 1, without: [] } : { refused: 'limit' };
}

function pasteLayers(editor: Editor, clip: Clip): PasteOutcome {
  const { state, templateSide: side } = editor;
  if (!side || !state.product) return { refused: 'limit' };
  try {
    // What comes from outside is read by the document's own rules before anything looks into it.
    for (const layer of clip.layers)
      applyEdit({ ...state.document, sides: [{ id: 'x', layers: [] }] }, { type: 'add-layer', side: 'x', layer });
    const without = new Set<Without>();
    const layers = clip.layers.flatMap((layer) => fitting(layer, editor, clip, side, without) ?? []).map(withNewIds);
    if (layers.length === 0) return { count: 0, without: [...without] };
    const edit = placing(state, layers, side);
    const ids = layers.map(({ id }) => id);
    return editor.edit(edit, { label: 'paste' }, ids) ? { count: ids.length, without: [...without] } : { refused: 'limit' };
  } catch (error) {
    if (error instanceof EditError || error instanceof TypeError) return { refused: 'broken' };
    throw error;
  }
}

/** The layer with what this product has: its fonts and spot colours. Null when nothing of it can come along. */
function fitting(layer: Layer, editor: Editor, clip: Clip, side: TemplateSide, without: Set<Without>): Layer | null {
  const { product, fonts } = editor.state;
  const shared = { ...layer, locked: false };
  const again = (paint: Paint): Paint => {
    const isKnown = typeof paint === 'string' || !('spot' in paint) || side.palette.some(({ spot }) => spot === paint.spot);
    if (isKnown) return paint;
    without.add('colour');
    return side.palette[0] ? paintOf(side.palette[0]) : '#1a1a1a';
  };
  if (shared.type === 'group') {
    const layers = shared.layers.flatMap((child) => fitting(child, editor, clip, side, without) ?? []);
    return layers.length > 0 ? { ...shared, layers } : null;
  }
  if (shared.type === 'image') {
    if (clip.brandId === product!.brandId) return shared;
    without.add('picture');
    return null;
  }
  if (shared.type === 'text') {
    const runs = shared.runs.map((run) => {
      const isOurs = fonts.some(({ id }) => id === run.font);
      if (!isOurs) without.add('font');
      const outline = run.outline && { outline: { ...run.outline, paint: again(run.outline.paint) } };
      return { ...run, font: isOurs ? run.font : fonts[0]!.id, fill: again(run.fill), ...outline };
    });
    return { ...shared, runs, ...(shared.shadow && { shadow: { ...shared.shadow, paint: again(shared.shadow.paint) } }) };
  }
  if (shared.type !== 'shape') return shared;
  const paths = shared.paths.map((path) => ({
    ...path,
    fill: path.fill && again(path.fill),
    ...(path.stroke && { stroke: { ...path.stroke, paint: again(path.stroke.paint) } }),
  }));
  return { ...shared, paths };
}

/** Where it was, beside what lies exactly there already, and inside of the side, smaller where it is too large. */
function placing(state: EditorState, layers: readonly Layer[], side: TemplateSide): Edit {
  const box = commonBounds(layers);
  const scale = Math.min(1, side.width / box.width, side.height / box.height);
  const [width, height] = [box.width * scale, box.height * scale];
  const within = (at: number, length: number, whole: number): number => Math.min(Math.max(0, at), whole - length);
  let [x, y] = [within(box.x, width, side.width), within(box.y, height, side.height)];
  const taken = openLayers(state).map((layer) => [layer.x, layer.y] as const);
  const isTaken = (): boolean =>
    layers.some((layer) => taken.some(([left, top]) => Math.hypot(layer.x + x - box.x - left, layer.y + y - box.y - top) < 0.5));
  for (let step = 0; step < 20 && isTaken(); step++) [x, y] = [round(x + OFFSET), round(y + OFFSET)];
  const motion = { ...STILL, pivot: { x: box.x, y: box.y }, scale, dx: x - box.x, dy: y - box.y };
  const parent = state.entered ? { parentId: state.entered } : {};
  const edits: Edit[] = layers.map((layer) => ({ type: 'add-layer', side: state.side, layer, ...parent }));
  const around = enteredPath(state).map(({ id }) => id);
  const added = applyEdit(state.document, { type: 'batch', edits });
  const patches = patchesWithin({ ...state, document: added }, layers.flatMap((layer) => motionPatches(layer, motion))); // prettier-ignore
  edits.push(...patches.map(([layerId, patch]): Edit => ({ type: 'update-layer', side: state.side, layerId, patch })));
  const edit: Edit = { type: 'batch', edits };
  return around.length > 0 ? refitting(state.document, state.side, edit, around) : edit;
}
