import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Layer } from '@luneo/sdk/design/document.js';
import { preflight } from '@luneo/sdk/design/preflight.js';
import { textOf } from '@luneo/sdk/design/walk.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { layoutSide } from '@luneo/sdk/layout/layout.js';
import { FONTS } from '../../../../seed/catalogue/fonts.js';
import { design, PRODUCTS, testShaper } from '../testing.js';
import { BRACELET } from './bracelet.js';
import { CHANGES } from './changes.js';
import type { Expected } from './expected.js';
import { TSHIRT } from './tshirt.js';

interface Placed {
  key: string;
  side: string;
  layer: Layer;
  ink: Box;
}

const sorted = (values: readonly (string | undefined)[]): (string | undefined)[] =>
  values.toSorted((a, b) => String(a).localeCompare(String(b)));
const keyOf = (layer: Layer): string => (layer.type === 'text' ? textOf(layer) : layer.type === 'shape' ? (layer.clipart ?? '') : '');
const clash = (a: Box, b: Box): boolean =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.05 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.05;

/** Every layer with its true ink; fails on findings of preflight and on layers that lie on each other. */
async function inspect(kind: 'bracelet' | 'tshirt', document: Awaited<ReturnType<typeof design>>['document']): Promise<Placed[]> {
  const { template } = PRODUCTS[kind];
  const context = { shaper: await testShaper(), images: new Map(), codes: null };
  const metrics = new Map(document.sides.map(({ id }) => [id, layoutSide(document, template, id, context).metrics]));
  const findings = preflight(document, template, { metrics, images: new Map(), fonts: new Set(FONTS.map(({ id }) => id)) });
  assert.deepEqual(
    findings
      .filter(({ code }) => code !== 'nothing-designed' && code !== 'glyph-missing')
      .map(({ code, message }) => `${code}: ${message}`),
    [],
  );
  const placed = document.sides.flatMap(({ id: side, layers }) =>
    layers.flatMap((layer): Placed[] => {
      const ink = metrics.get(side)?.find(({ layerId }) => layerId === layer.id)?.bounds;
      return ink ? [{ key: keyOf(layer), side, layer, ink }] : [];
    }),
  );
  for (const [i, a] of placed.entries())
    for (const b of placed.slice(i + 1)) assert.ok(a.side !== b.side || !clash(a.ink, b.ink), `“${a.key}” and “${b.key}” overlap`);
  return placed;
}

const styles = new Map(FONTS.map(({ id, style }) => [id, style]));

async function check(kind: 'bracelet' | 'tshirt', prompts: readonly string[], expected: Expected): Promise<void> {
  const { document, said, motifs, options, texts, notes } = await design(kind, ...prompts);
  const placed = await inspect(kind, document);
  if (expected.said) assert.deepEqual(sorted(said), sorted(expected.said));
  if (expected.motifs) assert.deepEqual(sorted(motifs), sorted(expected.motifs));
  for (const [id, value] of Object.entries(expected.options ?? {})) assert.equal(options[id], value, id);
  for (const { runs, curve, ...text } of texts) {
    const { font, fill, size } = runs[0]!;
    if (expected.font)
      assert.ok(
        expected.font.split('|').some((each) => font === `fnt_${each}` || styles.get(font) === each),
        font,
      );
    if (expected.fill) assert.equal(fill, expected.fill);
    if (expected.size) assert.ok(Math.abs(size - expected.size) < 0.05, `${size} mm`);
    if (expected.letterCase) assert.equal(text.case, expected.letterCase);
    if (expected.curve) assert.equal(curve?.kind === 'arc' && curve.radius > 0 ? 'up' : 'down', expected.curve);
  }
  if (expected.side) assert.ok(placed.every(({ side }) => side === expected.side));
  if (expected.order && placed.length === expected.order.length)
    assert.deepEqual(
      placed.toSorted((a, b) => a.ink.x + a.ink.width / 2 - b.ink.x - b.ink.width / 2).map(({ key }) => key),
      expected.order,
    );
  const [upper, lower] = (expected.above ?? []).map((key) => placed.find((each) => each.key === key)?.ink);
  if (expected.above) assert.ok(upper && lower && upper.y + upper.height / 2 < lower.y + lower.height / 2);
  assert.ok(notes.length > 0);
}

for (const [prompt, expected] of BRACELET) test(`bracelet: ${prompt}`, () => check('bracelet', [prompt], expected));
for (const [prompt, expected] of TSHIRT) test(`T-shirt: ${prompt}`, () => check('tshirt', [prompt], expected));
for (const [kind, prompts, expected] of CHANGES) test(`${kind}: ${prompts.join(' → ')}`, () => check(kind, prompts, expected));
