import type { CodeLayer, DesignDocument, FieldValue, ImageLayer, Layer, Paint, PictureValue, Row, TextLayer } from './document.js';
import { LIMITS } from './limits.js';
import { meets, resolveOptions } from './options.js';
import type { ProductTemplate, Swatch, TemplateSide, Variable } from './template.js';
import { walkLayers } from './walk.js';

/** `{{name}}`, spaces inside allowed; a backslash before it makes it mere text. */
const PLACE = /(\\)?\{\{\s*([A-Za-z][A-Za-z0-9_]{0,39})\s*\}\}/g;

/** A design as layout, price, preflight and print see it. */
export interface ResolvedDesign {
  document: DesignDocument;
  template: ProductTemplate;
}

/** Designs that are resolved already: what a shopper wrote must not be taken for a variable the second time. */
const resolved = new WeakSet<DesignDocument>();
const designs = new WeakMap<DesignDocument, ResolvedDesign & { of: ProductTemplate }>();
const templates = new WeakMap<ProductTemplate, Map<string, ProductTemplate>>();

/**
 * The one place where values take the place of variables, and conditions choose palettes and with them colours. Layers that are
 * drawn as they are written are given back as they are; the same design gives the same objects. A resolved design stays as it is.
 */
export function resolveDesign(document: DesignDocument, template: ProductTemplate): ResolvedDesign {
  const known = designs.get(document);
  if (known?.of === template) return known;
  const design = { document: resolveLayers(document, template), template: conditioned(document, template), of: template };
  designs.set(document, design);
  return design;
}

function resolveLayers(document: DesignDocument, template: ProductTemplate): DesignDocument {
  const resolve = layerResolver(document, template);
  if (!resolve) return document;
  const sides = document.sides.map((side) => {
    const layers = side.layers.map((layer) => resolve(layer, side.id));
    return layers.every((layer, index) => layer === side.layers[index]) ? side : { ...side, layers };
  });
  const next = { ...document, sides };
  resolved.add(next);
  return next;
}

/** The template whose sides have the palettes that go with the chosen options. */
function conditioned(document: DesignDocument, template: ProductTemplate): ProductTemplate {
  if (!hasPalettes(template)) return template;
  const values = resolveOptions(document, template);
  const choice = template.sides.map((side) => side.palettes?.findIndex(({ when }) => meets(when, values)) ?? -1);
  const byChoice = templates.get(template) ?? new Map<string, ProductTemplate>();
  templates.set(template, byChoice);
  const known = byChoice.get(choice.join());
  if (known) return known;
  // Sides without `palettes`: a template that was conditioned once is not conditioned again.
  const sides = template.sides.map(({ palettes, ...side }, index) => ({
    ...side,
    palette: palettes?.[choice[index]!]?.palette ?? side.palette,
  }));
  const next = { ...template, sides };
  byChoice.set(choice.join(), next);
  return next;
}

const hasPalettes = (template: ProductTemplate): boolean => template.sides.some((side) => side.palettes?.length);

/** The document of one row of a team list: its values and options over those of the design, and no list. */
export function documentOfRow(design: DesignDocument, row: Row): DesignDocument {
  const document = { ...design };
  delete document.rows;
  return {
    ...document,
    options: { ...document.options, ...row.options },
    ...((document.values || Object.keys(row.values).length > 0) && { values: { ...document.values, ...row.values } }),
  };
}

/** What a layer becomes on its side. */
export type ResolveLayer = (layer: Layer, side: string) => Layer;

interface Drawn {
  values: DesignDocument['values'];
  template: ProductTemplate;
  sides: ProductTemplate;
  side: string;
  isOver: boolean;
  layer: Layer;
}
const drawn = new WeakMap<Layer, Drawn>();
/** Layers that are resolved already. */
const made = new WeakSet<Layer>();

/**
 * Resolves the layers of a document one by one; the same layer object comes back as long as nothing of it changed. Null when the
 * template has neither variables nor conditional palettes, or the document is resolved.
 */
