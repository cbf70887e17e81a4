import fc from 'fast-check';
import { createDocument, textLayer } from '../create.js';
import type { CodeLayer, Curve, DesignDocument, ImageLayer, Layer, Paint, ShapeLayer, TextLayer, TextRun, Tone } from '../document.js';
import type { Edit, LayerPatch } from '../edits.js';
import { LIMITS } from '../limits.js';
import type { ProductTemplate } from '../template.js';
import { walkLayers } from '../walk.js';

/** Records with the usual prototype, as JSON gives them. */
const record = <T, K extends keyof T = keyof T>(model: { [P in keyof T]: fc.Arbitrary<T[P]> }, options: { requiredKeys?: K[] } = {}) =>
  fc.record<T, K>(model, { noNullPrototype: true, ...options } as never);

const within = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const above0 = (max: number): fc.Arbitrary<number> => fc.double({ min: 1e-6, max, noNaN: true });
const name = fc.string({ maxLength: 20, unit: 'grapheme' });
const idText = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/).filter((id) => id !== '__proto__' && id !== 'constructor' && id !== 'prototype');

export const paint: fc.Arbitrary<Paint> = fc.oneof(
  fc.stringMatching(/^#[0-9a-f]{6}$/),
  record({ spot: fc.string({ minLength: 1, maxLength: 10 }) }),
  record({ cmyk: fc.tuple(within(0, 1), within(0, 1), within(0, 1), within(0, 1)) }),
);
const stroke = record({ width: above0(50), paint });

const frame = {
  id: fc.constant('x'),
  name,
  x: within(-10_000, 10_000),
  y: within(-10_000, 10_000),
  width: above0(10_000),
  height: above0(10_000),
  rotation: within(-360, 360),
  opacity: within(0, 1),
  locked: fc.boolean(),
  hidden: fc.boolean(),
};

const run: fc.Arbitrary<TextRun> = record(
  {
    text: fc.string({ maxLength: 30, unit: 'grapheme' }),
    font: idText,
    size: above0(1_000),
    fill: paint,
    outline: stroke,
    tracking: within(-0.5, 5),
  },
  { requiredKeys: ['text', 'font', 'size', 'fill', 'tracking'] },
);

const curve: fc.Arbitrary<Curve> = fc.oneof(
  record({ kind: fc.constant('arc' as const), radius: fc.oneof(within(1, 10_000), within(-10_000, -1)) }),
  record({ kind: fc.constant('wave' as const), amplitude: within(-1_000, 1_000), length: within(1, 10_000) }),
  record({ kind: fc.constant('path' as const), d: fc.constantFrom('M0 1Q.5 0 1 1', 'M.5 0A.5.5 0 1 1 .5 1 .5.5 0 0 1 .5 0z', 'M0 0') }),
);

export const text: fc.Arbitrary<TextLayer> = record(
  {
    ...frame,
    type: fc.constant('text' as const),
    runs: fc.array(run, { minLength: 1, maxLength: 4 }),
    align: fc.constantFrom('start' as const, 'center' as const, 'end' as const),
    verticalAlign: fc.constantFrom('top' as const, 'middle' as const, 'bottom' as const),
    lineHeight: within(0.5, 5),
    fit: fc.constantFrom('none' as const, 'shrink' as const, 'wrap' as const),
    case: fc.constantFrom('none' as const, 'upper' as const, 'lower' as const),
    direction: fc.constantFrom('auto' as const, 'ltr' as const, 'rtl' as const),
    curve,
    shadow: record({ x: within(-100, 100), y: within(-100, 100), paint }),
    placeholder: fc.string({ maxLength: 20, unit: 'grapheme' }),
  },
  {
    requiredKeys: [
      'id',
      ...Object.keys(frame),
      'type',
      'runs',
      'align',
      'verticalAlign',
      'lineHeight',
      'fit',
      'case',
      'direction',
    ] as never,
  },
) as fc.Arbitrary<TextLayer>;

const crop = fc
  .tuple(within(0, 0.9), within(0, 0.9))
  .chain(([x, y]) => record({ x: fc.constant(x), y: fc.constant(y), width: within(1e-6, 1 - x), height: within(1e-6, 1 - y) }));

const rgb = fc.stringMatching(/^#[0-9a-f]{6}$/);
const tone: fc.Arbitrary<Tone> = fc.oneof(
  record({ kind: fc.constant('greyscale' as const) }),
  record(
    { kind: fc.constant('threshold' as const), level: within(0, 1), dark: rgb, light: rgb },
    { requiredKeys: ['kind', 'level', 'dark'] },
  ) as fc.Arbitrary<Tone>,
  record({ kind: fc.constant('duotone' as const), dark: rgb, light: rgb }),
);

export const image: fc.Arbitrary<ImageLayer> = record(
  {
    ...frame,
    type: fc.constant('image' as const),
    asset: idText,
    crop,
    mask: fc.oneof(
      record({ kind: fc.constant('ellipse' as const) }),
      record({ kind: fc.constant('rounded' as const), radius: within(0, 1_000) }),
      record({ kind: fc.constant('path' as const), d: fc.constant('M0 0L1 0L.5 1Z') }),
    ),
    flip: record({ horizontal: fc.boolean(), vertical: fc.boolean() }),
    adjustments: record(
      { brightness: within(-1, 1), contrast: within(-1, 1), saturation: within(-1, 1), tone },
      { requiredKeys: ['brightness', 'contrast', 'saturation'] },
    ),
  },
  { requiredKeys: [...Object.keys(frame), 'type', 'asset', 'crop'] as never },
) as fc.Arbitrary<ImageLayer>;

export const shape: fc.Arbitrary<ShapeLayer> = record(
  {
    ...frame,
    type: fc.constant('shape' as const),
    clipart: idText,
    figure: fc.oneof(
      record({ kind: fc.constant('rectangle' as const), radius: within(0, 1_000) }),
      record({ kind: fc.constant('polygon' as const), points: fc.integer({ min: 3, max: 60 }) }),
      record({ kind: fc.constant('star' as const), points: fc.integer({ min: 3, max: 60 }), inner: within(0.05, 0.95) }),
    ),
    viewBox: fc.tuple(above0(10_000), above0(10_000)),
    paths: fc.array(
      record({ d: fc.constant('M0 0C1 2 3 4 5 6Z'), fill: fc.oneof(paint, fc.constant(null)), stroke }, { requiredKeys: ['d', 'fill'] }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  },
  { requiredKeys: [...Object.keys(frame), 'type', 'viewBox', 'paths'] as never },
) as fc.Arbitrary<ShapeLayer>;

export const code: fc.Arbitrary<CodeLayer> = record(
  {
    ...frame,
    type: fc.constant('code' as const),
    symbology: fc.constantFrom('qr' as const, 'code128' as const, 'ean13' as const),
    data: fc.oneof(fc.string({ maxLength: 30, unit: 'grapheme' }), fc.constantFrom('', '4006381333931', 'https://luneo.example/')),
    fill: paint,
    background: paint,
    correction: fc.constantFrom('L' as const, 'M' as const, 'Q' as const, 'H' as const),
  },
  { requiredKeys: [...Object.keys(frame), 'type', 'symbology', 'data', 'fill'] as never },
) as fc.Arbitrary<CodeLayer>;

const leaf = fc.oneof(text, image, shape, code);

/** Layers with groups up to `depth` deep; ids are not unique yet. */
const layerOf = (depth: number): fc.Arbitrary<Layer> =>
  depth === 0
    ? leaf
    : fc.oneof(
        { weight: 3, arbitrary: leaf as fc.Arbitrary<Layer> },
        {
          weight: 1,
          arbitrary: record({
            ...frame,
            type: fc.constant('group' as const),
            layers: fc.array(layerOf(depth - 1), { maxLength: 4 }),
          }) as fc.Arbitrary<Layer>,
        },
      );

export const layer = layerOf(2);

let counter = 0;
/** Fresh ids for a layer and everything in it. */
export function withFreshIds(each: Layer): Layer {
  counter += 1;
  const id = `l_${counter}`;
  return each.type === 'group' ? { ...each, id, layers: each.layers.map(withFreshIds) } : { ...each, id };
}

export const document: fc.Arbitrary<DesignDocument> = fc
  .record(
    {
      schemaVersion: fc.constant(1 as const),
      productId: idText,
      variantId: idText,
      options: fc.dictionary(idText, fc.oneof(fc.string({ maxLength: 20 }), within(-1e6, 1e6), fc.boolean()), {
        maxKeys: 5,
        noNullPrototype: true,
      }),
      sides: fc
        .uniqueArray(idText, { minLength: 1, maxLength: 3 })
        .chain((ids) => fc.tuple(...ids.map((id) => record({ id: fc.constant(id), layers: fc.array(layerOf(3), { maxLength: 5 }) })))),
      fonts: fc.array(record({ id: idText, hash: fc.stringMatching(/^[0-9a-f]{64}$/) }), { maxLength: 3 }),
    },
    { requiredKeys: ['schemaVersion', 'productId', 'options', 'sides', 'fonts'] },
  )
  .map((each) => ({ ...each, sides: each.sides.map((side) => ({ ...side, layers: side.layers.map(withFreshIds) })) }) as DesignDocument);

/** What sliders and colour fields may hand over by mistake. */
const wild = fc.oneof(fc.double(), within(-2, 2), fc.constantFrom(0, 1, 5, 50, 1_000, 10_000));
const wildPaint: fc.Arbitrary<Paint> = fc.oneof(
  paint,
  fc.constantFrom('#FFF', 'red', '#ABCDEF'),
  record({ cmyk: fc.tuple(wild, wild, wild, wild) }),
);

const patch: fc.Arbitrary<LayerPatch> = fc.oneof(
  record({ x: frame.x, y: frame.y }),
  record({ width: frame.width, height: frame.height, rotation: frame.rotation }),
  record({ name, opacity: frame.opacity, locked: fc.boolean(), hidden: fc.boolean() }),
  record({ runs: fc.array(run, { minLength: 1, maxLength: 3 }), curve: fc.constant(undefined) }),
  record({ mask: fc.constantFrom(undefined, { kind: 'ellipse' as const }), crop }),
  record({ clipart: fc.oneof(idText, fc.constant(undefined)) }),
  record({ x: fc.constantFrom(Number.NaN, Infinity, 1e9), width: fc.constantFrom(-1, 0, 5) }),
  record({ lineHeight: wild, align: fc.constant('end' as const) }),
  record({ curve: record({ kind: fc.constant('arc' as const), radius: wild }) }),
  record({ curve: record({ kind: fc.constant('wave' as const), amplitude: wild, length: wild }) }),
  record({ curve: record({ kind: fc.constant('path' as const), d: fc.constantFrom('', 'M0 0L1 1', 'L1 1', 'M0 0<script>') }) }),
  record({ shadow: fc.oneof(fc.constant(undefined), record({ x: wild, y: wild, paint: wildPaint })) }),
  record({ runs: fc.array(record({ text: name, font: idText, size: wild, fill: wildPaint, tracking: wild }), { maxLength: 2 }) }),
  record({ crop: record({ x: wild, y: wild, width: wild, height: wild }) }),
  record({ mask: record({ kind: fc.constant('rounded' as const), radius: wild }) }),
  record({ viewBox: fc.tuple(wild, wild) }),
  record({ figure: fc.oneof(fc.constant(undefined), record({ kind: fc.constant('star' as const), points: wild, inner: wild })) }),
  record({
    paths: fc.array(
      record({ d: fc.constantFrom('M0 0', 'L1 1', 'url(#a)'), fill: wildPaint, stroke: record({ width: wild, paint: wildPaint }) }),
      { maxLength: 2 },
    ),
  }),
  record({ symbology: fc.constantFrom('qr' as const, 'ean13' as const, 'aztec' as never), data: name }),
  record({ background: fc.oneof(fc.constant(undefined), wildPaint), correction: fc.constantFrom(undefined, 'H' as const, 'X' as never) }),
  fc.constant({ id: 'stolen' } as LayerPatch),
  fc.constant({ wings: 2 } as LayerPatch),
);

/** An edit before it is known which document it meets: `pick` and `other` choose among what is there. */
export interface Intent {
  kind: number;
  pick: number;
  other: number;
  patch: LayerPatch;
  layer: Layer;
  option: string;
  value: boolean | string | null;
}

export const intent: fc.Arbitrary<Intent> = record({
  kind: fc.nat(11),
  pick: fc.nat(100),
  other: fc.nat(100),
  patch,
  layer: layerOf(2),
  option: idText,
  value: fc.oneof(fc.constant(null), fc.boolean(), fc.string({ maxLength: 9 })),
});

export function editFor(document: DesignDocument, { kind, pick, other, ...parts }: Intent): Edit {
  const side = document.sides[pick % document.sides.length]!;
  const places = [...walkLayers(side.layers)];
  const place = places[other % Math.max(1, places.length)];
  const layerId = place?.layer.id ?? 'none';
  const group = places.find((each) => each.layer.type === 'group')?.layer.id;
  const edits: Edit[] = [
    { type: 'add-layer', side: side.id, layer: withFreshIds(parts.layer) },
    { type: 'add-layer', side: side.id, layer: withFreshIds(parts.layer), index: pick % 3, ...(group && { parentId: group }) },
    { type: 'remove-layer', side: side.id, layerId },
    { type: 'update-layer', side: side.id, layerId, patch: parts.patch },
    { type: 'move-layer', side: side.id, layerId, index: pick % Math.max(1, place?.siblings.length ?? 1) },
    { type: 'set-option', option: parts.option, value: parts.value },
    { type: 'set-variant', variantId: typeof parts.value === 'string' ? parts.option : null },
    { type: 'set-side', side: pick % 2 ? side.id : parts.option, layers: other % 3 ? [withFreshIds(parts.layer)] : null },
    { type: 'set-fonts', fonts: [{ id: parts.option, hash: 'a'.repeat(64) }] },
    { type: 'set-value', name: parts.option, value: typeof parts.value === 'boolean' ? 'yes' : parts.value },
    { type: 'set-rows', rows: pick % 4 ? [{ id: parts.option, quantity: 1 + (pick % 9), values: { name: 'Ana' } }] : [] },
  ];
  if (kind < edits.length) return edits[kind]!;
  return { type: 'batch', edits: [edits[3]!, edits[5]!, edits[0]!, edits[8]!] };
}

/** Freezes everything, so that a write to the input throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    for (const part of Object.values(Object.freeze(value))) deepFreeze(part);
  return value;
}

/** A small product: a printed card of 100 × 50 mm with every kind of option; change what a test is about. */
export function template(
  change: Partial<ProductTemplate> = {},
  sideChange: Partial<ProductTemplate['sides'][number]> = {},
): ProductTemplate {
  return {
    schemaVersion: 1,
    currency: 'EUR',
    basePrice: 2_000,
    size: { width: 100, height: 50, depth: 1 },
    sides: [
      {
        id: 'front',
        name: 'Front',
        width: 100,
        height: 50,
        bleed: 3,
        safe: 5,
        process: 'print',
        palette: [],
        minStroke: 0.1,
        minTextHeight: 2,
        requiredDpi: 300,
        mockup: {
          url: '/media/card.png',
          width: 1000,
          height: 500,
          place: { x: 0, y: 0, width: 1000, height: 500, rotation: 0 },
          variants: [],
        },
        zones: [],
        ...sideChange,
      },
    ],
    options: [],
    variants: [],
    priceRules: [],
    fonts: ['fnt_a', 'fnt_b'],
    start: [],
    required: [],
    ...change,
  };
}

/** A new document of that product with these layers on its front. */
export function designed(of: ProductTemplate, ...layers: Layer[]): DesignDocument {
  const empty = createDocument('prd_card', of, [{ id: 'fnt_a', hash: 'a'.repeat(64) }]);
  return { ...empty, sides: empty.sides.map((side, index) => (index === 0 ? { ...side, layers } : side)) };
}

/** The largest number of layers, on one side. */
export function fullDocument(count: number = LIMITS.layersPerDocument): DesignDocument {
  return designed(
    template(),
    ...Array.from({ length: count }, (_, index) => textLayer({ id: `l_${index}`, font: 'fnt_a', text: `No ${index}` })),
  );
}
