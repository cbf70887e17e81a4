import * as z from 'zod/mini';
import { BOUNDS, HEX, ID, LIMITS, PATH, SCHEMA_VERSION, VARIABLE } from './limits.js';

export { LIMITS, SCHEMA_VERSION };

const mm = z.number().check(z.gte(-BOUNDS.position), z.lte(BOUNDS.position));
const size = z.number().check(z.gt(0), z.lte(BOUNDS.size));
const id = z.string().check(z.regex(ID));
const hex = z.string().check(z.regex(HEX));

/** A colour: `#rrggbb` (lower case sRGB), a spot colour named in the side's palette, or CMYK process parts 0..1. */
export const Paint = z.union([
  hex,
  z.strictObject({ spot: z.string().check(z.minLength(1), z.maxLength(64)) }),
  z.strictObject({ cmyk: z.tuple([unit(), unit(), unit(), unit()]) }),
]);

function unit() {
  return z.number().check(z.gte(0), z.lte(1));
}

/**
 * Shared by every layer. `x`,`y`: top left of the unrotated frame in mm from the side's (or group's) top left;
 * `rotation`: degrees clockwise about the frame's centre; `opacity` 0..1.
 */
const frame = {
  id,
  name: z.string().check(z.maxLength(BOUNDS.name)),
  x: mm,
  y: mm,
  width: size,
  height: size,
  rotation: z.number().check(z.gte(-BOUNDS.rotation), z.lte(BOUNDS.rotation)),
  opacity: unit(),
  locked: z.boolean(),
  hidden: z.boolean(),
};

const stroke = z.strictObject({ width: z.number().check(z.gt(0), z.lte(BOUNDS.stroke)), paint: Paint });

/** A run of text in one style. `size`: em size in mm; `tracking`: extra advance in em. */
export const TextRun = z.strictObject({
  text: z.string().check(z.maxLength(LIMITS.textLength)),
  font: id,
  size: z.number().check(z.gt(0), z.lte(BOUNDS.textSize)),
  fill: Paint,
  outline: z.optional(stroke),
  tracking: z.number().check(z.gte(BOUNDS.tracking[0]), z.lte(BOUNDS.tracking[1])),
});

/** Text on a circle of `radius` mm; a positive radius arches upwards (∩), a negative one downwards (∪). */
export const ArcCurve = z.strictObject({
  kind: z.literal('arc'),
  radius: z
    .number()
    .check(z.refine((r) => Math.abs(r) >= BOUNDS.curveRadius[0] && Math.abs(r) <= BOUNDS.curveRadius[1], 'radius must be 1 to 10000 mm')),
});

/** Text on a sine across the frame: `amplitude` mm above and below its middle (first upwards when positive), one period in `length` mm. */
export const WaveCurve = z.strictObject({
  kind: z.literal('wave'),
  amplitude: z.number().check(z.gte(BOUNDS.waveAmplitude[0]), z.lte(BOUNDS.waveAmplitude[1])),
  length: z.number().check(z.gte(BOUNDS.waveLength[0]), z.lte(BOUNDS.waveLength[1])),
});

/**
 * Text along the first contour of a path in a 0..1 box, which is stretched to the frame. `verticalAlign` puts the text below
 * it (`top`), across it or on it (`bottom`); lines beyond an open end go on straight, round a closed one they go round.
 */
export const PathCurve = z.strictObject({ kind: z.literal('path'), d: pathData() });

export const Curve = z.discriminatedUnion('kind', [ArcCurve, WaveCurve, PathCurve]);

/** The same letters in one ink, moved by `x`,`y` mm in the frame and painted behind the text. */
export const TextShadow = z.strictObject({
  x: z.number().check(z.gte(-BOUNDS.shadow), z.lte(BOUNDS.shadow)),
  y: z.number().check(z.gte(-BOUNDS.shadow), z.lte(BOUNDS.shadow)),
  paint: Paint,
});

export const TextLayer = z.strictObject({
  ...frame,
  type: z.literal('text'),
  runs: z.array(TextRun).check(z.minLength(1), z.maxLength(LIMITS.runsPerText)),
  align: z.enum(['start', 'center', 'end']),
  verticalAlign: z.enum(['top', 'middle', 'bottom']),
  /** Baseline distance in em of the largest run on the line. */
  lineHeight: z.number().check(z.gte(BOUNDS.lineHeight[0]), z.lte(BOUNDS.lineHeight[1])),
  fit: z.enum(['none', 'shrink', 'wrap']),
  case: z.enum(['none', 'upper', 'lower']),
  direction: z.enum(['auto', 'ltr', 'rtl']),
  curve: z.optional(Curve),
  shadow: z.optional(TextShadow),
  /** Words that stand in for the shopper's: as long as the text says exactly this, it is not written yet. */
  placeholder: z.optional(z.string().check(z.maxLength(LIMITS.valueLength))),
});

