import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shapeLayer } from '@luneo/sdk/design/create.js';
import { ShapeLayer } from '@luneo/sdk/design/document.js';
import { startTestApp, type TestApp } from '../testing.js';
import { CLIPART } from './library.js';

let app: TestApp;
before(async () => (app = await startTestApp()));
after(() => app.close());

test('every motif can become a shape layer', () => {
  assert.ok(CLIPART.length >= 24);
  for (const { id, name, viewBox, paths } of CLIPART)
    assert.doesNotThrow(() => ShapeLayer.parse(shapeLayer({ clipart: id, name, viewBox: [...viewBox], paths })), id);
});

test('no two motifs share an id or an alias', () => {
  const words = CLIPART.flatMap(({ id, aliases }) => [...new Set([id, ...aliases])]);
  assert.deepEqual(
    words.filter((word, i) => words.indexOf(word) !== i),
    [],
  );
});

test('answers the library to anybody who may read the catalogue', async () => {
  const brand = await app.brand();
  const reply = await app.request('GET', '/v1/clipart', { token: brand.publishableKey });
  assert.equal(reply.status, 200);
  assert.equal(reply.body.items.length, CLIPART.length);
});

test('refuses a caller without a key', async () => {
  const reply = await app.request('GET', '/v1/clipart');
  assert.deepEqual([reply.status, reply.body.code], [401, 'unauthenticated']);
});
