import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DesignDocument, Layer } from '@luneo/sdk/design/document.js';
import { mergeChanges } from './merge.js';
import { sameJson } from './same-json.js';
import { sampleText } from './testing/product.js';

const text = (id: string, said = id): Layer => sampleText({ id }, said);
function design(layers: Layer[], options: DesignDocument['options'] = {}): DesignDocument {
  return { schemaVersion: 1, productId: 'prd_plate', options, sides: [{ id: 'front', layers }], fonts: [] };
}
const ids = (document: DesignDocument): string[] => document.sides[0]!.layers.map((layer) => layer.id);

test('adds what the prompt added and keeps what the shopper did meanwhile', () => {
  const base = design([text('a')]);
  const mine = design([text('a', 'edited'), text('own')]);
  const merged = mergeChanges(base, mine, design([text('a'), text('new')]));
  assert.deepEqual(ids(merged), ['a', 'new', 'own']);
  assert.equal(merged.sides[0]!.layers[0], mine.sides[0]!.layers[0]);
});

test('layers that the prompt changed or removed win', () => {
  const base = design([text('a'), text('b'), text('c')]);
  const merged = mergeChanges(
    base,
    design([text('a', 'mine'), text('b', 'mine'), text('c', 'mine')]),
    design([text('a', 'theirs'), text('c')]),
  );
  assert.deepEqual(ids(merged), ['a', 'c']);
  assert.equal(merged.sides[0]!.layers[0]!.name, 'theirs');
  assert.equal(merged.sides[0]!.layers[1]!.name, 'mine');
});

test('a layer that the shopper removed meanwhile stays away unless the prompt changed it', () => {
  const base = design([text('a'), text('b')]);
  assert.deepEqual(ids(mergeChanges(base, design([]), design([text('a'), text('b', 'changed')]))), ['b']);
});

test('option values of the prompt win, others stay', () => {
  const base = design([], { metal: 'silver', size: 'm', depth: 0.3 });
  const merged = mergeChanges(
    base,
    design([], { metal: 'silver', size: 'l', depth: 0.3 }),
    design([], { metal: 'gold', size: 'm', depth: 0.6 }),
  );
  assert.deepEqual(merged.options, { metal: 'gold', size: 'l', depth: 0.6 });
});

test('takes the order of the prompt only where the prompt changed it', () => {
  const base = design([text('a'), text('b')]);
  const mine = design([text('b'), text('a'), text('own')]);
  assert.deepEqual(ids(mergeChanges(base, mine, design([text('a'), text('b'), text('new')]))), ['b', 'new', 'a', 'own']);
  assert.deepEqual(ids(mergeChanges(base, design([text('a'), text('own'), text('b')]), design([text('b'), text('a')]))), ['b', 'a', 'own']);
});

test('nothing changed is the same document object', () => {
  const mine = design([text('a')]);
  assert.equal(mergeChanges(design([text('a')]), mine, design([text('a')])), mine);
});

test('JSON is compared whatever the order of keys, and absent equals undefined', () => {
  assert.ok(sameJson({ a: 1, b: [{ c: 2, d: undefined }] }, { b: [{ c: 2 }], a: 1 }));
  assert.ok(!sameJson([1, 2], [2, 1]));
  assert.ok(!sameJson({}, []));
});
