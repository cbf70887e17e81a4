import type { Layer, TextLayer } from '@luneo/sdk/design/document.js';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened as open, pierce, shopFor, until } from '../testing/open.js';
import { sampleProduct, sampleText } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const WORKBENCH = 'luneo-workbench';

describe('copy and paste', () => {
  let end: () => void;
  beforeEach(() => {
    const text = sampleText({ id: 'name', runs: [{ text: 'Jo', font: 'fnt_inter', size: 8, fill: '#1a1a1a', tracking: 0 }] }, 'Jo');
    ({ end } = shopFor(new FakeShop(sampleProduct([text]))));
  });
  afterEach(() => end());

  /** The shopper has touched something. */
  const opened = async (): Promise<LuneoCustomizer> => {
    const element = await open();
    const workbench = element.shadowRoot!.querySelector(WORKBENCH)!;
    workbench.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await until(() => workbench.clipboard);
    return element;
  };
  const layers = (element: LuneoCustomizer, side = 0): readonly Layer[] => element.editor!.state.document.sides[side]?.layers ?? [];
  const texts = (element: LuneoCustomizer, side = 0) => layers(element, side).map((layer) => (layer as TextLayer).runs[0]!.text);
  const select = async (element: LuneoCustomizer) => {
    element.editor!.select(['name']);
    const object = await pierce<HTMLElement>(element, WORKBENCH, 'luneo-stage', '[data-layer=name]');
    object.focus();
    return object;
  };
  /** What the browser does at Ctrl C, X or V; the clipboard itself is not the test's. */
  const event = (target: Element, type: string, data = new DataTransfer()): DataTransfer => {
    target.dispatchEvent(new ClipboardEvent(type, { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
    return data;
  };
  const paste = (target: Element, words: Record<string, string>): void => {
    const data = new DataTransfer();
    for (const [type, value] of Object.entries(words)) data.setData(type, value);
    event(target, 'paste', data);
  };
  const toast = (element: LuneoCustomizer): string =>
    element.shadowRoot!.querySelector(WORKBENCH)!.shadowRoot!.querySelector('.toast')?.textContent?.trim() ?? '';

  it('copies with Ctrl C and pastes beside it, on the other side in its place, with ids of its own', async () => {
    const element = await opened();
    const object = await select(element);
    const clip = event(object, 'copy');
    expect(clip.getData('text/plain')).to.equal('Jo');
    event(object, 'paste', clip);
    await until(() => layers(element).length === 2);
    expect([layers(element)[1]!.x, layers(element)[1]!.y]).to.deep.equal([13, 13]);
    expect(new Set(layers(element).map(({ id }) => id)).size).to.equal(2);
    expect(element.editor!.state.undoLabel).to.equal('paste');
    element.editor!.setSide('back');
    event(await pierce(element, WORKBENCH, 'luneo-stage'), 'paste', clip);
    await until(() => layers(element, 1).length === 1);
    expect([layers(element, 1)[0]!.x, layers(element, 1)[0]!.y]).to.deep.equal([10, 10]);
    element.editor!.undo();
    expect(layers(element, 1)).to.have.length(0);
  });

  it('real keys copy and cut, and another tab pastes what it finds', async () => {
    const element = await opened();
    await select(element);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'c' });
    await sendKeys({ press: 'x' });
    await sendKeys({ up: 'Control' });
    await until(() => layers(element).length === 0);
    expect(element.editor!.state.undoLabel).to.equal('cut');
    const other = await opened();
    const before = layers(other).length;
    paste(await pierce(other, WORKBENCH, 'luneo-stage'), { 'text/plain': 'Jo' });
    await until(() => layers(other).length === before + 1);
    expect(other.editor!.state.undoLabel).to.equal('paste');
    expect(layers(other).at(-1)!.width, 'the layer, not its words').to.equal(40);
  });

  it('text from another program becomes a text, a picture is uploaded', async () => {
    const element = await opened();
    const stage = await pierce(element, WORKBENCH, 'luneo-stage');
    paste(stage, { 'text/plain': 'From a letter\r\nof mine' });
    await until(() => texts(element).includes('From a letter\nof mine'));
    const data = new DataTransfer();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30"/></svg>';
    data.items.add(new File([svg], 'beach.svg', { type: 'image/svg+xml' }));
    event(stage, 'paste', data);
    await until(() => layers(element).some(({ type }) => type === 'image'));
  });

  it('refuses 50 MB with a sentence, and a text that is too long, and what is broken', async () => {
    const element = await opened();
    const { document } = element.editor!.state;
    const stage = await pierce(element, WORKBENCH, 'luneo-stage');
    paste(stage, { 'text/plain': 'x'.repeat(50_000_000) });
    await until(() => toast(element) === 'That is too much to paste. Paste less, or upload a picture as a file.');
    paste(stage, { 'text/plain': 'x'.repeat(2_001) });
    await until(() => toast(element).startsWith('That text is longer'));
    const clip = { luneo: 'layers', version: 1, brandId: 'brd_test', productId: 'prd_plate', side: 'front' };
    for (const layers of [[null], [{ ...sampleText({ id: 'x' }), width: -1 }], [{ ...sampleText({ id: 'x' }), onload: 'alert(1)' }], 'x']) {
      paste(stage, { 'application/x-luneo-layers': JSON.stringify({ ...clip, layers }) });
      await until(() => toast(element) === 'What you copied cannot be read. Copy it again.');
      element.shadowRoot!.querySelector(WORKBENCH)!.toast = '';
    }
    expect(element.editor!.state.document).to.equal(document);
  });

  it('says what of another shop cannot come along, and makes the rest fit', async () => {
    const element = await opened();
    const stage = await pierce(element, WORKBENCH, 'luneo-stage');
    const run = { text: 'Big', font: 'fnt_theirs', size: 40, fill: { spot: 'Gold leaf' }, tracking: 0 };
    const text = sampleText({ id: 'x', x: 300, y: 100, width: 200, height: 50, runs: [run] });
    const { runs: _, ...frame } = sampleText({ id: 'y' });
    const picture = { ...frame, type: 'image', asset: 'ast_theirs', crop: { x: 0, y: 0, width: 1, height: 1 } };
    for (const key of ['align', 'verticalAlign', 'lineHeight', 'fit', 'case', 'direction'])
      delete (picture as Record<string, unknown>)[key];
    const clip = { luneo: 'layers', version: 1, brandId: 'brd_other', productId: 'prd_x', side: 'front', layers: [text, picture] };
    paste(stage, { 'application/x-luneo-layers': JSON.stringify(clip) });
    await until(() => layers(element).length === 2);
    await until(() => toast(element));
    expect(toast(element))
      .to.contain('Pictures of another shop cannot come along')
      .and.to.contain('A font is not offered here')
      .and.to.contain('A colour cannot be made here');
    const pasted = layers(element)[1] as TextLayer;
    expect(pasted).to.deep.include({ x: 0, y: 25, width: 100, height: 25 });
    expect(pasted.runs[0]).to.include({ font: 'fnt_inter', size: 20, fill: '#1a1a1a' });
    expect(element.editor!.state.selection).to.deep.equal([pasted.id]);
  });

  it('leaves fields to the browser', async () => {
    const element = await opened();
    await select(element);
    const field = await pierce(element, WORKBENCH, 'luneo-selection-panel', 'luneo-text-panel', 'textarea');
    expect(event(field, 'copy').getData('text/plain')).to.equal('');
    paste(field, { 'text/plain': 'not a layer' });
    expect(layers(element)).to.have.length(1);
  });
});
