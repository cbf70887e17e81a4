import * as z from 'zod/mini';
import { DesignSide, OptionValue } from './document.js';
import { ID } from './limits.js';

const id = z.string().check(z.regex(ID));
const label = z.string().check(z.minLength(1), z.maxLength(120));
const mm = z.number().check(z.gte(-10_000), z.lte(10_000));
const positive = z.number().check(z.gt(0), z.lte(10_000));
const minor = z.int().check(z.gte(-100_000_000), z.lte(100_000_000));
const figure = z.number().check(z.gte(-1_000_000), z.lte(1_000_000));
const aliases = z.array(z.string().check(z.minLength(1), z.maxLength(60))).check(z.maxLength(40));

export const Process = z.enum(['print', 'engrave', 'emboss', 'embroider', 'foil', 'cut']);

/** A colour the process can make. With `spot`, layers may name it as `{ spot }`; `hex` is how it looks on screen. */
export const Swatch = z.strictObject({
  name: label,
  hex: z.string().check(z.regex(/^#[0-9a-f]{6}$/)),
  spot: z.optional(label),
});

/** A named place, in mm on the side, that words can point to ("clasp", "fermoir", "left sleeve"). */
export const Zone = z.strictObject({
  id,
  name: label,
  aliases,
  x: mm,
  y: mm,
  width: positive,
  height: positive,
});

/** Where the side lies on the product picture, in pixels of that picture; turned about the rectangle's centre. */
export const Mockup = z.strictObject({
  url: z.string().check(z.maxLength(500)),
  width: positive,
  height: positive,
  place: z.strictObject({ x: mm, y: mm, width: positive, height: positive, rotation: z.number() }),
  /** Other pictures by option value, e.g. the bracelet in rose gold. */
  variants: z.array(z.strictObject({ option: id, value: OptionValue, url: z.string().check(z.maxLength(500)) })),
});

export const TemplateSide = z.strictObject({
  id,
  name: label,
  /** Trim size in mm. */
  width: positive,
  height: positive,
  /** Outside the trim, and inside the trim edge, in mm. */
  bleed: z.number().check(z.gte(0), z.lte(50)),
  safe: z.number().check(z.gte(0), z.lte(100)),
  /** SVG path data in mm on the side; without it the whole trim is printable. */
  printArea: z.optional(z.string().check(z.maxLength(20_000))),
  process: Process,
  /** Empty: any colour. Otherwise only these. */
  palette: z.array(Swatch).check(z.maxLength(200)),
  minStroke: z.number().check(z.gte(0)),
  minTextHeight: z.number().check(z.gte(0)),
  requiredDpi: z.int().check(z.gte(1), z.lte(2400)),
  mockup: Mockup,
  zones: z.array(Zone).check(z.maxLength(50)),
});

/** Every listed option must have one of its values. */
export const Condition = z.array(z.strictObject({ option: id, in: z.array(OptionValue).check(z.minLength(1)) }));

const optionBase = { id, name: label, aliases, visibleWhen: z.optional(Condition) };

export const ChoiceOption = z.strictObject({
  ...optionBase,
  kind: z.literal('choice'),
  choices: z
    .array(z.strictObject({ id, name: label, aliases, swatch: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/))) }))
    .check(z.minLength(1), z.maxLength(100)),
  default: id,
});

export const NumberOption = z.strictObject({
  ...optionBase,
  kind: z.literal('number'),
  unit: z.enum(['mm', 'count']),
  min: figure,
  max: figure,
  step: z.number().check(z.gt(0)),
  default: z.number(),
});

export const ProductOption = z.discriminatedUnion('kind', [ChoiceOption, NumberOption]);

/** How a rule counts: once; per character of text beyond `free`; per layer (of `layerType`) beyond `free`; per side used beyond `free`; per unit of a number option beyond `free`. */
export const PriceRule = z.strictObject({
  id,
  label,
  when: z.optional(Condition),
  per: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('item') }),
    z.strictObject({ kind: z.literal('character'), free: z.int().check(z.gte(0)) }),
    z.strictObject({ kind: z.literal('layer'), layerType: z.optional(z.enum(['text', 'image', 'shape'])), free: z.int().check(z.gte(0)) }),
    z.strictObject({ kind: z.literal('side'), free: z.int().check(z.gte(0)) }),
    z.strictObject({ kind: z.literal('unit'), option: id, free: z.number().check(z.gte(0)) }),
  ]),
  /** Minor units of the template's currency for each count. */
  amount: minor,
});

/** A sellable combination: picked by `variantId` or matched by `options` (first match). `amount` is added to the base price. */
export const Variant = z.strictObject({ id, sku: label, name: label, options: z.record(id, OptionValue), amount: minor });

/** What the brand allows on a product, beside the shopper's document. Lengths in mm, money in minor units. */
export const ProductTemplate = z.strictObject({
  schemaVersion: z.literal(1),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  /** Price of one piece before rules, minor units. */
  basePrice: z.int().check(z.gte(0), z.lte(100_000_000)),
  /** Physical size of the product. */
  size: z.strictObject({ width: positive, height: positive, depth: positive }),
  sides: z.array(TemplateSide).check(z.minLength(1), z.maxLength(20)),
  options: z.array(ProductOption).check(z.maxLength(50)),
  variants: z.array(Variant).check(z.maxLength(500)),
  priceRules: z.array(PriceRule).check(z.maxLength(100)),
  /** Font ids a shopper may choose; the first is the default. */
  fonts: z.array(id).check(z.minLength(1), z.maxLength(100)),
  /** Layers that a new design starts with. */
  start: z.array(DesignSide).check(z.maxLength(20)),
  /** Ids of start layers that must not stay empty. */
  required: z.array(id).check(z.maxLength(50)),
});

export type Process = z.infer<typeof Process>;
export type Swatch = z.infer<typeof Swatch>;
export type Zone = z.infer<typeof Zone>;
export type Mockup = z.infer<typeof Mockup>;
export type TemplateSide = z.infer<typeof TemplateSide>;
export type Condition = z.infer<typeof Condition>;
export type ProductOption = z.infer<typeof ProductOption>;
export type PriceRule = z.infer<typeof PriceRule>;
export type Variant = z.infer<typeof Variant>;
export type ProductTemplate = Omit<z.infer<typeof ProductTemplate>, 'start'> & { start: DesignSide[] };
