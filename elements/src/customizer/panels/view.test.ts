import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { sampleProduct, sampleText } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const WORKBENCH = 'luneo-workbench';
const HISTORY = [WORKBENCH, 'luneo-history-panel'] as const;
const RULERS = [WORKBENCH, 'luneo-rulers'] as const;

describe('history, rulers and guides', () => {
  let end: () => void;
  beforeEach(() => {
    const text = sampleText({ id: 'a', x: 10, y: 10, width: 16, height: 8 }, 'A');
    ({ end } = shopFor(new FakeShop(sampleProduct([text]))));
  });
  afterEach(async () => {
    await resetMouse();
    end();
  });

  const layer = (element: LuneoCustomizer) => element.editor!.state.document.sides[0]!.layers[0]!;
  const said = (element: LuneoCustomizer) => pierce(element, WORKBENCH, 'luneo-stage', '[role=status]');

  it('lists every step, goes to any of them by keyboard, and shows what was undone until something else is done', async () => {
    const element = await opened();
    const editor = element.editor!;
    for (const x of [20, 30, 40]) editor.update('a', { x }, { label: 'move' });
    const documents = [editor.state.document];
    (await pierce(element, WORKBENCH, 'luneo-toolbar', '[data-opens=history]')).click();
    const rows = async () => {
      const list = await pierce(element, ...HISTORY, 'ol');
      return [...list.querySelectorAll('button')].map((row) => row.textContent!.replace(/\s+/g, ' ').trim());
    };
    expect(await rows()).to.deep.equal(['Move now', 'Move', 'Move', 'As it was opened']);
    (await pierce(element, ...HISTORY, '[aria-current=step]')).focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await until(() => layer(element).x === 20);
    await pierce(element, ...HISTORY, '[data-step="1"][aria-current=step]');
    expect(await rows()).to.deep.equal(['Move undone', 'Move undone', 'Move now', 'As it was opened']);
    (await pierce(element, ...HISTORY, '[data-step="3"]')).click();
    expect(editor.state.document, 'the very same').to.equal(documents[0]);
    (await pierce(element, ...HISTORY, '[data-step="0"]')).click();
    await until(() => layer(element).x === 10);
    editor.update('a', { y: 30 }, { label: 'align' });
    await pierce(element, ...HISTORY, '[data-step="1"][aria-current=step]');
    expect(await rows()).to.deep.equal(['Align now', 'As it was opened']);
  });

  async function withRulers(attributes = ''): Promise<LuneoCustomizer> {
    await setViewport({ width: 1280, height: 900 });
    const element = await opened(1200, attributes);
    scrollTo(0, 0);
    (await pierce(element, WORKBENCH, 'luneo-toolbar', '[data-opens=view]')).click();
    (await pierce(element, WORKBENCH, 'luneo-view-panel', '[data-setting=rulers]')).click();
    await pierce(element, ...RULERS, '.ruler.x');
    return element;
  }
  const guides = (element: LuneoCustomizer) => element.shadowRoot!.querySelector(WORKBENCH)!.stage!.guides.on('front');
  const middleOf = (target: Element): [number, number] => {
    const box = target.getBoundingClientRect();
    return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  };

  it('drags a guide out of a ruler, snaps to it, moves it along the ruler and throws it away', async () => {
    const element = await withRulers();
    const stage = element.shadowRoot!.querySelector(WORKBENCH)!.stage!;
    const { left, top } = stage.getBoundingClientRect();
    const at = (x: number, y: number): [number, number] => {
      const point = stage.view!.toScreen({ x, y });
      return [Math.round(left + point.x), Math.round(top + point.y)];
    };
    const drag = async (from: [number, number], to: [number, number]) => {
      await sendMouse({ type: 'move', position: from });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [Math.round((from[0] + to[0]) / 2), Math.round((from[1] + to[1]) / 2)] });
      await sendMouse({ type: 'move', position: to });
      await sendMouse({ type: 'up' });
    };
    await drag(middleOf(await pierce(element, ...RULERS, '.ruler.y')), at(70, 20));
    expect(guides(element).map(({ axis }) => axis)).to.deep.equal(['x']);
    const line = guides(element)[0]!.at;
    expect(line).to.be.closeTo(70, 0.3);
    await drag(at(18, 14), at(18 + 51.6, 14));
    expect(Math.min(...[0, 8, 16].map((place) => Math.abs(layer(element).x + place - line)))).to.be.lessThan(0.001);
    const marker = await pierce(element, ...RULERS, '[data-guide="0"]');
    expect(marker.getAttribute('aria-label')).to.match(/^Upright guide at (70|69.5|70.5) mm\. Arrow keys move it, Delete removes it\.$/);
    await drag(middleOf(marker), [middleOf(marker)[0] - Math.round(20 * stage.view!.pxPerMm), middleOf(marker)[1]]);
    expect(guides(element)[0]!.at).to.be.closeTo(50, 0.6);
    await drag(middleOf(marker), [left + 4, middleOf(marker)[1]]);
    expect(guides(element)).to.have.length(0);
    expect(element.editor!.state.document.sides[0]!.layers, 'no part of the design').to.have.length(1);
  });

  it('sets, moves and removes a guide with the keyboard alone, and says so', async () => {
    const element = await withRulers();
    (await pierce(element, ...RULERS, '.ruler.x')).focus();
    await sendKeys({ press: 'Enter' });
    const marker = await pierce(element, ...RULERS, '[data-guide="0"]');
    await until(() => (marker.getRootNode() as ShadowRoot).activeElement === marker);
    expect(guides(element)).to.deep.equal([{ axis: 'y', at: 25, kind: 'guide' }]);
    const status = await said(element);
    await until(() => status.textContent === 'Guide at 25 mm');
    await sendKeys({ press: 'ArrowDown' });
    await until(() => marker.getAttribute('aria-valuetext') === '26 mm');
    await sendKeys({ press: 'Delete' });
    await until(() => guides(element).length === 0);
    await until(() => status.textContent === 'Guide removed');
  });

  it('measures in inches where that is usual, and in what the shopper chooses', async () => {
    const element = await withRulers('locale="en-US"');
    (await pierce(element, ...RULERS, '.ruler.y')).focus();
    await sendKeys({ press: 'Enter' });
    const marker = await pierce(element, ...RULERS, '[data-guide="0"]');
    expect(marker.getAttribute('aria-valuetext')).to.equal('1.969 in');
    (await pierce(element, WORKBENCH, 'luneo-view-panel', '[value=mm]')).click();
    await until(() => marker.getAttribute('aria-valuetext') === '50 mm');
  });

  it('has no accessibility faults that axe finds', async () => {
    const element = await withRulers();
    element.shadowRoot!.querySelector(WORKBENCH)!.stage!.guides.add('front', 'x', 20);
    await pierce(element, ...RULERS, '[data-guide="0"]');
    await expect(element).to.be.accessible();
    (await pierce(element, WORKBENCH, 'luneo-toolbar', '[data-opens=history]')).click();
    await pierce(element, ...HISTORY, 'ol');
    await expect(element).to.be.accessible();
  });
});