export function layerResolver(document: DesignDocument, template: ProductTemplate): ResolveLayer | null {
  const { variables = [], layerRules } = template;
  if ((variables.length === 0 && !hasPalettes(template)) || resolved.has(document)) return null;
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const rules = new Map(layerRules?.map((rule) => [rule.layer, rule]));
  const { values } = document;
  const say = (name: string): string | null => textOfVariable(byName.get(name), valueOf(values, name));
  const isOver = byName.size > 0 && isTooLong(document, say);
  const sides = conditioned(document, template);
  const recolour = new Map(template.sides.map((side, at) => [side.id, side.palettes ? inPalette(side, sides.sides[at]!.palette) : null]));
  const resolve: ResolveLayer = (layer, side) => {
    if (made.has(layer)) return layer;
    const known = drawn.get(layer);
    if (
      known &&
      known.values === values &&
      known.template === template &&
      known.sides === sides &&
      known.side === side &&
      known.isOver === isOver
    )
      return known.layer;
    const fresh = draw(layer, side);
    const next = known && sameLeaf(known.layer, fresh) ? known.layer : fresh;
    drawn.set(layer, { values, template, sides, side, isOver, layer: next });
    if (next !== layer) made.add(next);
    return next;
  };
  const draw = (layer: Layer, side: string): Layer => {
    if (layer.type === 'group') {
      const children = layer.layers.map((child) => resolve(child, side));
      return children.every((child, index) => child === layer.layers[index]) ? layer : { ...layer, layers: children };
    }
    const rule = rules.get(layer.id);
    const swap = recolour.get(side);
    const coloured = rule?.colour ? withColour(layer, paintOfVariable(byName.get(rule.colour), valueOf(values, rule.colour))) : layer;
    const available = swap ? mapPaints(coloured, swap) : coloured;
    if (available.type === 'text' && byName.size > 0) return withWords(available, isOver ? () => '' : say);
    if (available.type === 'code' && byName.size > 0) return withData(available, isOver ? () => '' : say);
    if (available.type === 'image' && rule?.picture) return withPicture(available, valueOf(values, rule.picture));
    return available;
  };
  return resolve;
}

/** A colour of one of the side's palettes in the palette of now: the one in the same place. Other colours stay. */
function inPalette({ palette, palettes = [] }: TemplateSide, now: readonly Swatch[]): (paint: Paint) => Paint {
  const all = [palette, ...palettes.map((each) => each.palette)];
  const find = (swatches: readonly Swatch[], paint: Paint) => swatches.findIndex((swatch) => samePaint(paintOfSwatch(swatch), paint));
  return (paint) => {
    if (now.length === 0 || find(now, paint) >= 0) return paint;
    const at = Math.max(...all.map((swatches) => find(swatches, paint)));
    return at < 0 ? paint : paintOfSwatch(now[Math.min(at, now.length - 1)]!);
  };
}

const paintOfSwatch = ({ spot, hex }: Swatch): Paint => (spot === undefined ? hex : { spot });
const samePaint = (a: Paint, b: Paint): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && 'spot' in a && 'spot' in b && a.spot === b.spot);

/** The layer with every colour changed; the same object when none is. */
function mapPaints(layer: Layer, swap: (paint: Paint) => Paint): Layer {
  let isSame = true;
  const change = (paint: Paint): Paint => {
    const next = swap(paint);
    isSame &&= next === paint;
    return next;
  };
  const line = <S extends { paint: Paint }>(stroke: S): S => ({ ...stroke, paint: change(stroke.paint) });
  const next = ((): Layer => {
    if (layer.type === 'text')
      return {
        ...layer,
        runs: layer.runs.map((run) => ({ ...run, fill: change(run.fill), ...(run.outline && { outline: line(run.outline) }) })),
        ...(layer.shadow && { shadow: line(layer.shadow) }),
      };
    if (layer.type !== 'shape') return layer;
    return {
      ...layer,
      paths: layer.paths.map((path) => ({
        ...path,
        fill: path.fill && change(path.fill),
        ...(path.stroke && { stroke: line(path.stroke) }),
      })),
    };
  })();
  return isSame ? layer : next;
}

/** Identity of what is drawn: a value that does not occur in a layer leaves its resolved object as it was. */
function sameLeaf(a: Layer, b: Layer): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const valueOf = (values: DesignDocument['values'], name: string): FieldValue | undefined =>
  values && Object.hasOwn(values, name) ? values[name] : undefined;

/** What `{{name}}` says now; null: there is no such variable, and the words stay as they are. */
function textOfVariable(variable: Variable | undefined, value: FieldValue | undefined): string | null {
  if (!variable) return null;
  if (variable.kind === 'picture') return '';
  const given = typeof value === 'string' && value !== '' ? value : (variable.default ?? '');
  if (variable.kind === 'text') return given || (variable.required ? (variable.placeholder ?? '') : '');
  if (variable.kind === 'colour') return variable.colours.find(({ name }) => name === given)?.name ?? '';
  const choice = variable.choices.find(({ id }) => id === given);
  return choice ? (choice.text ?? choice.name) : '';
}

