import type { TextLayer } from '@luneo/sdk/design/document.js';
import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { sampleProduct, sampleText } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const SWATCHES = ['luneo-workbench', 'luneo-selection-panel', 'luneo-text-panel', 'luneo-swatches'] as const;

describe('picking a colour', () => {
  let shop: FakeShop;
  let end: () => void;
  const api = Object.getOwnPropertyDescriptor(globalThis, 'EyeDropper');
  beforeEach(async () => {
    const frame = { x: 10, y: 2, width: 40, height: 20, rotation: 0, opacity: 1, locked: false, hidden: false };
    const paths = [{ d: 'M0 0H10V10H0Z', fill: '#c81e1e' }];
    const red = { ...frame, id: 'red', name: 'Red', type: 'shape', viewBox: [10, 10], paths };
    const text = sampleText({ id: 'blue', y: 26, runs: [{ text: 'Jo', font: 'fnt_inter', size: 8, fill: '#1d3461', tracking: 0 }] });
    ({ shop, end } = shopFor(new FakeShop(sampleProduct([red as never, text]))));
    await setViewport({ width: 1280, height: 900 });
  });
  afterEach(async () => {
    if (api) Object.defineProperty(globalThis, 'EyeDropper', api);
    else Reflect.deleteProperty(globalThis, 'EyeDropper');
    await resetMouse();
    end();
  });

  const fill = (element: LuneoCustomizer) => (element.editor!.state.document.sides[0]!.layers[1] as TextLayer).runs[0]!.fill;
  const start = async (element: LuneoCustomizer) => {
    element.editor!.select(['blue']);
    (await pierce(element, ...SWATCHES, '.drop')).click();
  };
  const cover = (element: LuneoCustomizer) => pierce(element, 'luneo-workbench', 'luneo-stage', '[part=dropper]');
  const words = (element: LuneoCustomizer, selector: string) =>
    element.shadowRoot!.querySelector('luneo-workbench')!.shadowRoot!.querySelector(selector)?.textContent?.trim();

  it('takes any colour of the screen where the browser can', async () => {
    Object.defineProperty(globalThis, 'EyeDropper', { configurable: true, value: class { open = async () => ({ sRGBHex: '#12AB34' }); } }); // prettier-ignore
    const element = await opened();
    await start(element);
    await until(() => fill(element) === '#12ab34');
    expect(element.editor!.state.undoLabel).to.equal('style');
  });

  it('else takes one of the design, by pointer or by keys, and gives the keyboard back', async () => {
    Reflect.deleteProperty(globalThis, 'EyeDropper');
    const element = await opened();
    scrollTo(0, 0);
    await start(element);
    await cover(element);
    const stage = element.shadowRoot!.querySelector('luneo-workbench')!.stage!;
    const { left, top } = stage.getBoundingClientRect();
    const at = stage.view!.toScreen({ x: 30, y: 12 });
    await until(() => stage.colourAt(at) === '#c81e1e');
    await sendMouse({ type: 'click', position: [Math.round(left + at.x), Math.round(top + at.y)] });
    await until(() => fill(element) === '#c81e1e');
    element.editor!.undo();
    await start(element);
    await cover(element);
    await sendKeys({ down: 'Shift' });
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'])
      await sendKeys({ press: key });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await until(() => fill(element) === '#c81e1e');
    element.editor!.undo();
    await start(element);
    const again = await cover(element);
    await sendKeys({ press: 'Escape' });
    await until(() => !again.isConnected);
    expect(fill(element)).to.equal('#1d3461');
    const drop = await pierce(element, ...SWATCHES, '.drop');
    await until(() => (drop.getRootNode() as ShadowRoot).activeElement === drop);
  });

  it('a process of few colours takes what comes closest, and says so', async () => {
    Object.defineProperty(globalThis, 'EyeDropper', { configurable: true, value: class { open = async () => ({ sRGBHex: '#e8c15a' }); } }); // prettier-ignore
    const [front, back] = shop.product.template.sides;
    const palette = [{ name: 'Silver', hex: '#c0c0c0', spot: 'Silver foil' }, { name: 'Gold', hex: '#d4af37', spot: 'Gold foil' }]; // prettier-ignore
    shop.product = { ...shop.product, template: { ...shop.product.template, sides: [{ ...front!, process: 'foil', palette }, back!] } };
    const element = await opened();
    await start(element);
    await until(() => JSON.stringify(fill(element)) === '{"spot":"Gold foil"}');
    await until(() => words(element, '.toast') === 'Gold comes closest of what can be made here.');
  });
});
