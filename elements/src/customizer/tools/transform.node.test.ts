import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ImageLayer, Layer } from '@luneo/sdk/design/document.js';
import { sampleText } from '../testing/product.js';
import { anchorOf, motionPatches, placeOf, pullEdge, scaleFor, STILL } from './transform.js';

const apply = (layer: Layer, patch: object): Layer => ({ ...layer, ...patch }) as Layer;
const near = (a: number, b: number, slack = 0.003): void => assert.ok(Math.abs(a - b) <= slack, `${a} is not ${b}`);
const text = sampleText({ id: 't', rotation: 30 });
const image: ImageLayer = {
  ...sampleText({ id: 'i' }),
  type: 'image',
  asset: 'ast_1',
  crop: { x: 0.1, y: 0, width: 0.5, height: 1 },
} as unknown as ImageLayer;

test('a corner pulled to twice the distance doubles the text and keeps the opposite corner', () => {
  const anchor = anchorOf(text, 'se');
  const corner = placeOf(text, [1, 1]);
  const pointer = { x: anchor.x + 2 * (corner.x - anchor.x), y: anchor.y + 2 * (corner.y - anchor.y) };
  const scale = scaleFor(text, 'se', pointer);
  near(scale, 2);
  const [[, patch]] = motionPatches(text, { ...STILL, pivot: anchor, scale }) as [[string, object]];
  const scaled = apply(text, patch);
  assert.ok(scaled.type === 'text');
  near(scaled.runs[0]!.size, 16);
  near(scaled.width, 80);
  near(placeOf(scaled, [0, 0]).x, anchor.x);
  near(placeOf(scaled, [0, 0]).y, anchor.y);
});

test('turning about the centre keeps the centre', () => {
  const pivot = placeOf(text, [0.5, 0.5]);
  const [[, patch]] = motionPatches(text, { ...STILL, pivot, turn: 170 }) as [[string, object]];
  const turned = apply(text, patch);
  assert.equal(turned.rotation, -160);
  near(placeOf(turned, [0.5, 0.5]).x, pivot.x);
});

test('a pulled edge leaves the opposite edge where it was, at any rotation', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -180, max: 180 }),
      fc.constantFrom('n', 'e', 's', 'w'),
      fc.double({ min: -20, max: 20, noNaN: true }),
      (rotation, edge, by) => {
        const layer = sampleText({ id: 't', rotation });
        const from = anchorOf(layer, ({ n: 's', s: 'n', e: 'w', w: 'e' } as const)[edge]);
        const pulled = apply(layer, pullEdge(layer, edge, { x: from.x + by, y: from.y + by }));
        const [before, after] = [anchorOf(layer, edge), anchorOf(pulled, edge)];
        near(before.x, after.x);
        near(before.y, after.y);
        assert.ok(pulled.width >= 1 && pulled.height >= 1);
      },
    ),
  );
});

test('the edge of a picture uncovers and cuts it, and never stretches it', () => {
  const perMm = image.crop.width / image.width;
  const pulled = apply(image, pullEdge(image, 'e', { x: image.x + 20, y: image.y + 6 })) as ImageLayer;
  near(pulled.width, 20);
  near(pulled.crop.width / pulled.width, perMm, 1e-6);
  const most = apply(image, pullEdge(image, 'e', { x: image.x + 500, y: image.y })) as ImageLayer;
  near(most.crop.x + most.crop.width, 1, 1e-9);
  const left = apply(image, pullEdge(image, 'w', { x: image.x - 500, y: image.y })) as ImageLayer;
  near(left.crop.x, 0, 1e-9);
  near(left.crop.width / left.width, perMm, 1e-6);
});

test('a group is scaled with its children', () => {
  const child = sampleText({ id: 'c', x: 2, y: 2 });
  const group: Layer = {
    type: 'group',
    id: 'g',
    name: '',
    x: 0,
    y: 0,
    width: 50,
    height: 20,
    rotation: 0,
    opacity: 1,
    locked: false,
    hidden: false,
    layers: [child],
  };
  const patches = new Map(motionPatches(group, { ...STILL, scale: 2 }));
  assert.deepEqual(patches.get('c'), { x: 4, y: 4, width: 80, height: 24, runs: [{ ...child.runs[0]!, size: 16 }] });
});
