import { expect } from '@open-wc/testing';
import { opened, pierce, poster, shopFor, until } from './customizer/testing/open.js';
import { sampleProduct, sampleText } from './customizer/testing/product.js';
import { FakeShop } from './customizer/testing/shop.js';
import type { LuneoCustomizer } from './luneo-customizer.js';

/** Where the parts that a shopper uses lie, and how large their words are. */
async function geometry(element: LuneoCustomizer): Promise<Record<string, (number | string)[]>> {
  const found: Record<string, (number | string)[]> = {};
  const ways = {
    element: [],
    stage: ['luneo-workbench', 'luneo-stage'],
    toolbar: ['luneo-workbench', 'luneo-toolbar'],
    cart: ['luneo-workbench', 'luneo-price-bar', '.cart'],
    sum: ['luneo-workbench', 'luneo-price-bar', '.sum'],
  };
  const origin = element.parentElement!.getBoundingClientRect();
  for (const [name, way] of Object.entries(ways)) {
    const one = way.length > 0 ? await pierce(element, ...way) : element;
    const { x, y, width, height } = one.getBoundingClientRect();
    const rounded = [x - origin.x, y - origin.y, width, height].map((value) => Math.round(value * 10) / 10);
    found[name] = [...rounded, ...(name === 'element' ? [] : [getComputedStyle(one).fontSize])];
  }
  return found;
}

/** The same of the poster, which the page's own tag holds. */
async function posterGeometry(width: number): Promise<string> {
  document.documentElement.style.setProperty('--width', `${width}px`);
  const element = await poster(width);
  await until(() => element.shadowRoot!.querySelector('.price')!.textContent);
  const origin = element.parentElement!.getBoundingClientRect();
  const places = ['.frame', '.stage', '.price', 'button'].map((selector) => {
    const { x, y, width: wide, height } = element.shadowRoot!.querySelector(selector)!.getBoundingClientRect();
    return [x - origin.x, y - origin.y, wide, height].map(Math.round);
  });
  return JSON.stringify(places);
}

async function settled(width: number, attributes = ''): Promise<Record<string, (number | string)[]>> {
  document.documentElement.style.setProperty('--width', `${width}px`);
  const element = await opened(width, attributes);
  await until(() => element.editor!.state.quote);
  await document.fonts.ready;
  return geometry(element);
}

describe('<luneo-customizer> in a page that is not kind to it', () => {
  let end: () => void;
  let pageStyle: HTMLStyleElement | null = null;
  beforeEach(() => ({ end } = shopFor(new FakeShop(sampleProduct([sampleText({ id: 'name' })])))));
  afterEach(() => {
    end();
    pageStyle?.remove();
    document.documentElement.removeAttribute('dir');
  });
  const page = (css: string) => {
    pageStyle = document.createElement('style');
    pageStyle.textContent = css;
    document.head.append(pageStyle);
  };

  for (const [what, css] of [
    [
      'that unsets everything',
      '* { all: unset !important } html, body, div { display: block !important } div[style] { width: var(--width) !important }',
    ],
    ['whose root font is 62.5 %', 'html { font-size: 62.5% !important }'],
    [
      'that styles bare tags',
      'button, input, textarea, canvas, h2 { all: initial; display: inline !important; font: 40px cursive !important }',
    ],
    [
      'that sets a line height, capitals and alignment',
      'body { line-height: 3; text-transform: uppercase; text-align: right; letter-spacing: 4px; white-space: pre }',
    ],
  ] as const)
    it(`lies in a page ${what} as it does in any other`, async () => {
      for (const width of [1200, 360]) {
        const [usualPoster, usual] = [await posterGeometry(width), await settled(width)];
        page(css);
        expect(await posterGeometry(width), `poster, ${width} px`).to.equal(usualPoster);
        const element = await settled(width);
        pageStyle!.remove();
        expect(JSON.stringify(element), `${width} px`).to.equal(JSON.stringify(usual));
      }
    });

  it('is a mirror image of itself in a page from right to left', async () => {
    const usual = await settled(1200);
    document.documentElement.dir = 'rtl';
    const mirrored = await settled(1200);
    const [x = 0, , width = 0] = usual['cart'] as number[];
    expect(mirrored['cart']!.slice(1)).to.deep.equal(usual['cart']!.slice(1));
    expect(mirrored['cart']![0]).to.be.closeTo(1200 - x - width, 0.2);
  });

  it('nine others on the page keep out of each other’s way', async () => {
    const all = [];
    for (let index = 0; index < 10; index += 1) {
      const element = await poster(360);
      await element.start();
      all.push(element);
    }
    for (const [index, element] of all.entries()) element.editor!.setText('name', `No ${index}`);
    const texts = all.map(({ editor }) => JSON.stringify(editor!.state.document.sides[0]!.layers[0]));
    for (const [index, text] of texts.entries()) expect(text).to.contain(`No ${index}`);
    all[3]!.editor!.undo();
    expect(all.filter(({ editor }) => editor!.state.canUndo)).to.have.length(9);
    const ids = new Set(all.map((element) => element.shadowRoot));
    expect(ids.size).to.equal(10);
  });
});
