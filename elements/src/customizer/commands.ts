import type { Asset } from '@luneo/sdk/contracts/designs.js';
import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { imageLayer, newId, shapeLayer, textLayer } from '@luneo/sdk/design/create.js';
import type { DesignDocument, Layer, Paint } from '@luneo/sdk/design/document.js';
import { applyEdit, type Edit, type LayerPatch } from '@luneo/sdk/design/edits.js';
import { mayBecome, permissionsOf } from '@luneo/sdk/design/layer-rules.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';
import { usedFonts, walkLayers } from '@luneo/sdk/design/walk.js';
import type { Font } from '@luneo/sdk/contracts/products.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import type { EditorState } from './editor-state.js';
import { enteredPath, findLayer, layersOf, openLayers } from './layers.js';
import { changesFrame, refitting } from './within.js';
import { defaultPaint, placeArt, placeText, round } from './placing.js';

/** Copies lie this much lower and further right. mm */
const COPY_OFFSET = 3;

/** The side that new things go to, with what lies on it. */
export interface Place {
  document: DesignDocument;
  template: ProductTemplate;
  side: TemplateSide;
}

/** What a text layer is called as long as nobody names it: what it says. */
export function nameOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 120) || 'Text';
}

/** New text where there is room, in the product's first font. `isPlaceholder`: until the shopper writes. */
export function newText({ document, template, side }: Place, text: string, isPlaceholder = false): Layer {
  const { size, ...frame } = placeText(side, layersOf(document, side.id), text.length);
  const fill = defaultPaint(side, template, document);
  return textLayer({
    ...frame,
    name: nameOf(text),
    text,
    font: template.fonts[0]!,
    size,
    fill,
    fit: 'shrink',
    ...(isPlaceholder && { placeholder: text }),
  });
}

/** A picture in `frame`, named after its file. */
export function newPicture(asset: Asset, frame: Box): Layer {
  return imageLayer({ ...frame, asset: asset.id, name: asset.name.slice(0, 120) });
}

/** Artwork where there is room. Its colours are kept where the process can make them; else it takes the text colour. */
export function newArt({ document, template, side }: Place, art: Clipart): Layer {
  const ink = defaultPaint(side, template, document);
  const paint = (hex: string | null): Paint => (hex && side.palette.length === 0 ? hex : ink);
  return shapeLayer({
    ...placeArt(side, layersOf(document, side.id), art.viewBox),
    name: art.name,
    clipart: art.id,
    viewBox: art.viewBox,
    paths: art.paths.map((path) => ({ d: path.d, fill: paint(path.fill) })),
  });
}

/** With other ids, inside of groups as well. */
export function withNewIds(layer: Layer): Layer {
  const id = newId();
  return layer.type === 'group' ? { ...layer, id, layers: layer.layers.map(withNewIds) } : { ...layer, id };
}

/** Copies of layers that can be picked now, put in front of their siblings, and their ids. */
export function copies(state: EditorState, ids: readonly string[]): { edit: Edit; ids: string[] } {
  const { document, side, entered } = state;
  const layers = openLayers(state)
    .filter((layer) => ids.includes(layer.id))
    .map((layer) => ({ ...withNewIds(layer), x: round(layer.x + COPY_OFFSET), y: round(layer.y + COPY_OFFSET), locked: false }));
  const into = entered ? { parentId: entered } : {};
  const edit: Edit = { type: 'batch', edits: layers.map((layer) => ({ type: 'add-layer', side, layer, ...into })) };
  return {
    edit: entered ? refitting(document, side, edit, enteredPath(state).map(({ id }) => id)) : edit, // prettier-ignore
    ids: layers.map((layer) => layer.id),
  };
}

function isFixedInPlace({ layer, path }: { layer: Layer; path: readonly Layer[] }): boolean {
  return layer.locked || path.some((group) => group.locked);
}

/** Removes layers of any groups; locked ones stay, and a group goes with the last of what was in it. */
export function removals(document: DesignDocument, ids: readonly string[]): Edit {
  const found = ids.flatMap((id) => findLayer(document, id) ?? []).filter((each) => !isFixedInPlace(each));
  const edit: Edit = { type: 'batch', edits: found.map(({ side, layer }) => ({ type: 'remove-layer', side, layerId: layer.id })) };
  const [inGroup] = found.filter(({ path }) => path.length > 0);
  return inGroup ? refitting(document, inGroup.side, edit, inGroup.path.map(({ id }) => id)) : edit; // prettier-ignore
}

/** Fields that a locked layer still takes. */
const FREE_FIELDS = new Set(['locked', 'name']);

/**
 * One edit for several patches of siblings. Unknown layers are left out, and so are locked ones unless only their lock or name
 * changes. Groups stay as large as what is in them.
 */
export function patches(document: DesignDocument, changes: Iterable<readonly [string, LayerPatch]>, template?: ProductTemplate): Edit {
  const edits: Edit[] = [];
  let around: ReturnType<typeof findLayer> = null;
  const all = [...changes];
  const ids = new Set(all.map(([id]) => id));
  for (const [layerId, patch] of all) {
    const found = findLayer(document, layerId);
    if (!found) continue;
    // A group that is itself scaled brings the patches of what is in it, locked or not.
    const isCarried = found.path.some((group) => ids.has(group.id));
    const isRuled = template !== undefined && permissionsOf(template, layerId) !== null;
    const isFixed = isFixedInPlace(found) && !isCarried;
    if (
      isRuled
        ? !mayBecome(template, { ...found.layer, ...patch } as Layer)
        : isFixed && Object.keys(patch).some((key) => !FREE_FIELDS.has(key))
    )
      continue;
    edits.push({ type: 'update-layer', side: found.side, layerId, patch });
    if (found.path.length > 0 && changesFrame(patch) && !isCarried) around = found;
  }
  const edit: Edit = { type: 'batch', edits };
  return around ? refitting(document, around.side, edit, around.path.map(({ id }) => id)) : edit; // prettier-ignore
}

/** Option values decide about the variant: one that was picked by id no longer holds. */
export function chooseOption(document: DesignDocument, option: string, value: string | number | boolean): Edit {
  const edits: Edit[] = [{ type: 'set-option', option, value }];
  if (document.variantId !== undefined) edits.push({ type: 'set-variant', variantId: null });
  return { type: 'batch', edits };
}

/** The document with every font that its text uses pinned to the brand's file. */
export function pinFonts(document: DesignDocument, fonts: readonly Font[]): DesignDocument {
  const missing = [...usedFonts(document)].filter((id) => !document.fonts.some((font) => font.id === id));
  const found = missing.flatMap((id) => fonts.find((font) => font.id === id) ?? []).map(({ id, hash }) => ({ id, hash }));
  return found.length > 0 ? applyEdit(document, { type: 'set-fonts', fonts: [...document.fonts, ...found] }) : document;
}

/** Ids of the layers that the shop fixed: its locked start layers. */
export function fixedLayers(template: ProductTemplate): ReadonlySet<string> {
  return new Set(
    template.start.flatMap((side) => [...walkLayers(side.layers)].filter(({ layer }) => layer.locked).map(({ layer }) => layer.id)),
  );
}
