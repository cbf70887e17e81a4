import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TextLayer } from '@luneo/sdk/design/document.js';
import type {} from '@luneo/elements/luneo-customizer.js';
import { firefoxPath, webkitPaths } from '../../.ci/browsers.mjs';
import type { RemoteBrowser } from '../../sdk/parity/browsers/browser.js';
import { openFirefox } from '../../sdk/parity/browsers/firefox.js';
import { openWebkit } from '../../sdk/parity/browsers/webkit.js';
import { Hands } from './hands.js';
import { startStack, type Stack } from './stack.js';

const [firefox, webkit] = [firefoxPath(), webkitPaths()];
const ENGINES = [
  { engine: 'Firefox', open: firefox ? () => openFirefox(firefox) : null, missing: 'firefox-esr is not installed' },
  { engine: 'WebKit', open: webkit ? () => openWebkit(webkit) : null, missing: 'webkit2gtk-driver and xvfb are not installed' },
];
let stack: Stack;
before(async () => {
  if (firefox || webkit) stack = await startStack();
});
after(() => stack?.stop());

for (const { engine, open, missing } of ENGINES)
  describe(`a shopper with ${engine}`, { skip: open ? false : missing }, () => {
    let browser: RemoteBrowser;
    let hands: Hands;
    before(async () => {
      browser = await open!();
      hands = new Hands(browser);
    });
    after(() => browser?.close());

    test('empties the bracelet, types a name, drags it and puts it into the cart', async () => {
      await browser.goto(`${stack.shopUrl}/bracelet`);
      await hands.click('Personalise');
      await hands.until('the editor is ready', () => document.querySelector('luneo-customizer')?.editor?.state.phase === 'ready');
      await hands.tabBackTo('Text “Luna”');
      await hands.press('Delete');
      await hands.until(
        'it is blank',
        () => document.querySelector('luneo-customizer')!.editor!.state.document.sides[0]!.layers.length === 0,
      );

      await hands.click('Text');
      await hands.click('What should it say?');
      await hands.press('Control', 'a');
      await hands.type('Noé & Zoë');
      await hands.until('the words are in the design', () => {
        const [layer] = document.querySelector('luneo-customizer')!.editor!.state.document.sides[0]!.layers;
        return layer?.type === 'text' && layer.runs.map(({ text }) => text).join('') === 'Noé & Zoë';
      });

      const was = await text(browser);
      const from = await middle(browser);
      await hands.drag(from, { x: from.x - 60, y: from.y });
      await hands.until(
        'it lies further left',
        (x) => document.querySelector('luneo-customizer')!.editor!.state.document.sides[0]!.layers[0]!.x < x - 1,
        was.x,
      );
      const is = await text(browser);
      assert.deepEqual({ width: is.width, rotation: is.rotation }, { width: was.width, rotation: was.rotation });

      await hands.click('Add to cart');
      await hands.until('the shop asks for the money', () => location.pathname.startsWith('/pay/'));
      await hands.until('the page says what for', () => /bracelet/i.test(document.body.innerText));
    });
  });

const text = (browser: RemoteBrowser): Promise<TextLayer> =>
  browser.evaluate(() => document.querySelector('luneo-customizer')!.editor!.state.document.sides[0]!.layers[0] as TextLayer);

/** Where on the screen the middle of the one layer is. CSS px. The product picture says where the side lies. */
const middle = (browser: RemoteBrowser): Promise<{ x: number; y: number }> =>
  browser.evaluate(() => {
    const { state } = document.querySelector('luneo-customizer')!.editor!;
    const { mockup, width } = state.product!.template.sides[0]!;
    const layer = state.document.sides[0]!.layers[0]!;
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      const picture = root.querySelector<HTMLElement>('[part=mockup]');
      if (picture) {
        const at = picture.getBoundingClientRect();
        const zoom = at.width / mockup.width;
        const scale = (zoom * mockup.place.width) / width;
        return {
          x: at.x + zoom * mockup.place.x + scale * (layer.x + layer.width / 2),
          y: at.y + zoom * mockup.place.y + scale * (layer.y + layer.height / 2),
        };
      }
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    throw new Error('there is no product picture');
  });
