import type { DesignDocument, DesignSide, FontRef, Layer } from '@luneo/sdk/design/document.js';
import { sameJson } from './same-json.js';

export { sameJson };

const byId = (layers: readonly Layer[]): Map<string, Layer> => new Map(layers.map((layer) => [layer.id, layer]));
const orderOf = (layers: readonly Layer[], known: ReadonlyMap<string, Layer>): string =>
  layers
    .map((layer) => layer.id)
    .filter((id) => known.has(id))
    .join();

/** Puts each of `extra` behind what it follows in `order`, or at the bottom when it follows nothing. */
function weave(base: readonly Layer[], extra: ReadonlySet<string>, order: readonly Layer[]): Layer[] {
  const result = [...base];
  order.forEach((layer, index) => {
    if (!extra.has(layer.id)) return;
    const below = order.slice(0, index).findLast((candidate) => result.some((entry) => entry.id === candidate.id));
    result.splice(below ? result.findIndex((entry) => entry.id === below.id) + 1 : 0, 0, layer);
  });
  return result;
}

function mergeLayers(base: readonly Layer[], mine: readonly Layer[], theirs: readonly Layer[]): Layer[] {
  const was = byId(base);
  const now = byId(mine);
  const next = byId(theirs);
  const changed = (layer: Layer): boolean => !sameJson(was.get(layer.id), layer);
  const kept = mine
    .filter((layer) => next.has(layer.id) || !was.has(layer.id))
    .map((layer) => {
      const result = next.get(layer.id);
      return result && changed(result) && !sameJson(result, layer) ? result : layer;
    });
  const arriving = new Set(theirs.filter((layer) => !now.has(layer.id) && changed(layer)).map((layer) => layer.id));
  if (orderOf(base, next) === orderOf(theirs, was)) return weave(kept, arriving, theirs);
  const present = byId(kept);
  const ordered = theirs.flatMap((layer) => present.get(layer.id) ?? (arriving.has(layer.id) ? [layer] : []));
  const own = new Set(kept.filter((layer) => !next.has(layer.id)).map((layer) => layer.id));
  return weave(ordered, own, kept);
}

function mergeSides(base: DesignDocument, mine: DesignDocument, theirs: DesignDocument): DesignSide[] {
  const layers = (document: DesignDocument, id: string): readonly Layer[] => document.sides.find((side) => side.id === id)?.layers ?? [];
  const ids = new Set([...mine.sides, ...theirs.sides].map((side) => side.id));
  return [...ids].map((id) => {
    const own = mine.sides.find((side) => side.id === id);
    const merged = mergeLayers(layers(base, id), own?.layers ?? [], layers(theirs, id));
    const untouched = own && merged.length === own.layers.length && merged.every((layer, index) => layer === own.layers[index]);
    return untouched ? own : { id, layers: merged };
  });
}

function mergeFonts(mine: readonly FontRef[], theirs: readonly FontRef[]): FontRef[] {
  return [...mine, ...theirs.filter((font) => !mine.some((own) => own.id === font.id))];
}

/**
 * `theirs` was made from `base` while the shopper went on to `mine`: layers and option values that `theirs` added,
 * changed or removed win; everything else stays as the shopper has it. Unchanged parts keep their identity.
 */
export function mergeChanges(base: DesignDocument, mine: DesignDocument, theirs: DesignDocument): DesignDocument {
  const options = { ...mine.options };
  for (const key of new Set([...Object.keys(base.options), ...Object.keys(theirs.options)])) {
    const value = theirs.options[key];
    if (base.options[key] === value) continue;
    if (value === undefined) delete options[key];
    else options[key] = value;
  }
  const merged: DesignDocument = { ...mine, options, sides: mergeSides(base, mine, theirs), fonts: mergeFonts(mine.fonts, theirs.fonts) };
  if (base.variantId !== theirs.variantId) {
    if (theirs.variantId === undefined) delete merged.variantId;
    else merged.variantId = theirs.variantId;
  }
  mergeValues(base, merged, theirs);
  if (!sameJson(base.rows, theirs.rows)) {
    if (theirs.rows) merged.rows = theirs.rows;
    else delete merged.rows;
  }
  return sameJson(merged, mine) ? mine : merged;
}

/** Values of variables, one by one. */
function mergeValues(base: DesignDocument, merged: DesignDocument, theirs: DesignDocument): void {
  const values = { ...merged.values };
  for (const name of new Set([...Object.keys(base.values ?? {}), ...Object.keys(theirs.values ?? {})])) {
    const value = theirs.values?.[name];
    if (sameJson(base.values?.[name], value)) continue;
    if (value === undefined) delete values[name];
    else values[name] = value;
  }
  if (Object.keys(values).length > 0) merged.values = values;
  else delete merged.values;
}
