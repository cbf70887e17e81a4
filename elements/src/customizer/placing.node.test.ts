import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '@luneo/sdk/design/create.js';
import { defaultPaint, placePicture, placeText, round } from './placing.js';
import { sampleProduct, sampleText } from './testing/product.js';

const { template } = sampleProduct();
const side = template.sides[0]!;
const zone = { id: 'z', name: 'Chest', aliases: [], x: 10, y: 5, width: 30, height: 10 };

test('text goes to the first free zone', () => {
  const zoned = { ...side, zones: [zone, { ...zone, id: 'y', x: 60 }] };
  assert.equal(placeText(zoned, [], 8).x, 10);
  assert.equal(placeText(zoned, [sampleText({ id: 'a', x: 12, y: 6 })], 8).x, 60);
});

test('a second object in the same place is stepped aside', () => {
  const first = placeText(side, [], 8);
  const second = placeText(side, [sampleText({ id: 'a', ...first })], 8);
  assert.deepEqual([round(second.x - first.x), round(second.y - first.y)], [3, 3]);
});

test('a picture is as large as it is sharp, within the room', () => {
  const small = placePicture(side, [], { width: 300, height: 150 });
  assert.equal(small.width, 50.8);
  const large = placePicture(side, [], { width: 6_000, height: 3_000 });
  assert.ok(large.width < side.width && large.height <= side.height - 2 * side.safe);
  assert.ok(Math.abs(large.width / large.height - 2) < 0.01);
  assert.ok(placePicture(side, [], { width: 10, height: 10 }).width >= 5);
});

test('the first colour is one that is seen on the product', () => {
  const document = createDocument('prd_plate', template, []);
  assert.equal(defaultPaint(side, template, document), '#1a1a1a');
  assert.equal(defaultPaint(side, template, { ...document, options: { colour: 'black' } }), '#ffffff');
  const gold = { name: 'Gold', hex: '#c9a227', spot: 'Gold foil' };
  assert.deepEqual(defaultPaint({ ...side, process: 'foil', palette: [gold] }, template, document), { spot: 'Gold foil' });
});
