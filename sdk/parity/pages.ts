import assert from 'node:assert/strict';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { layoutLayer } from '@luneo/sdk/layout/layout.js';
import type { DisplayItem, DisplayList, GlyphItem } from '@luneo/sdk/layout/display-list.js';
import type { ParityDocument } from './documents.js';
import { emptyRaster, type Raster } from './measure.js';
import { onlyItems, type NodeResources } from './render.js';

/** Each top-level layer alone on the page, then all together. */
export function pages({ side, layers }: ParityDocument, res: NodeResources): { name: string; list: DisplayList }[] {
  const blank: DisplayList = { width: side.width, height: side.height, bleed: side.bleed, items: [], metrics: [] };
  const each = layers.map((layer) => layoutLayer(layer, side, { shaper: res.shaper, images: res.images, codes: encodeCode }).items);
  const single = each.map((items, i) => ({ name: `layer ${i + 1}`, list: onlyItems(blank, items) }));
  return layers.length > 1 ? [...single, { name: 'all layers', list: onlyItems(blank, each.flat()) }] : single;
}

/** mm */
export const size = ({ width, height, bleed }: DisplayList): [number, number] => [width + 2 * bleed, height + 2 * bleed];

/** The same `dx` mm further right. */
export const shifted = (list: DisplayList, dx: number): DisplayList =>
  onlyItems(
    list,
    list.items.map((item): DisplayItem => moved(item, dx)),
  );

function moved(item: DisplayItem, dx: number): DisplayItem {
  if (item.kind === 'begin' || item.kind === 'end') return item;
  const [a, b, c, d, e, f] = item.matrix;
  return { ...item, matrix: [a, b, c, d, e + dx, f] };
}

/** White paper. */
export function blank(list: DisplayList): Raster {
  const raster = emptyRaster(...size(list));
  raster.sums.fill(16 * 255);
  return raster;
}

/** To a hundredth of the size of the font. */
export function assertSamePlaces(there: DisplayItem[], here: DisplayItem[]): void {
  assert.deepEqual(
    there.map((item) => item.kind),
    here.map((item) => item.kind),
  );
  for (const [i, item] of here.entries()) {
    if (item.kind !== 'glyphs') continue;
    const other = there[i] as GlyphItem;
    assert.equal(other.glyphs.length, item.glyphs.length);
    for (const [n, glyph] of item.glyphs.entries()) {
      const twin = other.glyphs[n]!;
      assert.equal(twin.id, glyph.id);
      assert.ok(Math.hypot(twin.x - glyph.x, twin.y - glyph.y) <= 0.01 * item.size, 'a glyph stands elsewhere');
    }
  }
}