/** Part of the source picture, as fractions 0..1 of its width and height. */
export const Crop = z
  .strictObject({ x: unit(), y: unit(), width: z.number().check(z.gt(0), z.lte(1)), height: z.number().check(z.gt(0), z.lte(1)) })
  .check(z.refine((c) => c.x + c.width <= 1 + 1e-9 && c.y + c.height <= 1 + 1e-9, 'crop must lie inside the picture'));

/** Outline that clips the picture: ellipse in the frame, rounded rectangle (mm), or a path in a 0..1 box. */
export const Mask = z.union([
  z.strictObject({ kind: z.literal('ellipse') }),
  z.strictObject({ kind: z.literal('rounded'), radius: z.number().check(z.gte(0), z.lte(BOUNDS.maskRadius)) }),
  z.strictObject({ kind: z.literal('path'), d: pathData() }),
]);

/**
 * What becomes of the picture's greys. `threshold`: darker than `level` (0..1) takes `dark`, all else `light` or, without it, is
 * see-through: one ink, as engraving needs it. `duotone`: from `dark` to `light`.
 */
export const Tone = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('greyscale') }),
  z.strictObject({ kind: z.literal('threshold'), level: unit(), dark: hex, light: z.optional(hex) }),
  z.strictObject({ kind: z.literal('duotone'), dark: hex, light: hex }),
]);

/** Changes to a picture's pixels, -1..1 with 0 as it is; the same bytes wherever it is painted (`paint/adjust`). */
export const Adjustments = z.strictObject({
  brightness: signed(),
  contrast: signed(),
  saturation: signed(),
  tone: z.optional(Tone),
});

function signed() {
  return z.number().check(z.gte(-1), z.lte(1));
}

/** The picture mirrored inside its frame; crop and mask stay where they are on the product. */
export const Flip = z.strictObject({ horizontal: z.boolean(), vertical: z.boolean() });

export const ImageLayer = z.strictObject({
  ...frame,
  type: z.literal('image'),
  asset: id,
  crop: Crop,
  mask: z.optional(Mask),
  flip: z.optional(Flip),
  adjustments: z.optional(Adjustments),
});

/** SVG path data: absolute or relative M L H V C S Q T A Z. Units are those of the owner. */
function pathData() {
  return z.string().check(z.maxLength(LIMITS.pathLength), z.regex(PATH));
}

export const ShapePath = z.strictObject({
  d: pathData(),
  fill: z.nullable(Paint),
  stroke: z.optional(stroke),
  fillRule: z.optional(z.enum(['nonzero', 'evenodd'])),
});

/**
 * An outline that is made anew at every size: corners keep their `radius` in mm, polygons and stars their number of points and
 * how deep they are cut (`inner`: distance of the inner corners from the middle, of the outer ones).
 */
export const Figure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rectangle'), radius: z.number().check(z.gte(0), z.lte(BOUNDS.maskRadius)) }),
  z.strictObject({ kind: z.literal('polygon'), points: z.int().check(z.gte(BOUNDS.points[0]), z.lte(BOUNDS.points[1])) }),
  z.strictObject({
    kind: z.literal('star'),
    points: z.int().check(z.gte(BOUNDS.points[0]), z.lte(BOUNDS.points[1])),
    inner: z.number().check(z.gte(BOUNDS.starInner[0]), z.lte(BOUNDS.starInner[1])),
  }),
]);

/** Vector artwork. `paths` are in `viewBox` units and stretched to the frame; stroke widths are mm. */
export const ShapeLayer = z.strictObject({
  ...frame,
  type: z.literal('shape'),
  /** Clip-art that the paths were taken from, for the library panel; the paths are the truth. */
  clipart: z.optional(id),
  /** Takes the place of every path's `d`. */
  figure: z.optional(Figure),
  viewBox: z.tuple([size, size]),
  paths: z.array(ShapePath).check(z.minLength(1), z.maxLength(LIMITS.pathsPerShape)),
});

/**
 * A code that machines read: its text is the truth, the modules are made from it. The light zone around it lies inside the
 * frame. `qr`: any text; `code128`: printable ASCII; `ean13`: 12 digits, or 13 with the check digit.
 */
export const CodeLayer = z.strictObject({
  ...frame,
  type: z.literal('code'),
  symbology: z.enum(['qr', 'code128', 'ean13']),
  data: z.string().check(z.maxLength(LIMITS.codeLength)),
  fill: Paint,
  /** Fills the frame behind the code; without it the product is the light part. */
  background: z.optional(Paint),
  /** QR only: how much may be lost and still be read, at least 7, 15, 25 or 30 %. `M` when left out. */
  correction: z.optional(z.enum(['L', 'M', 'Q', 'H'])),
});