function paintOfVariable(variable: Variable | undefined, value: FieldValue | undefined): Paint | null {
  if (variable?.kind !== 'colour') return null;
  const given = typeof value === 'string' ? value : variable.default;
  const swatch: Swatch | undefined = variable.colours.find(({ name }) => name === given) ?? variable.colours[0];
  return swatch ? paintOfSwatch(swatch) : null;
}

function withWords(layer: TextLayer, say: (name: string) => string | null): TextLayer {
  if (!layer.runs.some((run) => run.text.includes('{{'))) return layer;
  const runs = layer.runs.map((run) => ({ ...run, text: fill(run.text, say).slice(0, LIMITS.textLength) }));
  return runs.every((run, index) => run.text === layer.runs[index]!.text) ? layer : { ...layer, runs };
}

function withData(layer: CodeLayer, say: (name: string) => string | null): CodeLayer {
  const data = layer.data.includes('{{') ? fill(layer.data, say).slice(0, LIMITS.codeLength) : layer.data;
  return data === layer.data ? layer : { ...layer, data };
}

function fill(text: string, say: (name: string) => string | null): string {
  return text.replace(PLACE, (whole, escape: string | undefined, name: string) => (escape ? whole.slice(1) : (say(name) ?? whole)));
}

function withColour<L extends Layer>(layer: L, paint: Paint | null): L {
  if (!paint) return layer;
  if (layer.type === 'text') return { ...layer, runs: layer.runs.map((run) => ({ ...run, fill: paint })) };
  if (layer.type === 'code') return { ...layer, fill: paint };
  if (layer.type !== 'shape') return layer;
  return { ...layer, paths: layer.paths.map((path) => (path.fill === null ? path : { ...path, fill: paint })) };
}

function withPicture(layer: ImageLayer, value: FieldValue | undefined): ImageLayer {
  if (typeof value !== 'object') return { ...layer, hidden: true };
  return { ...layer, asset: value.asset, crop: value.crop };
}

/** One value written a thousand times must not cost more than the longest design: then nothing is filled in, and preflight says so. */
function isTooLong(document: DesignDocument, say: (name: string) => string | null): boolean {
  let length = 0;
  for (const side of document.sides)
    for (const { layer } of walkLayers(side.layers))
      for (const text of textsOf(layer)) length += text.includes('{{') ? filledLength(text, say) : text.length;
  return length > LIMITS.textPerDocument;
}

/** What the layer says as it is written: its runs, or what its code holds. */
const textsOf = (layer: Layer): string[] =>
  layer.type === 'text' ? layer.runs.map((run) => run.text) : layer.type === 'code' ? [layer.data] : [];

/** Names of variables that the layer's words or code hold. */
export const variablesIn = (layer: Layer): string[] => textsOf(layer).flatMap(namesIn);

function filledLength(text: string, say: (name: string) => string | null): number {
  let length = text.length;
  for (const [whole, escape, name] of text.matchAll(PLACE)) if (!escape) length += (say(name!) ?? whole).length - whole.length;
  return length;
}

/** Whether the values written into the texts make more than a design may hold. */
export function isOverfull(document: DesignDocument, template: ProductTemplate): boolean {
  const byName = new Map(template.variables?.map((variable) => [variable.name, variable]));
  return byName.size > 0 && isTooLong(document, (name) => textOfVariable(byName.get(name), valueOf(document.values, name)));
}

/** Names between braces in a text, escaped ones left out. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].flatMap(([, escape, name]) => (escape ? [] : [name!]));
}

/** Pictures that values hold. */
export function picturesOf(values: DesignDocument['values']): PictureValue[] {
  return Object.values(values ?? {}).filter((value): value is PictureValue => typeof value === 'object');
}

/** The first layer that shows the variable, by its words or its rule. */
export function layerOfVariable(document: DesignDocument, template: ProductTemplate, name: string): { side: string; layer: Layer } | null {
  const ruled = new Set(template.layerRules?.filter((rule) => rule.colour === name || rule.picture === name).map((rule) => rule.layer));
  for (const side of document.sides)
    for (const { layer } of walkLayers(side.layers))
      if (ruled.has(layer.id) || variablesIn(layer).includes(name)) return { side: side.id, layer };
  return null;
}
