import {
  above0,
  atMost,
  type Check,
  EditError,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  plain,
  refuse,
  text,
  tuple,
} from './edit-checks.js';
import type { DesignDocument, Layer } from './document.js';
import { BOUNDS, HEX, ID, LIMITS, PATH } from './limits.js';
import { scanJson } from './scan.js';
import { walkLayers } from './walk.js';

export { EditError, type EditErrorCode } from './edit-checks.js';

/**
 * The rules of `document.ts` without zod, which would be half of the customizer's first load; a property test holds the two
 * together.
 */
export const id: Check = text(64, { form: ID, means: 'an id of letters, digits, - and _' });
const part = number(0, 1);
const path = text(LIMITS.pathLength, { form: PATH, means: 'a path: a moveto, then commands and numbers only' });
const hex = text(7, { form: HEX, means: 'a colour like #1a2b3c' });
const spot = object({ spot: text(64, { min: 1 }) });
const cmyk = object({ cmyk: tuple(part, 4) });

const paint: Check = (value, what) => {
  if (typeof value === 'string') return hex(value, what);
  return (Object.hasOwn(plain(value, what), 'spot') ? spot : cmyk)(value, what);
};
const stroke = object({ width: above0(BOUNDS.stroke), paint });

const radius: Check = (value, what) => number(...BOUNDS.curveRadius)(typeof value === 'number' ? Math.abs(value) : value, what);

const inPicture = object({ x: part, y: part, width: above0(1), height: above0(1) });
export const crop: Check = (value, what) => {
  inPicture(value, what);
  const { x, y, width, height } = value as { x: number; y: number; width: number; height: number };
  if (x + width > 1 + 1e-9 || y + height > 1 + 1e-9) refuse(`${what} lies inside the picture`);
};

/** One of several kinds of object, told apart by `kind`. */
const byKind = (kinds: Record<string, Record<string, Check>>): Check => {
  return (value, what) => {
    const kind = String(plain(value, what)['kind'] as string);
    if (!Object.hasOwn(kinds, kind)) refuse(`${what} is of a kind: ${Object.keys(kinds).join(', ')}`);
    object({ kind: oneOf(kind), ...kinds[kind] })(value, what);
  };
};
const mask = byKind({ ellipse: {}, rounded: { radius: number(0, BOUNDS.maskRadius) }, path: { d: path } });
const flip = object({ horizontal: flag, vertical: flag });
const signed = number(-1, 1);
const adjustments = object({
  brightness: signed,
  contrast: signed,
  saturation: signed,
  tone: optional(
    byKind({ greyscale: {}, threshold: { level: part, dark: hex, light: optional(hex) }, duotone: { dark: hex, light: hex } }),
  ),
});
const curve = byKind({
  arc: { radius },
  wave: { amplitude: number(...BOUNDS.waveAmplitude), length: number(...BOUNDS.waveLength) },
  path: { d: path },
});
const points: Check = (value, what) =>
  Number.isInteger(value) ? number(...BOUNDS.points)(value, what) : refuse(`${what} is a whole number`);
const figure = byKind({
  rectangle: { radius: number(0, BOUNDS.maskRadius) },
  polygon: { points },
  star: { points, inner: number(...BOUNDS.starInner) },
});
const offset = number(-BOUNDS.shadow, BOUNDS.shadow);

const run = object({
  text: text(LIMITS.textLength),
  font: id,
  size: above0(BOUNDS.textSize),
  fill: paint,
  outline: optional(stroke),
  tracking: number(...BOUNDS.tracking),
});
const shapePath = object({
  d: path,
  fill: (value, what) => (value === null ? undefined : paint(value, what)),
  stroke: optional(stroke),
  fillRule: optional(oneOf('nonzero', 'evenodd')),
});

