import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shapeLayer, textLayer } from './create.js';
import type { DesignDocument, GroupLayer } from './document.js';
import { applyEdit, type Edit, EditError, invertEdit } from './edits.js';
import { LIMITS } from './limits.js';
import { readDocument } from './read.js';
import { deepFreeze, designed, document, editFor, fullDocument, intent, template, withFreshIds } from './testing/arbitraries.js';
import { walkLayers } from './walk.js';

/** The document after the edit, or null when the edit was refused by name. */
function tryEdit(before: DesignDocument, edit: Edit): DesignDocument | null {
  try {
    return applyEdit(before, edit);
  } catch (error) {
    assert(error instanceof EditError, String(error));
    return null;
  }
}

test('any sequence of edits leaves valid documents, untouched inputs, and can be undone to the very start', () => {
  fc.assert(
    fc.property(document, fc.array(intent, { minLength: 1, maxLength: 8 }), (start, intents) => {
      let current = deepFreeze(start);
      const undo: Edit[] = [];
      for (const make of intents) {
        const edit = deepFreeze(editFor(current, make));
        const after = tryEdit(current, edit);
        if (!after) continue;
        assert.deepEqual(readDocument(after), after);
        undo.unshift(invertEdit(current, edit));
        assert.deepEqual(applyEdit(after, undo[0]!), current);
        current = deepFreeze(after);
      }
      assert.deepEqual(applyEdit(current, { type: 'batch', edits: undo }), start);
    }),
    { numRuns: 150 },
  );
});

test('redo after undo is the same document', () => {
  fc.assert(
    fc.property(document, intent, (start, make) => {
      const edit = editFor(start, make);
      const after = tryEdit(start, edit);
      if (!after) return;
      const inverse = invertEdit(start, edit);
      const redo = invertEdit(after, inverse);
      assert.deepEqual(applyEdit(applyEdit(after, inverse), redo), after);
    }),
    { numRuns: 100 },
  );
});

test('the inverse of a refused edit is refused too or changes nothing that it should not', () => {
  const start = designed(template(), textLayer({ id: 'a', font: 'fnt_a', text: 'A' }));
  for (const edit of [
    { type: 'remove-layer', side: 'front', layerId: 'b' },
    { type: 'remove-layer', side: 'back', layerId: 'a' },
    { type: 'update-layer', side: 'front', layerId: 'b', patch: { x: 1 } },
  ] as Edit[]) {
    assert.throws(() => applyEdit(start, edit), EditError);
    assert.throws(() => invertEdit(start, edit), EditError);
  }
});

const group = (id: string, ...layers: GroupLayer['layers']): GroupLayer => ({
  id,
  name: id,
  type: 'group',
  x: 0,
  y: 0,
  width: 10,
  height: 10,
  rotation: 0,
  opacity: 1,
  locked: false,
  hidden: false,
  layers,
});

test('finds layers inside groups and shares everything that did not change', () => {
  const before = designed(
    template(),
    group('outer', shapeLayer({ id: 's1' }), group('inner', shapeLayer({ id: 's2' }))),
    shapeLayer({ id: 's3' }),
  );
  const after = applyEdit(before, { type: 'update-layer', side: 'front', layerId: 's2', patch: { x: 7 } });
  const [outer, s3] = after.sides[0]!.layers as [GroupLayer, unknown];
  const [beforeOuter, beforeS3] = before.sides[0]!.layers as [GroupLayer, unknown];
  assert.equal((outer.layers[1] as GroupLayer).layers[0]!.x, 7);
  assert.equal(outer.layers[0], beforeOuter.layers[0]);
  assert.equal(s3, beforeS3);
  assert.equal(after.fonts, before.fonts);
});

test('moving keeps a layer among its siblings', () => {
  const before = designed(template(), group('g', shapeLayer({ id: 'a' }), shapeLayer({ id: 'b' }), shapeLayer({ id: 'c' })));
  const after = applyEdit(before, { type: 'move-layer', side: 'front', layerId: 'a', index: 2 });
  assert.deepEqual(
    (after.sides[0]!.layers[0] as GroupLayer).layers.map(({ id }) => id),
    ['b', 'c', 'a'],
  );
});

const refused: [string, Edit][] = [
  ['a number that is none', { type: 'update-layer', side: 'front', layerId: 'a', patch: { x: Number.NaN } }],
  ['a width of nothing', { type: 'update-layer', side: 'front', layerId: 'a', patch: { width: 0 } }],
  ['a place beyond the bounds', { type: 'update-layer', side: 'front', layerId: 'a', patch: { y: 10_001 } }],
  ['another id', { type: 'update-layer', side: 'front', layerId: 'a', patch: { id: 'b' } as never }],
  ['another type', { type: 'update-layer', side: 'front', layerId: 'a', patch: { type: 'image' } as never }],
  ['a field of another kind of layer', { type: 'update-layer', side: 'front', layerId: 'a', patch: { asset: 'ast_1' } }],
  ['taking a needed field away', { type: 'update-layer', side: 'front', layerId: 'a', patch: { runs: undefined } as never }],
  ['an index outside the siblings', { type: 'move-layer', side: 'front', layerId: 'a', index: 1 }],
  ['an id that is there already', { type: 'add-layer', side: 'front', layer: shapeLayer({ id: 'a' }) }],
  ['a parent that is no group', { type: 'add-layer', side: 'front', layer: shapeLayer({ id: 'b' }), parentId: 'a' }],
  ['the last side', { type: 'set-side', side: 'front', layers: null }],
  ['an option that reaches into prototypes', { type: 'set-option', option: '__proto__', value: 'x' }],
  ['text over the limit', { type: 'add-layer', side: 'front', layer: textLayer({ font: 'f', text: 'x'.repeat(LIMITS.textLength + 1) }) }],
];
for (const [what, edit] of refused) {
  test(`refuses ${what}`, () => {
    const before = deepFreeze(designed(template(), textLayer({ id: 'a', font: 'fnt_a', text: 'A' })));
    assert.throws(() => applyEdit(before, edit), EditError);
  });
}

