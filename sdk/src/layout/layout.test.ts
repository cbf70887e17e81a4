import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { DesignDocument, GroupLayer, ImageLayer, Layer } from '../design/document.js';
import type { ProductTemplate } from '../design/template.js';
import type { ImageItem, PathItem } from './display-list.js';
import { layoutSide } from './layout.js';
import type { Shaper } from './shape.js';
import { FRAME, lay, shape, SIDE, testShaper, text } from './testing.js';

let shaper: Shaper;
before(async () => {
  shaper = await testShaper();
});

const SQUARE = 'M0 0H10V10H0Z';
const square = (layer = {}) => shape([{ d: SQUARE, fill: '#102030' }], layer);
const group = (layers: Layer[], layer: Partial<GroupLayer> = {}): GroupLayer => ({ ...FRAME, id: 'g', type: 'group', layers, ...layer });
const image = (layer: Partial<ImageLayer> = {}): ImageLayer => ({
  ...FRAME,
  type: 'image',
  asset: 'ast_1',
  crop: { x: 0, y: 0, width: 1, height: 1 },
  ...layer,
});
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-4, `${a} instead of ${b}`);

test('stretches a shape to its frame, strokes excepted', () => {
  const [item] = lay(shape([{ d: SQUARE, fill: null, stroke: { width: 0.5, paint: '#000000' } }]), shaper).items as PathItem[];
  assert.equal(item!.d, 'M 0 0 L 60 0 L 60 30 L 0 30 Z');
  assert.equal(item!.stroke!.width, 0.5);
});

test('turns about the centre of the frame', () => {
  const { bounds } = lay(square({ rotation: 90 }), shaper).metrics[0]!;
  assert.deepEqual(bounds, { x: 25, y: -5, width: 30, height: 60 });
});

test('children stand in the frame of their group and turn with it', () => {
  const child = square({ id: 'c', x: 0, y: 0, width: 10, height: 10 });
  const { metrics } = lay(group([child], { rotation: 90 }), shaper);
  assert.deepEqual(
    metrics.map((m) => m.layerId),
    ['c', 'g'],
  );
  const { x, y } = metrics[0]!.bounds!;
  near(x, 45);
  near(y, -5);
  assert.deepEqual(metrics[1]!.bounds, metrics[0]!.bounds);
});

test('hidden layers draw nothing', () => {
  const { items, metrics } = lay(square({ hidden: true }), shaper);
  assert.deepEqual(items, []);
  assert.equal(metrics[0]!.bounds, null);
});

test('one translucent paint needs no group; several are composed first', () => {
  const kinds = (layer: Layer) => lay(layer, shaper).items.map((item) => item.kind);
  assert.deepEqual(kinds(square({ opacity: 0.5 })), ['path']);
  assert.deepEqual(
    kinds(
      shape(
        [
          { d: SQUARE, fill: '#102030' },
          { d: SQUARE, fill: '#ffffff' },
        ],
        { opacity: 0.5 },
      ),
    ),
    ['begin', 'path', 'path', 'end'],
  );
  const outline = { width: 0.3, paint: '#ffffff' };
  assert.deepEqual(kinds(text('a', { outline }, { opacity: 0.5 })), ['begin', 'glyphs', 'end']);
  assert.deepEqual(kinds(square({ opacity: 0 })), []);
});

test('a spot colour keeps its ink; an unknown one is black', () => {
  const ink = (spot: string) => (lay(shape([{ d: SQUARE, fill: { spot } }]), shaper).items[0] as PathItem).fill;
  assert.deepEqual(ink('Gold foil'), { hex: '#b08d3c', spot: 'Gold foil' });
  assert.deepEqual(ink('Nowhere'), { hex: '#000000', spot: 'Nowhere' });
});

test('process colour keeps its parts and looks like print', () => {
  const fill = (cmyk: [number, number, number, number]) => (lay(shape([{ d: SQUARE, fill: { cmyk } }]), shaper).items[0] as PathItem).fill!;
  assert.deepEqual(fill([0, 0, 0, 0]), { hex: '#ffffff', cmyk: [0, 0, 0, 0] });
  assert.equal(fill([0, 0, 0, 1]).hex, '#231f20');
  assert.equal(fill([0, 1, 1, 0]).hex, '#ed1c24');
});

test('masks are paths in mm', () => {
  const clip = (mask: ImageLayer['mask']) => (lay(image({ mask }), shaper).items[0] as ImageItem).clip;
  assert.equal(clip({ kind: 'path', d: 'M0 0L1 0L1 1Z' }), 'M 0 0 L 60 0 L 60 30 Z');
  assert.match(clip({ kind: 'ellipse' })!, /^M 30 0 .* C .* Z$/);
  assert.match(clip({ kind: 'rounded', radius: 999 })!, /^M 15 0 L 45 0 C /);
  assert.equal(clip(undefined), undefined);
});

test('a side is laid out back to front; a side without layers is empty', () => {
  const document = { sides: [{ id: 'front', layers: [square(), text('b', {}, { id: 'b' })] }] } as unknown as DesignDocument;
  const template = { sides: [SIDE, { ...SIDE, id: 'back' }] } as unknown as ProductTemplate;
  const ctx = { shaper, images: new Map(), codes: null };
  const front = layoutSide(document, template, 'front', ctx);
  assert.deepEqual(
    front.items.map((item) => item.layerId),
    ['a', 'b'],
  );
  assert.deepEqual([front.width, front.height, front.bleed], [100, 60, 3]);
  assert.deepEqual(layoutSide(document, template, 'back', ctx).items, []);
  assert.throws(() => layoutSide(document, template, 'inside', ctx), /no side inside/);
});

test('is plain data: the same again after JSON', () => {
  const layers = [text('Noël', {}, { rotation: 12, opacity: 0.4 }), image({ mask: { kind: 'ellipse' } }), square({ opacity: 0.3 })];
  const laid = layers.map((layer) => lay(layer, shaper));
  assert.deepEqual(JSON.parse(JSON.stringify(laid)), laid);
});

test('the smallest crop and view box stay finite', () => {
  const [cropped] = lay(image({ crop: { x: 0, y: 0, width: 5e-324, height: 5e-324 } }), shaper).items as ImageItem[];
  assert.ok(Number.isFinite(60 / cropped!.crop.width));
  const [path] = lay(shape([{ d: SQUARE, fill: '#102030' }], { viewBox: [5e-324, 10] }), shaper).items as PathItem[];
  assert.doesNotMatch(path!.d, /NaN|Infinity/);
});
