import {
  checkDocumentLimits,
  checkLayer,
  checkPatch,
  checkUniqueIds,
  EditError,
  fontRefs,
  id,
  isLarge,
  optionValue,
} from './edit-rules.js';
import type {
  CodeLayer,
  DesignDocument,
  DesignSide,
  FieldValue,
  FontRef,
  GroupLayer,
  ImageLayer,
  Layer,
  OptionValue,
  Row,
  ShapeLayer,
  TextLayer,
} from './document.js';
import { setRows, setValue, valueOf } from './edit-values.js';
import { findLayer, type LayerPlace } from './walk.js';

export { EditError };

type PatchOf<T> = Partial<Omit<T, 'id' | 'type' | 'layers'>>;
/** Fields to set; `undefined` takes an optional field (`curve`, `shadow`, `mask`, `flip`, `adjustments`, `clipart`, `figure`, `background`, `correction`) away. */
export type LayerPatch = PatchOf<TextLayer> | PatchOf<ImageLayer> | PatchOf<ShapeLayer> | PatchOf<CodeLayer> | PatchOf<GroupLayer>;

/**
 * A change as plain data. Layers are named by side and id, at any depth in groups; `index` counts from the back among siblings.
 * `null` takes a value away (options, variant, side).
 */
export type Edit =
  | { type: 'add-layer'; side: string; layer: Layer; index?: number; parentId?: string }
  | { type: 'remove-layer'; side: string; layerId: string }
  | { type: 'update-layer'; side: string; layerId: string; patch: LayerPatch }
  | { type: 'move-layer'; side: string; layerId: string; index: number }
  | { type: 'set-option'; option: string; value: OptionValue | null }
  | { type: 'set-variant'; variantId: string | null }
  | { type: 'set-value'; name: string; value: FieldValue | null }
  | { type: 'set-rows'; rows: Row[] }
  | { type: 'set-fonts'; fonts: FontRef[] }
  | { type: 'set-side'; side: string; layers: Layer[] | null; index?: number }
  | { type: 'batch'; edits: Edit[] };

/**
 * The document after the edit. The input is untouched and what did not change is shared. Throws `EditError` when the edit
 * names something that is not there, or would break the document's limits.
 */
export function applyEdit(document: DesignDocument, edit: Edit): DesignDocument {
  checkIsObject(edit);
  switch (edit.type) {
    case 'add-layer':
      return addLayer(document, edit);
    case 'remove-layer':
      return editSiblings(document, edit.side, edit.layerId, without);
    case 'update-layer':
      return updateLayer(document, edit);
    case 'move-layer':
      return editSiblings(document, edit.side, edit.layerId, (siblings, index) =>
        inserted(without(siblings, index), position(edit.index, siblings.length - 1), siblings[index] as Layer),
      );
    case 'set-option':
      return setOption(document, edit.option, edit.value);
    case 'set-variant': {
      const { variantId: _, ...rest } = document;
      if (edit.variantId !== null) id(edit.variantId, 'a variant');
      return edit.variantId === null ? rest : { ...rest, variantId: edit.variantId };
    }
    case 'set-value':
      return setValue(document, edit);
    case 'set-rows':
      return setRows(document, edit);
    case 'set-fonts':
      fontRefs(edit.fonts, 'fonts');
      return checkDocumentLimits({ ...document, fonts: edit.fonts });
    case 'set-side':
      return setSide(document, edit);
    case 'batch':
      return listed(edit).reduce(applyEdit, document);
    default:
      return unknown(edit);
  }
}

/** The edit that takes `edit` back: `applyEdit(applyEdit(d, edit), invertEdit(d, edit))` equals `d`. Throws as `applyEdit` does. */
export function invertEdit(document: DesignDocument, edit: Edit): Edit {
  checkIsObject(edit);
  switch (edit.type) {
    case 'add-layer':
      return { type: 'remove-layer', side: edit.side, layerId: edit.layer.id };
    case 'remove-layer': {
      const { layer, index, path } = locate(document, edit.side, edit.layerId);
      const parent = path.at(-1);
      return { type: 'add-layer', side: edit.side, layer, index, ...(parent && { parentId: parent.id }) };
    }
    case 'update-layer': {
      const { layer } = locate(document, edit.side, edit.layerId);
      const before = Object.fromEntries(Object.keys(edit.patch).map((key) => [key, layer[key as keyof Layer]]));
      return { ...edit, patch: before as LayerPatch };
    }
    case 'move-layer':
      return { ...edit, index: locate(document, edit.side, edit.layerId).index };
    case 'set-option':
      return { ...edit, value: Object.hasOwn(document.options, edit.option) ? (document.options[edit.option] as OptionValue) : null };
    case 'set-variant':
      return { ...edit, variantId: document.variantId ?? null };
    case 'set-value':
      return { ...edit, value: valueOf(document, edit.name) };
    case 'set-rows':
      return { ...edit, rows: document.rows ?? [] };
    case 'set-fonts':
      return { ...edit, fonts: document.fonts };
    case 'set-side': {
      const index = document.sides.findIndex((side) => side.id === edit.side);
      return { type: 'set-side', side: edit.side, layers: document.sides[index]?.layers ?? null, ...(index >= 0 && { index }) };
    }
    case 'batch':
      return { type: 'batch', edits: invertAll(document, listed(edit)) };
    default:
      return unknown(edit);
  }
}