test('refuses the layer after the last and the group too deep', () => {
  const full = fullDocument();
  assert.throws(() => applyEdit(full, { type: 'add-layer', side: 'front', layer: shapeLayer({}) }), isLimit);
  const deep = ['a', 'b', 'c', 'd', 'e'].reduceRight<GroupLayer>((inner, id) => group(id, inner), group('f'));
  assert.throws(() => applyEdit(designed(template()), { type: 'add-layer', side: 'front', layer: deep }), isLimit);
});

test('refuses the text and the paths that would make the document too large to save', () => {
  const texts = Array.from({ length: 10 }, (_, i) => textLayer({ id: `t${i}`, font: 'f', text: 'x'.repeat(LIMITS.textLength) }));
  const full = designed(template(), ...texts, textLayer({ id: 'last', font: 'f', text: '' }));
  const { runs } = textLayer({ font: 'f', text: 'y' });
  assert.throws(() => applyEdit(full, { type: 'update-layer', side: 'front', layerId: 'last', patch: { runs } }), isLimit);
  const d = `M0 0${'H1'.repeat(LIMITS.pathLength / 2 - 2)}`;
  const paths = Array.from({ length: LIMITS.pathsPerShape }, () => ({ d, fill: null }));
  assert.throws(() => applyEdit(designed(template()), { type: 'add-layer', side: 'front', layer: shapeLayer({ paths }) }), isLimit);
});

const anything = fc.oneof(
  fc.constantFrom(undefined, null, Number.NaN, '0.5', 'center', '#FFFFFF', 10n, new Date(0), { spot: '' }, { cmyk: [0, 0, 0] }),
  fc.constantFrom({ kind: 'arc' }, { kind: 'arc', radius: 5, more: 1 }, { kind: 'ellipse', radius: 3 }, { kind: 'path', d: 'L0 0' }, [
    null,
  ]),
  fc.constantFrom([{ text: 'x' }], [{ d: 'M0 0', fill: null, fillRule: 'x' }], [{ d: 'M0 0', fill: null, more: 1 }], [1, 2], [{ id: 'a' }]),
  fc.jsonValue(),
);
const FIELDS = [
  'id',
  'type',
  'layers',
  'x',
  'width',
  'opacity',
  'hidden',
  'runs',
  'align',
  'fit',
  'curve',
  'shadow',
  'asset',
  'crop',
  'mask',
  'clipart',
];
const field = fc.constantFrom(...FIELDS, 'name', 'viewBox', 'paths', 'lineHeight', '__proto__', 'more');
const set = (target: object, key: string, value: unknown): never =>
  Object.defineProperty({ ...target }, key, { value, enumerable: true, configurable: true, writable: true }) as never;

test('whatever an edit holds, the document after it can be read, or the edit is refused', () => {
  fc.assert(
    fc.property(document, field, anything, fc.nat(), (start, key, value, pick) => {
      const layers = start.sides.flatMap((side) => [...walkLayers(side.layers)].map(({ layer }) => ({ side: side.id, layer })));
      const { side, layer } = layers[pick % layers.length] ?? { side: start.sides[0]!.id, layer: shapeLayer({ id: 'none' }) };
      const odd = value as never;
      const edits: Edit[] = [
        { type: 'update-layer', side, layerId: layer.id, patch: set({}, key, value) },
        { type: 'add-layer', side, layer: set({ ...layer, id: 'another' }, key, value) },
        { type: 'add-layer', side, layer: shapeLayer({ id: 'another' }), index: odd },
        { type: 'set-option', option: 'odd', value: odd },
        { type: 'set-option', option: odd, value: 1 },
        { type: 'set-variant', variantId: odd },
        { type: 'set-fonts', fonts: odd },
        { type: 'set-side', side, layers: odd },
        { type: 'set-side', side: odd, layers: [] },
        { type: 'batch', edits: odd },
        { type: odd, edits: [] },
        odd,
      ];
      for (const edit of edits) {
        const after = tryEdit(start, edit);
        if (after) readDocument(after);
      }
    }),
    { numRuns: 300 },
  );
});

test('a batch is applied wholly or not at all', () => {
  const before = designed(template(), shapeLayer({ id: 'a' }));
  const edits: Edit[] = [
    { type: 'remove-layer', side: 'front', layerId: 'a' },
    { type: 'remove-layer', side: 'front', layerId: 'a' },
  ];
  assert.throws(() => applyEdit(before, { type: 'batch', edits }), EditError);
  assert.equal([...walkLayers(before.sides[0]!.layers)].length, 1);
});

test('an edit is plain JSON: it survives being sent', () => {
  fc.assert(
    fc.property(document, intent, (start, make) => {
      const edit = editFor(start, make);
      const sent = JSON.parse(JSON.stringify(edit)) as Edit;
      const after = tryEdit(start, edit);
      const usesUndefined = JSON.stringify(edit) !== JSON.stringify(edit, (_, value: unknown) => (value === undefined ? 'gone' : value));
      if (after && !usesUndefined) assert.deepEqual(tidy(applyEdit(start, sent)), tidy(after));
    }),
    { numRuns: 100 },
  );
});

/** JSON knows no -0. */
const tidy = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

function isLimit(error: unknown): boolean {
  return error instanceof EditError && error.code === 'limit-exceeded';
}

test('fresh ids in test data do not collide', () => {
  assert.notEqual(withFreshIds(shapeLayer({})).id, withFreshIds(shapeLayer({})).id);
});
