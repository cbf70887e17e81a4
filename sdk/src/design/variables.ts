import type { DesignDocument, FieldValue, ImageLayer, Layer, Paint, PictureValue, Row, TextLayer } from './document.js';
import { LIMITS } from './limits.js';
import { resolveOptions, meets } from './options.js';
import type { LayerRule, ProductTemplate, Swatch, Variable } from './template.js';
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
 * The one place where values take the place of variables, and conditions choose palettes. Layers that hold no variable, and a
 * template without conditions, are given back as they are; the same design gives the same objects. A resolved design stays as it is.
 */
export function resolveDesign(document: DesignDocument, template: ProductTemplate): ResolvedDesign {
  const known = designs.get(document);
  if (known?.of === template) return known;
  const design = { document: resolveVariables(document, template), template: conditioned(document, template), of: template };
  designs.set(document, design);
  return design;
}

function resolveVariables(document: DesignDocument, template: ProductTemplate): DesignDocument {
  if (!template.variables?.length || resolved.has(document)) return document;
  const resolve = variableResolver(document, template);
  const sides = document.sides.map((side) => {
    const layers = side.layers.map(resolve);
    return layers.every((layer, index) => layer === side.layers[index]) ? side : { ...side, layers };
  });
  const next = { ...document, sides };
  resolved.add(next);
  return next;
}

/** The template whose sides have the palettes that go with the chosen options. */
function conditioned(document: DesignDocument, template: ProductTemplate): ProductTemplate {
  if (!template.sides.some((side) => side.palettes?.length)) return template;
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

interface Layered {
  values: DesignDocument['values'];
  template: ProductTemplate;
  isOver: boolean;
  layer: Layer;
}
const layers = new WeakMap<Layer, Layered>();

/** Resolves the layers of a document one by one; the same layer object comes back as long as nothing of it changed. */
export function variableResolver(document: DesignDocument, template: ProductTemplate): (layer: Layer) => Layer {
  const { variables, layerRules } = template;
  if (!variables?.length || resolved.has(document)) return (layer) => layer;
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const rules = new Map(layerRules?.map((rule) => [rule.layer, rule]));
  const { values } = document;
  const say = (name: string): string | null => textOfVariable(byName.get(name), valueOf(values, name));
  const isOver = isTooLong(document, say);
  const resolve = (layer: Layer): Layer => {
    const known = layers.get(layer);
    if (known && known.values === values && known.template === template && known.isOver === isOver) return known.layer;
    const fresh = resolveLayer(layer, rules.get(layer.id));
    const next = known && sameLeaf(known.layer, fresh) ? known.layer : fresh;
    layers.set(layer, { values, template, isOver, layer: next });
    return next;
  };
  const resolveLayer = (layer: Layer, rule: LayerRule | undefined): Layer => {
    if (layer.type === 'group') {
      const children = layer.layers.map(resolve);
      return children.every((child, index) => child === layer.layers[index]) ? layer : { ...layer, layers: children };
    }
    const coloured = rule?.colour ? withColour(layer, paintOfVariable(byName.get(rule.colour), valueOf(values, rule.colour))) : layer;
    if (coloured.type === 'text') return withWords(coloured, isOver ? () => '' : say);
    if (coloured.type === 'image' && rule?.picture) return withPicture(coloured, valueOf(values, rule.picture));
    return coloured;
  };
  return resolve;
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
  return swatch ? (swatch.spot === undefined ? swatch.hex : { spot: swatch.spot }) : null;
}

function withWords(layer: TextLayer, say: (name: string) => string | null): TextLayer {
  if (!layer.runs.some((run) => run.text.includes('{{'))) return layer;
  const runs = layer.runs.map((run) => ({ ...run, text: fill(run.text, say).slice(0, LIMITS.textLength) }));
  return runs.every((run, index) => run.text === layer.runs[index]!.text) ? layer : { ...layer, runs };
}

function fill(text: string, say: (name: string) => string | null): string {
  return text.replace(PLACE, (whole, escape: string | undefined, name: string) => (escape ? whole.slice(1) : (say(name) ?? whole)));
}

function withColour<L extends Layer>(layer: L, paint: Paint | null): L {
  if (!paint) return layer;
  if (layer.type === 'text') return { ...layer, runs: layer.runs.map((run) => ({ ...run, fill: paint })) };
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
      if (layer.type === 'text')
        for (const run of layer.runs) length += run.text.includes('{{') ? filledLength(run.text, say) : run.text.length;
  return length > LIMITS.textPerDocument;
}

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
      if (ruled.has(layer.id) || (layer.type === 'text' && layer.runs.some((run) => namesIn(run.text).includes(name))))
        return { side: side.id, layer };
  return null;
}
