import * as z from 'zod/mini';
import { DesignSide, OptionValue } from './document.js';
import { ID, LIMITS, VARIABLE } from './limits.js';

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

/** Every listed option must have one of its values. */
export const Condition = z.array(z.strictObject({ option: id, in: z.array(OptionValue).check(z.minLength(1)) }));

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
  /** Instead of `palette` while the condition is met; the first that is. */
  palettes: z.optional(
    z.array(z.strictObject({ when: Condition, palette: z.array(Swatch).check(z.maxLength(200)) })).check(z.maxLength(20)),
  ),
  minStroke: z.number().check(z.gte(0)),
  minTextHeight: z.number().check(z.gte(0)),
  requiredDpi: z.int().check(z.gte(1), z.lte(2400)),
  mockup: Mockup,
  zones: z.array(Zone).check(z.maxLength(50)),
});

const optionBase = { id, name: label, aliases, visibleWhen: z.optional(Condition) };

export const ChoiceOption = z.strictObject({
  ...optionBase,
  kind: z.literal('choice'),
  choices: z
    .array(
      z.strictObject({
        id,
        name: label,
        aliases,
        swatch: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/))),
        /** Not to be chosen otherwise; `reason` says why, e.g. "Only in gold". */
        availableWhen: z.optional(Condition),
        reason: z.optional(label),
      }),
    )
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
    z.strictObject({
      kind: z.literal('layer'),
      layerType: z.optional(z.enum(['text', 'image', 'shape', 'code'])),
      free: z.int().check(z.gte(0)),
    }),
    z.strictObject({ kind: z.literal('side'), free: z.int().check(z.gte(0)) }),
    z.strictObject({ kind: z.literal('unit'), option: id, free: z.number().check(z.gte(0)) }),
  ]),
  /** Minor units of the template's currency for each count. */
  amount: minor,
});

/** A sellable combination: picked by `variantId` or matched by `options` (first match). `amount` is added to the base price. */
export const Variant = z.strictObject({ id, sku: label, name: label, options: z.record(id, OptionValue), amount: minor });

const variable = z.string().check(z.regex(VARIABLE));
const words = z.string().check(z.maxLength(LIMITS.valueLength));
const variableBase = { name: variable, label, help: z.optional(z.string().check(z.maxLength(200))), required: z.boolean() };

/** A text that the shopper writes. Lengths in characters as a reader counts them. */
export const TextVariable = z.strictObject({
  ...variableBase,
  kind: z.literal('text'),
  minLength: z.optional(z.int().check(z.gte(0), z.lte(LIMITS.valueLength))),
  maxLength: z.int().check(z.gte(1), z.lte(LIMITS.valueLength)),
  /** Lines that may be written; default 1. */
  lines: z.optional(z.int().check(z.gte(1), z.lte(20))),
  characters: z.optional(z.enum(['any', 'letters', 'digits', 'letters-digits'])),
  /** Shown until something is written, in the field and on the product; never made. */
  placeholder: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
  default: z.optional(words),
});

/** One of several. `text` is what `{{name}}` becomes; default: the choice's own name. */
export const ChoiceVariable = z.strictObject({
  ...variableBase,
  kind: z.literal('choice'),
  choices: z.array(z.strictObject({ id, name: label, text: z.optional(words) })).check(z.minLength(1), z.maxLength(100)),
  default: z.optional(id),
});

/** One of several colours, by name. */
export const ColourVariable = z.strictObject({
  ...variableBase,
  kind: z.literal('colour'),
  colours: z.array(Swatch).check(z.minLength(1), z.maxLength(100)),
  default: z.optional(label),
});

/** A picture of the shopper's. */
export const PictureVariable = z.strictObject({ ...variableBase, kind: z.literal('picture') });

/** What the shopper fills in: `{{name}}` in a text, or a layer's colour or picture by its rule. */
export const Variable = z.discriminatedUnion('kind', [TextVariable, ChoiceVariable, ColourVariable, PictureVariable]);

/** What may be changed of a layer: its words, font, letters' size, colours, other looks, picture, place, frame, turn, whether it is shown or there at all. */
export const Permission = z.enum([
  'text',
  'font',
  'size',
  'colour',
  'style',
  'picture',
  'position',
  'frame',
  'rotation',
  'visibility',
  'removal',
]);

/** Rules of a start layer that is not simply free or locked. Whatever `may` does not list stays as the brand drew it. */
export const LayerRule = z.strictObject({
  layer: id,
  may: z.array(Permission),
  /** Variable whose colour all of the layer takes. */
  colour: z.optional(variable),
  /** Variable whose picture the image layer shows; without a picture the layer is left out. */
  picture: z.optional(variable),
});

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
  variables: z.optional(z.array(Variable).check(z.maxLength(LIMITS.valuesPerDocument))),
  layerRules: z.optional(z.array(LayerRule).check(z.maxLength(LIMITS.layersPerDocument))),
  /** `form`: the shopper fills the variables' fields in and sees the result; default: the whole editor. */
  mode: z.optional(z.enum(['editor', 'form'])),
  /** The shopper may make a team list: the design once for each row, with names and numbers of its own. */
  team: z.optional(z.boolean()),
});

export type Process = z.infer<typeof Process>;
export type Swatch = z.infer<typeof Swatch>;
export type Zone = z.infer<typeof Zone>;
export type Mockup = z.infer<typeof Mockup>;
export type TemplateSide = z.infer<typeof TemplateSide>;
export type Condition = z.infer<typeof Condition>;
export type Variable = z.infer<typeof Variable>;
export type TextVariable = z.infer<typeof TextVariable>;
export type Permission = z.infer<typeof Permission>;
export type LayerRule = z.infer<typeof LayerRule>;
export type ProductOption = z.infer<typeof ProductOption>;
export type PriceRule = z.infer<typeof PriceRule>;
export type Variant = z.infer<typeof Variant>;
export type ProductTemplate = Omit<z.infer<typeof ProductTemplate>, 'start'> & { start: DesignSide[] };
