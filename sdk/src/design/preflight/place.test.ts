import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GroupLayer, TextLayer } from '../document.js';
import { designed } from '../testing/arbitraries.js';
import { card, check, codes, facts, mend, photo, shape, text } from '../testing/preflight-facts.js';

test('text over the cut is an error, close to it a warning; both are moved to safety', () => {
  const of = card();
  for (const [x, expected] of [
    [-1, 'outside-print-area error'],
    [2, 'outside-safe-zone warning'],
    [62, 'outside-print-area error'],
  ] as const) {
    const document = designed(of, text({ x }));
    const [finding] = check(of, document);
    assert.deepEqual(codes([finding!]), [expected]);
    assert.deepEqual(finding?.place, { x, y: 20, width: 40, height: 10 });
    const mended = mend(of, document, finding!);
    assert.deepEqual(check(of, mended), []);
    assert.equal(mended.sides[0]!.layers[0]!.width, 40);
  }
});

test('text wider than the product is made smaller', () => {
  const of = card();
  const document = designed(of, text({ x: -20, width: 140, height: 35, size: 20 }));
  const mended = mend(of, document, check(of, document)[0]!);
  assert.deepEqual(check(of, mended), []);
  const layer = mended.sides[0]!.layers[0] as TextLayer;
  assert(layer.runs[0]!.size < 20 && layer.runs[0]!.size > 10);
});

test('printed pictures may run over the cut, engraved ones may not', () => {
  const full = photo({ x: -3, y: -3, width: 106, height: 56 });
  const sharp = { ast_photo: { width: 4_000, height: 3_000, hasAlpha: false } };
  const printed = designed(card(), full);
  assert.deepEqual(check(card(), printed, facts(printed, {}, sharp)), []);
  const of = card({ process: 'engrave' });
  assert.deepEqual(codes(check(of, printed, facts(printed, {}, sharp))), ['outside-print-area error']);
});

test('what lies wholly beside the product is an error, whatever it is', () => {
  const of = card();
  assert.deepEqual(codes(check(of, designed(of, shape({ x: 200 })))), ['outside-print-area error']);
});

/** A pill: 100 × 50 with ends of 25 mm radius. */
const pill = card({ printArea: 'M25 0H75A25 25 0 0 1 75 50H25A25 25 0 0 1 25 0Z', safe: 0 });

test('a shaped print area is kept, corners included', () => {
  assert.deepEqual(check(pill, designed(pill, shape({ x: 40, y: 15 }))), []);
  const corner = designed(pill, photo({ x: 0, y: 0, width: 20, height: 15 }));
  const [finding] = check(pill, corner);
  assert.deepEqual(codes([finding!]), ['outside-print-area error']);
  assert.deepEqual(check(pill, mend(pill, corner, finding!)), []);
});

test('text whose box only touches the round end is warned about, not refused', () => {
  const document = designed(pill, text({ x: 2, y: 14, width: 60, height: 22 }));
  assert.deepEqual(codes(check(pill, document)), ['outside-print-area warning']);
});

test('a round picture in a round area is inside, though its box is not', () => {
  const of = card({ printArea: 'M75 25A25 25 0 1 1 25 25A25 25 0 1 1 75 25Z', safe: 0 });
  const sharp = { ast_photo: { width: 4_000, height: 4_000, hasAlpha: false } };
  const round = designed(of, photo({ x: 25, y: 0, width: 50, height: 50, mask: { kind: 'ellipse' } }));
  assert.deepEqual(check(of, round, facts(round, {}, sharp)), []);
  const square = designed(of, photo({ x: 25, y: 0, width: 50, height: 50 }));
  assert.deepEqual(codes(check(of, square, facts(square, {}, sharp))), ['outside-print-area error']);
});

test('a turned picture is judged by its own corners', () => {
  const of = card({ printArea: 'M50 0L100 25L50 50L0 25Z', safe: 0, process: 'engrave' });
  const turned = (rotation: number) => designed(of, shape({ x: 40, y: 15, width: 20, height: 20, rotation }));
  const diamond = turned(45);
  assert.deepEqual(check(of, diamond), []);
  const wide = designed(of, shape({ x: 10, y: 23, width: 80, height: 4 }));
  assert.deepEqual(check(of, wide), []);
  const tall = designed(of, shape({ x: 10, y: 23, width: 80, height: 4, rotation: 90 }));
  assert.deepEqual(codes(check(of, tall)), ['outside-print-area error']);
});

test('a hole in the print area is outside', () => {
  const of = card({ printArea: 'M0 0H100V50H0ZM40 10V40H60V10Z', safe: 0 });
  assert.deepEqual(codes(check(of, designed(of, shape({ x: 42, y: 15, width: 16, height: 20 })))), ['outside-print-area error']);
});

test('layers in a turned group are moved in their own frame', () => {
  const of = card();
  const { id: _, type: __, paths: ___, viewBox: ____, ...frame } = shape({ x: 40, y: 5, width: 40, height: 40, rotation: 90 });
  const group: GroupLayer = { ...frame, id: 'g', type: 'group', layers: [text({ x: 0, y: -18 })] };
  const document = designed(of, group);
  const [finding] = check(of, document);
  assert.equal(finding?.code, 'outside-safe-zone');
  assert.deepEqual(check(of, mend(of, document, finding!)), []);
});
