import type { DesignDocument, Layer, TextLayer, TextRun } from './document.js';
import type { LayerRule, Permission, ProductTemplate } from './template.js';
import { walkLayers } from './walk.js';

/** Fields of a layer that a permission frees; those of runs and colours are told apart below. */
const FREED: Partial<Record<Permission, readonly string[]>> = {
  text: ['placeholder'],
  style: ['align', 'verticalAlign', 'lineHeight', 'fit', 'case', 'direction', 'curve', 'shadow', 'opacity'],
  picture: ['asset', 'crop', 'mask', 'flip', 'adjustments'],
  position: ['x', 'y'],
  frame: ['width', 'height'],
  rotation: ['rotation'],
  visibility: ['hidden'],
};

type Rules = ReadonlyMap<string, LayerRule>;
interface Guard {
  side: string;
  layer: Layer;
  index: number;
  rules: Rules;
}

const guards = new WeakMap<ProductTemplate, readonly Guard[]>();

/** Outermost start layers of which not everything may change: locked ones, and those with a rule. */
export function guardedLayers(template: ProductTemplate): readonly Guard[] {
  const known = guards.get(template);
  if (known) return known;
  const rules = new Map(template.layerRules?.map((rule) => [rule.layer, rule]));
  const isGuarded = (layer: Layer): boolean => layer.locked || rules.has(layer.id);
  const found = template.start.flatMap((side) =>
    [...walkLayers(side.layers)]
      .filter(({ layer, path }) => isGuarded(layer) && !path.some(isGuarded))
      .map(({ layer, index }) => ({ side: side.id, layer, index, rules })),
  );
  guards.set(template, found);
  return found;
}

/** What may be changed of the layer; null: it is the shopper's own, or free. */
export function permissionsOf(template: ProductTemplate, layerId: string): ReadonlySet<Permission> | null {
  for (const { layer, rules } of guardedLayers(template))
    for (const each of walkLayers([layer])) if (each.layer.id === layerId) return new Set(rules.get(layerId)?.may);
  return null;
}

/** Whether the brand lets the layer become what it would be. Layers without a rule that are locked stay as they are. */
export function mayBecome(template: ProductTemplate, next: Layer): boolean {
  for (const { layer, rules } of guardedLayers(template))
    for (const { layer: start } of walkLayers([layer])) if (start.id === next.id) return keepsRules(next, start, rules);
  return true;
}

/** Whether `found` differs from what the brand drew only where it may. Names are free. */
export function keepsRules(found: Layer, start: Layer, rules: Rules): boolean {
  if (found.type !== start.type) return false;
  const rule = rules.get(start.id);
  const may = new Set(rule?.may);
  if (!sameJson(frozen(found, may, rule), frozen(start, may, rule))) return false;
  if (found.type === 'text') return sameRuns(found, start as TextLayer, may);
  if (found.type !== 'group') return true;
  const children = (start as typeof found).layers;
  return found.layers.length === children.length && found.layers.every((child, at) => keepsRules(child, children[at]!, rules));
}

/** The layer as the brand drew it, with what the shopper may and did change. */
export function backToRules(found: Layer, start: Layer, rules: Rules): Layer {
  const may = new Set(rules.get(start.id)?.may);
  if (found.type !== start.type) return start;
  const kept = [...may].flatMap((permission) => FREED[permission] ?? []).filter((key) => key in found);
  const next = { ...start, ...Object.fromEntries(kept.map((key) => [key, found[key as keyof Layer]])) } as Layer;
  if (next.type === 'text' && found.type === 'text')
    return { ...next, runs: found.runs.map((run, at) => allowedRun(run, next.runs[at] ?? next.runs[0]!, may)) };
  if (next.type === 'shape' && found.type === 'shape' && may.has('colour') && next.paths.length === found.paths.length)
    return { ...next, paths: next.paths.map((path, at) => ({ ...path, fill: found.paths[at]!.fill })) };
  if (next.type !== 'group' || found.type !== 'group') return next;
  const byId = new Map(found.layers.map((child) => [child.id, child]));
  return { ...next, layers: next.layers.map((child) => backToRules(byId.get(child.id) ?? child, child, rules)) };
}

function allowedRun(run: TextRun, start: TextRun, may: ReadonlySet<Permission>): TextRun {
  return {
    ...start,
    ...(may.has('text') && { text: run.text }),
    ...(may.has('font') && { font: run.font }),
    ...(may.has('size') && { size: run.size }),
    ...(may.has('colour') && { fill: run.fill }),
    ...(may.has('style') && { tracking: run.tracking, ...(run.outline && { outline: run.outline }) }),
  };
}

function frozen(layer: Layer, may: ReadonlySet<Permission>, rule: LayerRule | undefined): unknown {
  const left: Record<string, unknown> = { ...layer };
  // A layer with a rule may also be locked and unlocked by whom it is edited.
  const free = ['name', 'runs', 'layers', ...(rule ? ['locked'] : []), ...[...may].flatMap((permission) => FREED[permission] ?? [])];
  for (const key of free) delete left[key];
  if (layer.type === 'shape' && may.has('colour'))
    left['paths'] = layer.paths.map((path) => ({
      ...path,
      fill: path.fill && 'any',
      ...(path.stroke && { stroke: { ...path.stroke, paint: 'any' } }),
    }));
  return left;
}

/** Words that may change may be cut into other runs, each in a style that the brand used. */
function sameRuns(found: TextLayer, start: TextLayer, may: ReadonlySet<Permission>): boolean {
  const style = (run: TextRun): unknown => {
    const left: Record<string, unknown> = { ...run };
    delete left['text'];
    if (may.has('font')) delete left['font'];
    if (may.has('size')) delete left['size'];
    if (may.has('colour')) delete left['fill'];
    if (may.has('style')) for (const key of ['tracking', 'outline']) delete left[key];
    return left;
  };
  if (may.has('text')) return found.runs.every((run) => start.runs.some((each) => sameJson(style(run), style(each))));
  return (
    found.runs.length === start.runs.length &&
    found.runs.every((run, at) => run.text === start.runs[at]!.text && sameJson(style(run), style(start.runs[at]!)))
  );
}

/** Equal as JSON, whatever the order of keys. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a).filter((key) => (a as Record<string, unknown>)[key] !== undefined);
  const others = Object.keys(b).filter((key) => (b as Record<string, unknown>)[key] !== undefined);
  return (
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}

/** The layer of the design that a guard is about, if it is there. */
export function guardedIn(document: DesignDocument, { side, layer }: Pick<Guard, 'side' | 'layer'>): Layer | undefined {
  const there = document.sides.find((each) => each.id === side);
  for (const place of walkLayers(there?.layers ?? [])) if (place.layer.id === layer.id) return place.layer;
  return undefined;
}

/** Whether the brand lets the layer be taken away. */
export const mayGo = ({ layer, rules }: Guard): boolean => rules.get(layer.id)?.may.includes('removal') ?? false;
