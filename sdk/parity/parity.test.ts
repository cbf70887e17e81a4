import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { layoutLayer } from '@luneo/sdk/layout/layout.js';
import type { DisplayItem, DisplayList, GlyphItem } from '@luneo/sdk/layout/display-list.js';
import { chromiumPath } from '../../.ci/chromium.mjs';
import { ChromiumPage } from './chromium.js';
import { DOCUMENTS, type ParityDocument } from './documents.js';
import { compareRasters, emptyRaster, isSamePrint, isSameRaster, type Raster } from './measure.js';
import { onlyItems, pdfOf, renderInNode, renderPdf, type NodeResources } from './render.js';
import { loadFonts, makePictures, nodeResources } from './resources.js';

const browser = await chromiumPath();
const hasPoppler = spawnSync('pdftocairo', ['-v']).error === undefined;
const noBrowser = browser ? false : 'no Chromium is installed';
const noPrint = noBrowser || (hasPoppler ? false : 'pdftocairo (poppler-utils) is not installed');

let res: NodeResources;
let page: ChromiumPage | undefined;

before(async () => {
  const [fonts, pictures] = [await loadFonts(), makePictures()];
  res = await nodeResources(fonts, pictures);
  if (browser) page = await ChromiumPage.open(browser, fonts, pictures);
});
after(() => page?.close());

/** Each top-level layer alone on the page, then all together. */
function pages({ side, layers }: ParityDocument): { name: string; list: DisplayList }[] {
  const blank: DisplayList = { width: side.width, height: side.height, bleed: side.bleed, items: [], metrics: [] };
  const each = layers.map((layer) => layoutLayer(layer, side, { shaper: res.shaper, images: res.images, codes: encodeCode }).items);
  const single = each.map((items, i) => ({ name: `layer ${i + 1}`, list: onlyItems(blank, items) }));
  return layers.length > 1 ? [...single, { name: 'all layers', list: onlyItems(blank, each.flat()) }] : single;
}

const screens = new Map<string, Promise<Raster>>();

/** What Chromium shows, drawn once for all tests. */
function shown(document: ParityDocument, name: string, list: DisplayList): Promise<Raster> {
  const key = `${document.name}, ${name}`;
  const raster = screens.get(key) ?? page!.render(list);
  screens.set(key, raster);
  return raster;
}

const isVector = (list: DisplayList) => list.items.every((item) => item.kind !== 'image');
const size = ({ width, height, bleed }: DisplayList): [number, number] => [width + 2 * bleed, height + 2 * bleed];
const shifted = (list: DisplayList, dx: number): DisplayList =>
  onlyItems(
    list,
    list.items.map((item): DisplayItem => moved(item, dx)),
  );

function moved(item: DisplayItem, dx: number): DisplayItem {
  if (item.kind === 'begin' || item.kind === 'end') return item;
  const [a, b, c, d, e, f] = item.matrix;
  return { ...item, matrix: [a, b, c, d, e + dx, f] };
}

describe('what the editor shows is what is made', () => {
  for (const document of DOCUMENTS) {
    test(`${document.name}: glyphs stand in the same places in Chromium and in Node`, { skip: noBrowser }, async () => {
      for (const layer of document.layers) {
        const here = layoutLayer(layer, document.side, { shaper: res.shaper, images: res.images, codes: encodeCode }).items;
        assertSamePlaces(await page!.layout(layer, document.side), here);
      }
    });

    test(`${document.name}: Chromium, Node and the PDF show the same`, { skip: noPrint }, async () => {
      for (const { name, list } of pages(document)) {
        const screen = await shown(document, name, list);
        assert.ok(compareRasters(screen, blank(list)).pixels > 100, `${name} draws something`);
        if (isVector(list)) {
          const node = compareRasters(screen, renderInNode(list, res));
          assert.ok(isSameRaster(node), `${name}, Chromium against Node: ${JSON.stringify(node)}`);
        }
        const print = compareRasters(screen, await renderPdf(await pdfOf(list, res), ...size(list)));
        assert.ok(isSamePrint(print), `${name}, Chromium against the PDF: ${JSON.stringify(print)}`);
      }
    });
  }

  const lettering = DOCUMENTS.filter(({ layers }) => layers.every((layer) => layer.type === 'text'));
  test('a shift of 0.1 mm fails, on screen and in the PDF', { skip: noPrint }, async () => {
    for (const document of lettering) {
      const { name, list } = pages(document)[0]!;
      const screen = await shown(document, name, list);
      const there = shifted(list, 0.1);
      assert.equal(isSameRaster(compareRasters(screen, renderInNode(there, res))), false, document.name);
      assert.equal(isSamePrint(compareRasters(screen, await renderPdf(await pdfOf(there, res), ...size(list)))), false, document.name);
    }
  });

  test('adjusted pictures have the same pixels in Chromium and in Node, byte for byte', { skip: noBrowser }, async () => {
    const changes = DOCUMENTS.flatMap(({ layers }) => layers).flatMap((layer) => (layer.type === 'image' ? (layer.adjustments ?? []) : []));
    assert.ok(changes.length >= 4);
    for (const change of changes) {
      const canvas = res.adjusted.canvas('plain', change);
      const here = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      assert.deepEqual(Buffer.from(await page!.pixels('plain', change)), Buffer.from(here.buffer), JSON.stringify(change));
    }
  });

  test('a missing layer fails', { skip: noPrint }, async () => {
    for (const document of DOCUMENTS) {
      for (const { name, list } of pages(document)) {
        const screen = await shown(document, name, list);
        assert.equal(isSamePrint(compareRasters(screen, blank(list))), false, document.name);
      }
    }
  });

  test('the same design gives the same bytes of PDF', async () => {
    for (const document of DOCUMENTS) {
      const { list } = pages(document).at(-1)!;
      assert.deepEqual(await pdfOf(list, res), await pdfOf(list, res), document.name);
    }
  });
});

function blank(list: DisplayList): Raster {
  const raster = emptyRaster(...size(list));
  raster.sums.fill(16 * 255);
  return raster;
}

function assertSamePlaces(there: DisplayItem[], here: DisplayItem[]): void {
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
