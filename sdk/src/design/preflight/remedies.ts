import type { Finding } from '../../contracts/quote.js';
import type { DesignDocument, ImageLayer, Layer, Paint, TextLayer } from '../document.js';
import { applyEdit, type Edit } from '../edits.js';
import { openValue } from '../options.js';
import type { ProductTemplate, TemplateSide } from '../template.js';
import { findLayer, type LayerPlace, textOf } from '../walk.js';
import { inkForPictures, isAvailable, nearestSwatch, paintOf } from './colours.js';
import { backToRules, guardedIn, guardedLayers, keepsRules, mayGo } from '../layer-rules.js';
import { resolveDesign } from '../variables.js';
import { remedyField } from './field-remedies.js';
import { readablePaints } from './code.js';
import { moveInside } from './move-inside.js';
import { scaledPatch } from './scale.js';

interface Case {
  finding: Finding;
  document: DesignDocument;
  template: ProductTemplate;
  side: TemplateSide;
  place: LayerPlace;
}

/**
 * The one edit that a button can offer for the finding, or null when only the shopper can decide. The edit applies to the
 * document that the finding was made for; it is undoable like every other.
 */
export function remedyFor(finding: Finding, document: DesignDocument, template: ProductTemplate): Edit | null {
  const edit = remedy(finding, document, resolveDesign(document, template).template);
  return edit && isPossible(document, edit) ? edit : null;
}

/** Extreme documents put the mended layer beyond the bounds. */
function isPossible(document: DesignDocument, edit: Edit): boolean {
  try {
    applyEdit(document, edit);
    return true;
  } catch {
    return false;
  }
}

function remedy(finding: Finding, document: DesignDocument, template: ProductTemplate): Edit | null {
  switch (finding.code) {
    case 'side-unknown':
      return document.sides.length > 1 && finding.side !== null ? { type: 'set-side', side: finding.side, layers: null } : null;
    case 'option-invalid':
      return remedyOption(finding, document, template);
    case 'layer-locked':
      return putBack(finding, document, template);
    case 'field-invalid':
    case 'row-invalid':
      return remedyField(finding, document, template);
    case 'required-empty':
      return remedyRequired(finding, document, template);
    default:
      return remedyLayer(finding, document, template);
  }
}

function remedyLayer(finding: Finding, document: DesignDocument, template: ProductTemplate): Edit | null {
  const designed = document.sides.find((each) => each.id === finding.side);
  const side = template.sides.find((each) => each.id === finding.side);
  const place = designed && finding.layerId !== null ? findLayer(designed, finding.layerId) : undefined;
  if (!place || !side) return null;
  const edit = LAYER_REMEDIES[finding.code]?.({ finding, document, template, side, place }) ?? null;
  return edit && isGuarded(template, place) && breaksRules(document, template, edit) ? null : edit;
}

/** Guarded by the brand: an edit that it does not allow would only exchange one finding for another. */
function isGuarded(template: ProductTemplate, { layer, path }: LayerPlace): boolean {
  const guarded = new Set(guardedLayers(template).map((each) => each.layer.id));
  return [layer, ...path].some((each) => guarded.has(each.id));
}

function breaksRules(document: DesignDocument, template: ProductTemplate, edit: Edit): boolean {
  const after = applyEdit(document, edit);
  return guardedLayers(template).some((guard) => {
    const layer = guardedIn(after, guard);
    return layer ? !keepsRules(layer, guard.layer, guard.rules) : !mayGo(guard);
  });
}

const LAYER_REMEDIES: Partial<Record<Finding['code'], (each: Case) => Edit | null>> = {
  'low-dpi': (each) => scaleBy(each, 'dpi', 'required', 1),
  'text-too-small': (each) => scaleBy(each, 'required', 'size', 1.002),
  'outside-print-area': (each) => moveInside(each.finding, each.side, each.place),
  'outside-safe-zone': (each) => moveInside(each.finding, each.side, each.place),
  'empty-text': remove,
  'placeholder-left': remove,
  'asset-missing': remove,
  'colour-not-available': recolour,
  'stroke-too-thin': thicken,
  'text-overflow': shrink,
  'glyph-missing': dropCharacters,
  'font-unknown': useFirstFont,
  'code-invalid': correctCode,
  'code-too-small': (each) => scaleBy(each, 'required', 'module', 1.002),
  'code-contrast': (each) => update(each, readable(each)),
  'code-covered': uncover,
};

