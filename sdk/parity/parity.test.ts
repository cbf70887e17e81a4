import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { layoutLayer } from '@luneo/sdk/layout/layout.js';
import type { DisplayList } from '@luneo/sdk/layout/display-list.js';
import { chromiumPath } from '../../.ci/chromium.mjs';
import { ChromiumPage } from './chromium.js';
import { DOCUMENTS, type ParityDocument } from './documents.js';
import { compareRasters, isSamePrint, isSameRaster, type Raster } from './measure.js';
import { assertSamePlaces, blank, pages, shifted, size } from './pages.js';
import { pdfOf, renderInNode, renderPdf, type NodeResources } from './render.js';
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

const screens = new Map<string, Promise<Raster>>();

/** What Chromium shows, drawn once for all tests. */
function shown(document: ParityDocument, name: string, list: DisplayList): Promise<Raster> {
  const key = `${document.name}, ${name}`;
  const raster = screens.get(key) ?? page!.render(list);
  screens.set(key, raster);
  return raster;
}

const isVector = (list: DisplayList) => list.items.every((item) => item.kind !== 'image');

describe('what the editor shows is what is made', () => {
  for (const document of DOCUMENTS) {
    test(`${document.name}: glyphs stand in the same places in Chromium and in Node`, { skip: noBrowser }, async () => {
      for (const layer of document.layers) {
        const here = layoutLayer(layer, document.side, { shaper: res.shaper, images: res.images, codes: encodeCode }).items;
        assertSamePlaces(await page!.layout(layer, document.side), here);
      }
    });

    test(`${document.name}: Chromium, Node and the PDF show the same`, { skip: noPrint }, async () => {
      for (const { name, list } of pages(document, res)) {
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
      const { name, list } = pages(document, res)[0]!;
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
      for (const { name, list } of pages(document, res)) {
        const screen = await shown(document, name, list);
        assert.equal(isSamePrint(compareRasters(screen, blank(list))), false, document.name);
      }
    }
  });

  test('the same design gives the same bytes of PDF', async () => {
    for (const document of DOCUMENTS) {
      const { list } = pages(document, res).at(-1)!;
      assert.deepEqual(await pdfOf(list, res), await pdfOf(list, res), document.name);
    }
  });
});
