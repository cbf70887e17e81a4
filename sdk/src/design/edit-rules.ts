import type { DesignDocument, Layer } from './document.js';
import { BOUNDS, ID, LIMITS } from './limits.js';
import { textOf, walkLayers } from './walk.js';

export type EditErrorCode = 'edit-invalid' | 'side-not-found' | 'layer-not-found' | 'limit-exceeded';

/** An edit that cannot be made on this document. The document is as it was. */
export class EditError extends Error {
  readonly code: EditErrorCode;
  constructor(code: EditErrorCode, message: string) {
    super(message);
    this.name = 'EditError';
    this.code = code;
  }
}

const FRAME = ['name', 'x', 'y', 'width', 'height', 'rotation', 'opacity', 'locked', 'hidden'];
const FIELDS: Record<Layer['type'], ReadonlySet<string>> = {
  text: new Set([...FRAME, 'runs', 'align', 'verticalAlign', 'lineHeight', 'fit', 'case', 'direction', 'curve']),
  image: new Set([...FRAME, 'asset', 'crop', 'mask']),
  shape: new Set([...FRAME, 'clipart', 'viewBox', 'paths']),
  group: new Set(FRAME),
};
const OPTIONAL = new Set(['curve', 'mask', 'clipart']);

/** Refuses fields that the layer does not have, and taking away fields that it must have. */
export function checkPatch(layer: Layer, patch: object): void {
  for (const [key, value] of Object.entries(patch)) {
    if (!FIELDS[layer.type].has(key)) throw new EditError('edit-invalid', `a ${layer.type} layer has no field ${key} to change`);
    if (value === undefined && !OPTIONAL.has(key)) throw new EditError('edit-invalid', `${key} cannot be taken away`);
  }
}

/** Refuses numbers outside the document's bounds (NaN included) and lists longer than its limits; returns the layer. */
export function checkLayer(layer: Layer): Layer {
  for (const { layer: each, path } of walkLayers([layer])) {
    checkFrame(each);
    if (path.length > LIMITS.groupDepth) throw new EditError('limit-exceeded', `groups nest at most ${LIMITS.groupDepth} deep`);
    if (each.type === 'text') {
      if (each.runs.length < 1 || each.runs.length > LIMITS.runsPerText || textOf(each).length > LIMITS.textLength)
        throw new EditError('limit-exceeded', `a text has 1 to ${LIMITS.runsPerText} runs and at most ${LIMITS.textLength} characters`);
      for (const run of each.runs) between(run.size, Number.MIN_VALUE, 1_000, 'text size');
    }
    if (each.type === 'shape' && (each.paths.length < 1 || each.paths.length > LIMITS.pathsPerShape))
      throw new EditError('limit-exceeded', `a shape has 1 to ${LIMITS.pathsPerShape} paths`);
  }
  return layer;
}

function checkFrame(layer: Layer): void {
  if (!ID.test(layer.id)) throw new EditError('edit-invalid', 'a layer needs an id of letters, digits, - and _');
  between(layer.x, -BOUNDS.position, BOUNDS.position, 'x');
  between(layer.y, -BOUNDS.position, BOUNDS.position, 'y');
  between(layer.width, Number.MIN_VALUE, BOUNDS.size, 'width');
  between(layer.height, Number.MIN_VALUE, BOUNDS.size, 'height');
  between(layer.rotation, -BOUNDS.rotation, BOUNDS.rotation, 'rotation');
  between(layer.opacity, 0, 1, 'opacity');
  if (layer.name.length > 120) throw new EditError('limit-exceeded', 'a layer name has at most 120 characters');
}

function between(value: number, min: number, max: number, what: string): void {
  if (!(value >= min && value <= max))
    throw new EditError('edit-invalid', `${what} ${value} is not ${min === Number.MIN_VALUE ? 'above 0' : min} to ${max}`);
}

/** Refuses a document over its limits; returns it. */
export function checkDocumentLimits(document: DesignDocument): DesignDocument {
  let layers = 0;
  let depth = 0;
  for (const side of document.sides)
    for (const { path } of walkLayers(side.layers)) {
      layers += 1;
      depth = Math.max(depth, path.length);
    }
  limit(layers, LIMITS.layersPerDocument, 'layers');
  limit(depth, LIMITS.groupDepth, 'groups inside each other');
  limit(document.sides.length, LIMITS.sidesPerDocument, 'sides');
  limit(document.fonts.length, LIMITS.fontsPerDocument, 'fonts');
  limit(Object.keys(document.options).length, LIMITS.optionsPerDocument, 'options');
  if (!Object.keys(document.options).every((id) => ID.test(id))) throw new EditError('edit-invalid', 'an option id is not valid');
  return document;
}

function limit(count: number, max: number, what: string): void {
  if (count > max) throw new EditError('limit-exceeded', `a design has at most ${max} ${what}`);
}

/** Refuses two layers with one id anywhere in the document; returns the document. */
export function checkUniqueIds(document: DesignDocument): DesignDocument {
  const repeated = repeatedLayerId(document);
  if (repeated !== undefined) throw new EditError('edit-invalid', `two layers have the id ${repeated}`);
  return document;
}

/** The first layer id that occurs twice in the document. */
export function repeatedLayerId(document: Pick<DesignDocument, 'sides'>): string | undefined {
  const seen = new Set<string>();
  for (const side of document.sides)
    for (const { layer } of walkLayers(side.layers)) {
      if (seen.has(layer.id)) return layer.id;
      seen.add(layer.id);
    }
  return undefined;
}