function update({ finding, place }: Case, patch: Extract<Edit, { type: 'update-layer' }>['patch'] | null): Edit | null {
  return patch && { type: 'update-layer', side: finding.side as string, layerId: place.layer.id, patch };
}

function remove({ finding, place }: Case): Edit {
  return { type: 'remove-layer', side: finding.side as string, layerId: place.layer.id };
}

function scaleBy(each: Case, above: string, below: string, margin: number): Edit | null {
  const factor = (Number(each.finding.values[above]) / Number(each.finding.values[below])) * margin;
  return Number.isFinite(factor) && factor > 0 ? update(each, scaledPatch(each.place.layer, factor)) : null;
}

function recolour(each: Case): Edit | null {
  const { side, place } = each;
  const swap = (paint: Paint): Paint => {
    const swatch = isAvailable(paint, side) ? undefined : nearestSwatch(paint, side);
    return swatch ? paintOf(swatch) : paint;
  };
  if (side.palette.length === 0) return null;
  if (place.layer.type === 'image') return update(each, inOneInk(place.layer, side));
  return update(
    each,
    mapPaints(place.layer, swap, (width) => width),
  );
}

/** Dark parts in the side's ink, light ones left out; brightness and contrast as the shopper set them. */
function inOneInk({ adjustments }: ImageLayer, side: TemplateSide): Partial<ImageLayer> | null {
  const ink = inkForPictures(side);
  if (!ink) return null;
  const level = adjustments?.tone?.kind === 'threshold' ? adjustments.tone.level : 0.5;
  const { brightness, contrast, saturation } = adjustments ?? { brightness: 0, contrast: 0, saturation: 0 };
  return { adjustments: { brightness, contrast, saturation, tone: { kind: 'threshold', level, dark: ink.hex } } };
}

function thicken(each: Case): Edit | null {
  return update(
    each,
    mapPaints(
      each.place.layer,
      (paint) => paint,
      (width) => Math.max(width, each.side.minStroke),
    ),
  );
}

function mapPaints(layer: Layer, paint: (paint: Paint) => Paint, width: (width: number) => number) {
  const line = (stroke: { width: number; paint: Paint }) => ({ width: width(stroke.width), paint: paint(stroke.paint) });
  if (layer.type === 'text')
    return {
      runs: layer.runs.map((run) => ({ ...run, fill: paint(run.fill), ...(run.outline && { outline: line(run.outline) }) })),
      ...(layer.shadow && { shadow: { ...layer.shadow, paint: paint(layer.shadow.paint) } }),
    };
  if (layer.type === 'code') return { fill: paint(layer.fill), ...(layer.background && { background: paint(layer.background) }) };
  if (layer.type !== 'shape') return null;
  return {
    paths: layer.paths.map((path) => ({ ...path, fill: path.fill && paint(path.fill), ...(path.stroke && { stroke: line(path.stroke) }) })),
  };
}

function correctCode(each: Case): Edit | null {
  const { layer } = each.place;
  const { reason, expected } = each.finding.values;
  if (layer.type !== 'code') return null;
  if (reason === 'empty') return remove(each);
  if (reason === 'check-digit') return update(each, { data: layer.data.replaceAll(/[\s-]/g, '').slice(0, 12) + String(expected) });
  return layer.symbology === 'qr' ? null : update(each, { symbology: 'qr' });
}

function readable({ place, side, document, template }: Case, layer = place.layer) {
  return layer.type === 'code' ? readablePaints({ layer, side, document, template }) : null;
}