const FRAME: Record<string, Check> = {
  name: text(BOUNDS.name),
  x: number(-BOUNDS.position, BOUNDS.position),
  y: number(-BOUNDS.position, BOUNDS.position),
  width: above0(BOUNDS.size),
  height: above0(BOUNDS.size),
  rotation: number(-BOUNDS.rotation, BOUNDS.rotation),
  opacity: part,
  locked: flag,
  hidden: flag,
};
const FIELDS: Record<Layer['type'], Record<string, Check>> = {
  text: {
    ...FRAME,
    runs: list(run, 1, LIMITS.runsPerText),
    align: oneOf('start', 'center', 'end'),
    verticalAlign: oneOf('top', 'middle', 'bottom'),
    lineHeight: number(...BOUNDS.lineHeight),
    fit: oneOf('none', 'shrink', 'wrap'),
    case: oneOf('none', 'upper', 'lower'),
    direction: oneOf('auto', 'ltr', 'rtl'),
    curve: optional(curve),
    shadow: optional(object({ x: offset, y: offset, paint })),
    placeholder: optional(text(LIMITS.valueLength)),
  },
  image: { ...FRAME, asset: id, crop, mask: optional(mask), flip: optional(flip), adjustments: optional(adjustments) },
  shape: {
    ...FRAME,
    clipart: optional(id),
    figure: optional(figure),
    viewBox: tuple(above0(BOUNDS.size), 2),
    paths: list(shapePath, 1, LIMITS.pathsPerShape),
  },
  code: {
    ...FRAME,
    symbology: oneOf('qr', 'code128', 'ean13'),
    data: text(LIMITS.codeLength),
    fill: paint,
    background: optional(paint),
    correction: optional(oneOf('L', 'M', 'Q', 'H')),
  },
  group: FRAME,
};
const OPTIONAL = new Set([
  'curve',
  'shadow',
  'placeholder',
  'mask',
  'flip',
  'adjustments',
  'clipart',
  'figure',
  'background',
  'correction',
]);
/** Fields that say how large a document is; all others change a few bytes. */
const LARGE = ['runs', 'paths', 'mask', 'curve', 'data'];

/** Refuses fields that the layer does not have, and taking away fields that it must have. */
export function checkPatch(layer: Layer, patch: object): void {
  for (const [key, value] of Object.entries(plain(patch, 'a patch'))) {
    if (!Object.hasOwn(FIELDS[layer.type], key)) refuse(`a ${layer.type} layer has no field ${key} to change`);
    if (value === undefined && !OPTIONAL.has(key)) refuse(`${key} cannot be taken away`);
  }
}

/** Whether the patch can bring the document over its size. */
export function isLarge(patch: object): boolean {
  return LARGE.some((key) => Object.hasOwn(patch, key));
}

/** Refuses what a document may not hold as a layer, in groups too; returns the layer. */
export function checkLayer(layer: Layer, depth = 0): Layer {
  atMost(depth, LIMITS.groupDepth, 'groups inside each other');
  const { id: own, type, layers, ...fields } = plain(layer, 'a layer') as unknown as Record<string, unknown>;
  id(own, 'the id of a layer');
  if (typeof type !== 'string' || !Object.hasOwn(FIELDS, type)) return refuse('a layer is text, image, shape, code or group');
  object(FIELDS[type as Layer['type']])(fields, '');
  if (type === 'group') list((child) => void checkLayer(child as Layer, depth + 1), 0, LIMITS.layersPerDocument)(layers, 'layers');
  else if (Object.hasOwn(layer, 'layers')) refuse(`a ${type} layer has no layers`);
  return layer;
}

export const optionValue: Check = (value, what) => {
  if (typeof value === 'number') number(-1e6, 1e6)(value, what);
  else if (typeof value !== 'boolean') text(64)(value, what);
};

export const fontRefs: Check = list(
  object({ id, hash: text(64, { form: /^[0-9a-f]{64}$/, means: 'a SHA-256 in lower case hex' }) }),
  0,
  LIMITS.fontsPerDocument,
);

/** Refuses a document over its limits; returns it. */
export function checkDocumentLimits(document: DesignDocument): DesignDocument {
  const issue = scanJson(document);
  if (issue) throw new EditError(issue.kind === 'limit' ? 'limit-exceeded' : 'edit-invalid', `${issue.path}: ${issue.message}`);
  atMost(document.sides.length, LIMITS.sidesPerDocument, 'sides');
  atMost(document.fonts.length, LIMITS.fontsPerDocument, 'fonts');
  atMost(Object.keys(document.options).length, LIMITS.optionsPerDocument, 'options');
  atMost(Object.keys(document.values ?? {}).length, LIMITS.valuesPerDocument, 'values');
  atMost(document.rows?.length ?? 0, LIMITS.rowsPerDocument, 'rows');
  return document;
}

/** Refuses two layers with one id anywhere in the document; returns the document. */
export function checkUniqueIds(document: DesignDocument): DesignDocument {
  const repeated = repeatedLayerId(document);
  if (repeated !== undefined) refuse(`two layers have the id ${repeated}`);
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
