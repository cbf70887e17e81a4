import type { DesignDocument, ImageLayer, Layer, Paint, ShapeLayer, TextLayer } from './document.js';
import { BOUNDS, HEX, ID, LIMITS, PATH } from './limits.js';
import { walkLayers } from './walk.js';

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

/** Refuses numbers outside the document's bounds (NaN included), colours that are none and lists over the limits; returns the layer. */
export function checkLayer(layer: Layer): Layer {
  for (const { layer: each, path } of walkLayers([layer])) {
    limit(path.length, LIMITS.groupDepth, 'groups inside each other');
    checkFrame(each);
    if (each.type === 'text') checkText(each);
    if (each.type === 'image') checkImage(each);
    if (each.type === 'shape') checkShape(each);
  }
  return layer;
}

function checkFrame(layer: Layer): void {
  if (!ID.test(layer.id)) throw new EditError('edit-invalid', 'a layer needs an id of letters, digits, - and _');
  limit(layer.name.length, BOUNDS.name, 'characters in a name');
  between('x', layer.x, -BOUNDS.position, BOUNDS.position);
  between('y', layer.y, -BOUNDS.position, BOUNDS.position);
  above0('width', layer.width, BOUNDS.size);
  above0('height', layer.height, BOUNDS.size);
  between('rotation', layer.rotation, -BOUNDS.rotation, BOUNDS.rotation);
  between('opacity', layer.opacity, 0, 1);
}

function checkText(layer: TextLayer): void {
  count(layer.runs.length, LIMITS.runsPerText, 'runs in a text');
  for (const run of layer.runs) {
    limit(run.text.length, LIMITS.textLength, 'characters in a run');
    if (!ID.test(run.font)) throw new EditError('edit-invalid', 'a run needs a font');
    above0('text size', run.size, BOUNDS.textSize);
    between('tracking', run.tracking, ...BOUNDS.tracking);
    checkPaint(run.fill);
    checkStroke(run.outline);
  }
  between('line height', layer.lineHeight, ...BOUNDS.lineHeight);
  if (layer.curve) between('curve radius', Math.abs(layer.curve.radius), ...BOUNDS.curveRadius);
}

function checkImage({ asset, crop, mask }: ImageLayer): void {
  if (!ID.test(asset)) throw new EditError('edit-invalid', 'an image layer needs an asset');
  between('crop', crop.x, 0, 1);
  between('crop', crop.y, 0, 1);
  above0('crop', crop.width, 1);
  above0('crop', crop.height, 1);
  between('crop', Math.max(crop.x + crop.width, crop.y + crop.height), 0, 1 + 1e-9);
  if (mask?.kind === 'rounded') between('mask radius', mask.radius, 0, BOUNDS.maskRadius);
  if (mask?.kind === 'path') checkPath(mask.d);
}

function checkShape({ paths, viewBox }: ShapeLayer): void {
  count(paths.length, LIMITS.pathsPerShape, 'paths in a shape');
  for (const side of viewBox) above0('view box', side, BOUNDS.size);
  for (const path of paths) {
    checkPath(path.d);
    if (path.fill !== null) checkPaint(path.fill);
    checkStroke(path.stroke);
  }
}

function checkPath(d: string): void {
  limit(d.length, LIMITS.pathLength, 'characters in a path');
  if (!PATH.test(d)) throw new EditError('edit-invalid', 'a path starts with a moveto and holds commands and numbers only');
}

function checkStroke(stroke: { width: number; paint: Paint } | undefined): void {
  if (!stroke) return;
  above0('stroke width', stroke.width, BOUNDS.stroke);
  checkPaint(stroke.paint);
}

function checkPaint(paint: Paint): void {
  if (typeof paint === 'string') {
    if (!HEX.test(paint)) throw new EditError('edit-invalid', `${paint} is not a colour like #1a2b3c`);
  } else if ('cmyk' in paint) for (const part of paint.cmyk) between('cmyk', part, 0, 1);
}

function between(what: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max)) throw new EditError('edit-invalid', `${what} ${value} is not ${min} to ${max}`);
}

function above0(what: string, value: number, max: number): void {
  if (!(value > 0 && value <= max)) throw new EditError('edit-invalid', `${what} ${value} is not above 0 and up to ${max}`);
}

function count(length: number, max: number, what: string): void {
  if (length < 1) throw new EditError('edit-invalid', `there are no ${what}`);
  limit(length, max, what);
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

function limit(length: number, max: number, what: string): void {
  if (length > max) throw new EditError('limit-exceeded', `at most ${max} ${what}`);
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