/** In front of everything, on a ground of its own. */
function uncover(each: Case): Edit | null {
  const { layer, siblings, path } = each.place;
  // Whatever lies under it: a ground of its own is needed.
  const patch = layer.type === 'code' && !layer.background ? readable(each, { ...layer, background: layer.fill }) : {};
  const edit = update(each, patch);
  if (path.length > 0 || !edit || layer.type !== 'code' || !('background' in { ...layer, ...patch })) return null;
  return {
    type: 'batch',
    edits: [edit, { type: 'move-layer', side: each.finding.side as string, layerId: layer.id, index: siblings.length - 1 }],
  };
}

function shrink(each: Case): Edit | null {
  const { layer } = each.place;
  return layer.type === 'text' && layer.fit === 'wrap' && !layer.curve ? update(each, { fit: 'shrink' }) : null;
}

function dropCharacters(each: Case): Edit | null {
  const { layer } = each.place;
  if (layer.type !== 'text') return null;
  const gone = new Set(Array.from(String(each.finding.values['characters'])));
  const runs = layer.runs.map((run) => ({
    ...run,
    text: Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(run.text), ({ segment }) => left(segment, gone)).join(
      '',
    ),
  }));
  return textOf({ ...layer, runs }).trim() === '' ? null : update(each, { runs });
}

/** What is left of one character as readers count it: nothing of a family of emoji, the letter where only its accent is missing. */
function left(grapheme: string, gone: ReadonlySet<string>): string {
  const [base = '', ...rest] = Array.from(grapheme);
  return gone.has(base) ? '' : [base, ...rest.filter((character) => !gone.has(character))].join('');
}

function useFirstFont(each: Case): Edit | null {
  const { layer } = each.place;
  const known = new Set(each.template.fonts);
  const first = each.template.fonts[0];
  if (layer.type !== 'text' || first === undefined || layer.runs.every((run) => known.has(run.font))) return null;
  return update(each, {
    runs: layer.runs.map((run) => (known.has(run.font) ? run : { ...run, font: first })),
  } satisfies Partial<TextLayer>);
}

function remedyOption(finding: Finding, document: DesignDocument, template: ProductTemplate): Edit {
  const id = String(finding.values['option']);
  if (id === 'variantId') return { type: 'set-variant', variantId: null };
  const option = template.options.find((each) => each.id === id);
  return { type: 'set-option', option: id, value: option ? openValue(option, document, template) : null };
}

function putBack(finding: Finding, document: DesignDocument, template: ProductTemplate): Edit | null {
  const guard = guardedLayers(template).find(({ layer }) => layer.id === finding.layerId);
  const designed = document.sides.find((side) => side.id === guard?.side);
  if (!guard || !designed) return null;
  const { side, index } = guard;
  const found = findLayer(designed, guard.layer.id);
  const layer = found ? backToRules(found.layer, guard.layer, guard.rules) : guard.layer;
  const parent = found?.path.at(-1);
  const siblings = found?.siblings ?? designed.layers;
  const at = found ? found.index : Math.min(index, siblings.length);
  const add: Edit = { type: 'add-layer', side, layer, index: at, ...(parent && { parentId: parent.id }) };
  return found ? { type: 'batch', edits: [{ type: 'remove-layer', side, layerId: layer.id }, add] } : add;
}

function remedyRequired(finding: Finding, document: DesignDocument, template: ProductTemplate): Edit | null {
  const start = template.start.find((side) => finding.layerId !== null && findLayer(side, finding.layerId));
  const layer = start && finding.layerId !== null ? findLayer(start, finding.layerId)?.layer : undefined;
  const there = document.sides.map((side) => ({ side, place: findLayer(side, finding.layerId as string) })).find(({ place }) => place);
  if (there?.place?.layer.hidden)
    return { type: 'update-layer', side: there.side.id, layerId: there.place.layer.id, patch: { hidden: false } };
  const isGone = !there && document.sides.some((side) => side.id === start?.id);
  return isGone && layer && start ? { type: 'add-layer', side: start.id, layer } : null;
}