export type Paint = z.infer<typeof Paint>;
export type TextRun = z.infer<typeof TextRun>;
export type Curve = z.infer<typeof Curve>;
export type TextShadow = z.infer<typeof TextShadow>;
export type TextLayer = z.infer<typeof TextLayer>;
export type ImageLayer = z.infer<typeof ImageLayer>;
export type Figure = z.infer<typeof Figure>;
export type ShapeLayer = z.infer<typeof ShapeLayer>;
export type CodeLayer = z.infer<typeof CodeLayer>;
export type Crop = z.infer<typeof Crop>;
export type Mask = z.infer<typeof Mask>;
export type Tone = z.infer<typeof Tone>;
export type Adjustments = z.infer<typeof Adjustments>;

/** Children are placed in the group's own frame, from its top left, and turn with it. */
export interface GroupLayer {
  type: 'group';
  id: string;
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  rotation: number;
  opacity: number;
  locked: boolean;
  hidden: boolean;
  layers: Layer[];
}

export type Layer = TextLayer | ImageLayer | ShapeLayer | CodeLayer | GroupLayer;

export const GroupLayer: z.ZodMiniType<GroupLayer> = z.strictObject({
  ...frame,
  type: z.literal('group'),
  layers: z.array(z.lazy(() => Layer)).check(z.maxLength(LIMITS.layersPerDocument)),
});

export const Layer: z.ZodMiniType<Layer> = z.discriminatedUnion('type', [
  TextLayer,
  ImageLayer,
  ShapeLayer,
  CodeLayer,
  GroupLayer as unknown as typeof TextLayer,
]) as unknown as z.ZodMiniType<Layer>;

/** `layers` run from back to front. */
export const DesignSide = z.strictObject({
  id,
  layers: z.array(Layer).check(z.maxLength(LIMITS.layersPerDocument)),
});

/** A font by id and the SHA-256 (hex) of the very file that the design was made with. */
export const FontRef = z.strictObject({ id, hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });

export const OptionValue = z.union([z.string().check(z.maxLength(64)), z.number().check(z.gte(-1e6), z.lte(1e6)), z.boolean()]);

const variable = z.string().check(z.regex(VARIABLE));

/** A picture for a variable, with the part of it that is shown. */
export const PictureValue = z.strictObject({ asset: id, crop: Crop });

/** What a variable of the template is for this design: words, the id of a choice, the name of a colour, or a picture. */
export const FieldValue = z.union([z.string().check(z.maxLength(LIMITS.valueLength)), PictureValue]);

/** One of several pieces made from the design: its own values and options, over those of the document. */
export const Row = z.strictObject({
  id,
  quantity: z.int().check(z.gte(1), z.lte(BOUNDS.rowQuantity)),
  values: z
    .record(variable, z.string().check(z.maxLength(LIMITS.valueLength)))
    .check(z.refine((v) => Object.keys(v).length <= LIMITS.valuesPerDocument, `at most ${LIMITS.valuesPerDocument} values`)),
  options: z.optional(
    z
      .record(id, OptionValue)
      .check(z.refine((o) => Object.keys(o).length <= LIMITS.optionsPerDocument, `at most ${LIMITS.optionsPerDocument} options`)),
  ),
});

/**
 * What a shopper made: plain JSON. Lengths in mm, angles in degrees clockwise, origin top left of the side.
 * Holds no pixels, view state, computed values or data URLs.
 */
export const DesignDocument = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  productId: id,
  variantId: z.optional(id),
  options: z
    .record(id, OptionValue)
    .check(z.refine((o) => Object.keys(o).length <= LIMITS.optionsPerDocument, `at most ${LIMITS.optionsPerDocument} options`)),
  /** Of the template's variables, by name. */
  values: z.optional(
    z
      .record(variable, FieldValue)
      .check(z.refine((v) => Object.keys(v).length <= LIMITS.valuesPerDocument, `at most ${LIMITS.valuesPerDocument} values`)),
  ),
  /** A team list: the design is made once for each. */
  rows: z.optional(z.array(Row).check(z.maxLength(LIMITS.rowsPerDocument))),
  sides: z.array(DesignSide).check(z.minLength(1), z.maxLength(LIMITS.sidesPerDocument)),
  fonts: z.array(FontRef).check(z.maxLength(LIMITS.fontsPerDocument)),
});

export type DesignSide = z.infer<typeof DesignSide>;
export type FontRef = z.infer<typeof FontRef>;
export type PictureValue = z.infer<typeof PictureValue>;
export type FieldValue = z.infer<typeof FieldValue>;
export type Row = z.infer<typeof Row>;
export type OptionValue = z.infer<typeof OptionValue>;
export type DesignDocument = Omit<z.infer<typeof DesignDocument>, 'sides'> & { sides: DesignSide[] };