function listed({ edits }: Extract<Edit, { type: 'batch' }>): Edit[] {
  if (!Array.isArray(edits)) throw new EditError('edit-invalid', 'a batch has a list of edits');
  return edits;
}

function checkIsObject(edit: unknown): void {
  if (typeof edit !== 'object' || edit === null) throw new EditError('edit-invalid', 'an edit is an object');
}

function unknown(edit: never): never {
  throw new EditError('edit-invalid', `there is no edit ${String((edit as { type?: unknown }).type)}`);
}

function invertAll(document: DesignDocument, edits: readonly Edit[]): Edit[] {
  const inverses: Edit[] = [];
  let current = document;
  for (const edit of edits) {
    inverses.unshift(invertEdit(current, edit));
    current = applyEdit(current, edit);
  }
  return inverses;
}

function addLayer(document: DesignDocument, { side, layer, index, parentId }: Extract<Edit, { type: 'add-layer' }>): DesignDocument {
  checkLayer(layer);
  const into = (layers: readonly Layer[]): Layer[] => inserted(layers, position(index ?? layers.length, layers.length), layer);
  if (parentId === undefined) {
    const { layers } = sideOf(document, side);
    const sides = document.sides.map((each) => (each.id === side ? { ...each, layers: into(layers) } : each));
    return checkUniqueIds(checkDocumentLimits({ ...document, sides }));
  }
  const next = editSiblings(document, side, parentId, (siblings, at) => {
    const parent = siblings[at] as Layer;
    if (parent.type !== 'group') throw new EditError('edit-invalid', `layer ${parentId} is not a group`);
    return siblings.with(at, { ...parent, layers: into(parent.layers) });
  });
  return checkUniqueIds(checkDocumentLimits(next));
}

function updateLayer(document: DesignDocument, { side, layerId, patch }: Extract<Edit, { type: 'update-layer' }>): DesignDocument {
  const next = editSiblings(document, side, layerId, (siblings, index) => {
    const layer = siblings[index] as Layer;
    checkPatch(layer, patch);
    const next: Record<string, unknown> = { ...layer };
    for (const [key, value] of Object.entries(patch)) {
      if (value === undefined) delete next[key];
      else next[key] = value;
    }
    return siblings.with(index, checkLayer(next as unknown as Layer));
  });
  return isLarge(patch) ? checkDocumentLimits(next) : next;
}

function setOption(document: DesignDocument, option: string, value: OptionValue | null): DesignDocument {
  id(option, 'an option');
  if (value !== null) optionValue(value, `the value of ${option}`);
  const before = Object.hasOwn(document.options, option) ? document.options[option] : null;
  if (before === value) return document;
  const { [option]: _, ...rest } = document.options;
  return checkDocumentLimits({ ...document, options: value === null ? rest : { ...rest, [option]: value } });
}

function setSide(document: DesignDocument, edit: Extract<Edit, { type: 'set-side' }>): DesignDocument {
  const at = document.sides.findIndex((side) => side.id === edit.side);
  const rest = at < 0 ? document.sides : without(document.sides, at);
  if (edit.layers === null) {
    if (rest.length === 0) throw new EditError('edit-invalid', 'a design keeps at least one side');
    return { ...document, sides: rest };
  }
  id(edit.side, 'a side');
  if (!Array.isArray(edit.layers)) throw new EditError('edit-invalid', 'a side has a list of layers');
  for (const layer of edit.layers) checkLayer(layer);
  const index = position(edit.index ?? (at < 0 ? rest.length : at), rest.length);
  const sides = inserted(rest, index, { id: edit.side, layers: edit.layers });
  return checkUniqueIds(checkDocumentLimits({ ...document, sides }));
}

function sideOf(document: DesignDocument, id: string): DesignSide {
  const side = document.sides.find((each) => each.id === id);
  if (!side) throw new EditError('side-not-found', `the design has no side ${id}`);
  return side;
}

function locate(document: DesignDocument, side: string, layerId: string): LayerPlace {
  const place = findLayer(sideOf(document, side), layerId);
  if (!place) throw new EditError('layer-not-found', `side ${side} has no layer ${layerId}`);
  return place;
}

/** The side with the siblings of one layer rewritten; the groups around them are rebuilt, all else is shared. */
function editSiblings(
  document: DesignDocument,
  sideId: string,
  layerId: string,
  change: (siblings: readonly Layer[], index: number) => Layer[],
): DesignDocument {
  const side = sideOf(document, sideId);
  const layers = rewrite(side.layers, layerId, change);
  if (!layers) throw new EditError('layer-not-found', `side ${sideId} has no layer ${layerId}`);
  return { ...document, sides: document.sides.map((each) => (each === side ? { ...side, layers } : each)) };
}

function rewrite(
  layers: readonly Layer[],
  layerId: string,
  change: (siblings: readonly Layer[], index: number) => Layer[],
): Layer[] | null {
  const index = layers.findIndex((layer) => layer.id === layerId);
  if (index >= 0) return change(layers, index);
  for (const [at, layer] of layers.entries()) {
    const children = layer.type === 'group' ? rewrite(layer.layers, layerId, change) : null;
    if (children) return layers.with(at, { ...(layer as GroupLayer), layers: children });
  }
  return null;
}

function position(index: number, max: number): number {
  if (!Number.isInteger(index) || index < 0 || index > max) throw new EditError('edit-invalid', `index ${index} is not 0 to ${max}`);
  return index;
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

function inserted<T>(list: readonly T[], index: number, item: T): T[] {
  return [...list.slice(0, index), item, ...list.slice(index)];
}
