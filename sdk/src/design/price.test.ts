import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { imageLayer, shapeLayer, textLayer } from './create.js';
import type { DesignDocument, Layer, OptionValue } from './document.js';
import { priceDesign } from './price.js';
import type { PriceRule, ProductTemplate } from './template.js';
import { deepFreeze, designed, document, template } from './testing/arbitraries.js';

const options: ProductTemplate['options'] = [
  {
    kind: 'choice',
    id: 'metal',
    name: 'Metal',
    aliases: [],
    default: 'silver',
    choices: [
      { id: 'silver', name: 'Silver', aliases: [] },
      { id: 'gold', name: 'Gold', aliases: [] },
    ],
  },
  {
    kind: 'number',
    id: 'depth',
    name: 'Depth',
    aliases: [],
    unit: 'mm',
    min: 0.2,
    max: 1,
    step: 0.1,
    default: 0.3,
    visibleWhen: [{ option: 'metal', in: ['gold'] }],
  },
];

const rule = (per: PriceRule['per'], amount: number, when?: PriceRule['when']): PriceRule => ({
  id: per.kind,
  label: per.kind,
  per,
  amount,
  ...(when && { when }),
});
const withRules = (...priceRules: PriceRule[]): ProductTemplate => template({ options, priceRules });
const choose = (document: DesignDocument, values: Record<string, OptionValue>): DesignDocument => ({
  ...document,
  options: { ...document.options, ...values },
});
const text = (words: string, more: { hidden?: boolean } = {}): Layer => textLayer({ font: 'fnt_a', text: words, ...more });

test('a plain product costs its base price', () => {
  assert.deepEqual(priceDesign(designed(template()), template()), {
    currency: 'EUR',
    quantity: 1,
    lines: [{ id: 'base', label: 'Base price', count: 1, unitAmount: 2_000, amount: 2_000 }],
    unitAmount: 2_000,
    total: 2_000,
  });
});

test('characters count as readers count them, spaces and hidden layers left out', () => {
  const of = withRules(rule({ kind: 'character', free: 2 }, 100));
  const design = designed(of, text('Zoé \u200b 👩‍👩‍👧 e\u0301'), text('hidden', { hidden: true }), text('\u200b\ufeff'));
  assert.equal(priceDesign(design, of).lines[1]?.count, 5 - 2);
});

test('layers count by kind, inside groups too', () => {
  const of = withRules(rule({ kind: 'layer', layerType: 'shape', free: 1 }, 400));
  const group = { ...shapeLayer({ id: 'g' }), type: 'group', layers: [shapeLayer({}), shapeLayer({})] } as unknown as Layer;
  const hidden = { ...group, id: 'h', hidden: true, layers: [shapeLayer({})] } as Layer;
  const design = designed(of, shapeLayer({}), group, hidden, imageLayer({ asset: 'ast_1' }), text('no'));
  assert.equal(priceDesign(design, of).lines[1]?.amount, 2 * 400);
});

test('sides count when something is made on them', () => {
  const two = withRules(rule({ kind: 'side', free: 1 }, 800));
  const front = two.sides[0]!;
  const of = { ...two, sides: [front, { ...front, id: 'back' }] };
  const design = designed(of, text('A'));
  assert.equal(priceDesign(design, of).total, 2_000);
  const back = { id: 'back', layers: [text('  '), text('B', { hidden: true })] };
  assert.equal(priceDesign({ ...design, sides: [design.sides[0]!, back] }, of).total, 2_000);
  assert.equal(priceDesign({ ...design, sides: [design.sides[0]!, { id: 'back', layers: [text('B')] }] }, of).total, 2_800);
});

test('units of a number option cost beyond the free ones, without binary dust', () => {
  const of = withRules(rule({ kind: 'unit', option: 'depth', free: 0.3 }, 1_000));
  const quote = priceDesign(choose(designed(of), { metal: 'gold', depth: 0.6 }), of);
  assert.deepEqual(quote.lines[1], { id: 'unit', label: 'unit', count: 0.3, unitAmount: 1_000, amount: 300 });
});

test('an option that is not shown costs nothing', () => {
  const of = withRules(rule({ kind: 'unit', option: 'depth', free: 0 }, 1_000));
  assert.equal(priceDesign(choose(designed(of), { depth: 1 }), of).total, 2_000);
});

test('conditions look at chosen options and at defaults', () => {
  const of = withRules(rule({ kind: 'item' }, 500, [{ option: 'metal', in: ['silver'] }]));
  assert.equal(priceDesign(designed(of), of).total, 2_500);
  assert.equal(priceDesign({ ...designed(of), options: {} }, of).total, 2_500);
  assert.equal(priceDesign(choose(designed(of), { metal: 'gold' }), of).total, 2_000);
});

test('options that depend on each other in a circle are simply not there', () => {
  const circle: ProductTemplate['options'] = ['a', 'b'].map((id, index) => ({
    ...(options[0] as ProductTemplate['options'][number]),
    id,
    visibleWhen: [{ option: index ? 'a' : 'b', in: ['silver'] }],
  }));
  const of = template({ options: circle, priceRules: [rule({ kind: 'item' }, 500, [{ option: 'a', in: ['silver'] }])] });
  assert.equal(priceDesign(designed(of), of).total, 2_000);
});

test('a variant is found by id or by options and adds its amount', () => {
  const variants = [{ id: 'v_gold', sku: 'G', name: 'Gold', options: { metal: 'gold' }, amount: 7_000 }];
  const of = template({ options, variants });
  assert.equal(priceDesign(designed(of), of).total, 2_000);
  assert.equal(priceDesign(choose(designed(of), { metal: 'gold' }), of).total, 9_000);
  assert.equal(priceDesign({ ...designed(of), variantId: 'v_gold' }, of).total, 9_000);
});

test('a discount ends at nothing, and the lines still add up', () => {
  const of = withRules(rule({ kind: 'item' }, -5_000));
  const quote = priceDesign(designed(of), of, 3);
  assert.equal(quote.total, 0);
  assert.equal(
    quote.lines.reduce((sum, { amount }) => sum + amount, 0),
    0,
  );
});

test('refuses to price less than one piece', () => {
  for (const quantity of [0, -1, 1.5, Number.NaN]) assert.throws(() => priceDesign(designed(template()), template(), quantity), RangeError);
});

test('every quote is whole cents, adds up, and costs n times one piece', () => {
  const of = withRules(
    rule({ kind: 'character', free: 3 }, 33),
    rule({ kind: 'layer', free: 1 }, -17),
    rule({ kind: 'unit', option: 'depth', free: 0 }, 333),
    rule({ kind: 'side', free: 0 }, 5),
  );
  fc.assert(
    fc.property(document, fc.double({ min: 0.2, max: 1, noNaN: true }), fc.integer({ min: 1, max: 1_000 }), (design, depth, quantity) => {
      const quote = priceDesign(deepFreeze(choose(design, { metal: 'gold', depth })), of, quantity);
      for (const { amount, unitAmount } of quote.lines) assert(Number.isSafeInteger(amount) && Number.isSafeInteger(unitAmount));
      assert.equal(
        quote.lines.reduce((sum, { amount }) => sum + amount, 0),
        quote.total,
      );
      assert.equal(quote.unitAmount * quantity, quote.total);
      assert(quote.total >= 0);
    }),
    { numRuns: 100 },
  );
});
