import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { layoutLayer } from '@luneo/sdk/layout/layout.js';
import { firefoxPath, webkitPaths } from '../../.ci/browsers.mjs';
import { openFirefox } from './browsers/firefox.js';
import { openWebkit } from './browsers/webkit.js';
import { DOCUMENTS } from './documents.js';
import { compareRasters, isAlike } from './measure.js';
import { assertSamePlaces, blank, pages, shifted } from './pages.js';
import { RemotePage } from './remote-page.js';
import { renderInNode, type NodeResources } from './render.js';
import { loadFonts, makePictures, nodeResources } from './resources.js';

const [firefox, webkit] = [firefoxPath(), webkitPaths()];
const ENGINES = [
  { engine: 'Firefox', open: firefox ? () => openFirefox(firefox) : null, missing: 'firefox-esr is not installed' },
  { engine: 'WebKit', open: webkit ? () => openWebkit(webkit) : null, missing: 'webkit2gtk-driver and xvfb are not installed' },
];
const fonts = await loadFonts();
const pictures = makePictures();
const res: NodeResources = await nodeResources(fonts, pictures);

for (const { engine, open, missing } of ENGINES)
  describe(`${engine} shows what is made`, { skip: open ? false : missing }, () => {
    let page: RemotePage;
    before(async () => {
      page = await RemotePage.open(await open!(), fonts, pictures);
    });
    after(() => page?.close());

    for (const document of DOCUMENTS) {
      test(`${document.name}: glyphs stand in the same places in ${engine} and in Node`, async () => {
        for (const layer of document.layers) {
          const here = layoutLayer(layer, document.side, { shaper: res.shaper, images: res.images, codes: encodeCode }).items;
          assertSamePlaces(await page.layout(layer, document.side), here);
        }
      });

      test(`${document.name}: ${engine} and Node show the same`, async () => {
        for (const { name, list } of pages(document, res)) {
          const screen = await page.render(list);
          assert.ok(compareRasters(screen, blank(list)).pixels > 100, `${name} draws something`);
          const difference = compareRasters(screen, renderInNode(list, res));
          assert.ok(isAlike(difference), `${name}: ${JSON.stringify(difference)}`);
        }
      });
    }

    const lettering = DOCUMENTS.filter(({ layers }) => layers.every((layer) => layer.type === 'text'));
    test('a shift of 0.1 mm fails', async () => {
      for (const document of lettering) {
        const { list } = pages(document, res)[0]!;
        const there = renderInNode(shifted(list, 0.1), res);
        assert.equal(isAlike(compareRasters(await page.render(list), there)), false, document.name);
      }
    });

    test('adjusted pictures have the same pixels as in Node, byte for byte', async () => {
      const changes = DOCUMENTS.flatMap(({ layers }) => layers).flatMap((layer) =>
        layer.type === 'image' ? (layer.adjustments ?? []) : [],
      );
      assert.ok(changes.length >= 4);
      for (const change of changes) {
        const canvas = res.adjusted.canvas('plain', change);
        const here = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        assert.deepEqual(Buffer.from(await page.pixels('plain', change)), Buffer.from(here.buffer), JSON.stringify(change));
      }
    });
  });
