import type { Layer } from '@luneo/sdk/design/document.js';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { sampleProduct, sampleText } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const WORKBENCH = 'luneo-workbench';
const ARRANGE = [WORKBENCH, 'luneo-selection-panel', 'luneo-arrange-panel'] as const;
const FIELDS = [...ARRANGE, 'luneo-place-fields'] as const;

const small = (id: string, x: number, y: number) => sampleText({ id, x, y, width: 16, height: 8 }, id.toUpperCase());

describe('arranging in the panels', () => {
  let end: () => void;
  beforeEach(() => ({ end } = shopFor(new FakeShop(sampleProduct([small('a', 8, 8), small('b', 41, 9), small('c', 74, 26)])))));
  afterEach(() => end());

  const layers = (element: LuneoCustomizer): readonly Layer[] => element.editor!.state.document.sides[0]!.layers;
  const layer = (element: LuneoCustomizer, id: string): Layer => layers(element).find((each) => each.id === id)!;
  const list = [WORKBENCH, 'luneo-layers-panel'] as const;
  const rowOf = (element: LuneoCustomizer, id: string) => pierce(element, ...list, `[data-layer=${id}] .pick`);
  const command = async (element: LuneoCustomizer, name: string) => (await pierce(element, ...ARRANGE, `[data-command=${name}]`)).click();
  const selection = (element: LuneoCustomizer) => element.editor!.state.selection.join('');

  it('picks several in the list with the keyboard alone and groups them', async () => {
    const element = await opened();
    element.editor!.select([]);
    (await rowOf(element, 'c')).focus();
    const hold = async (key: string) => {
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: key });
      await sendKeys({ up: 'Shift' });
    };
    await sendKeys({ press: 'ArrowDown' });
    await hold(' ');
    await until(() => selection(element) === 'b');
    await hold('ArrowDown');
    await until(() => selection(element) === 'ab');
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'g' });
    await sendKeys({ up: 'Control' });
    const group = await until(() => layers(element).find(({ type }) => type === 'group'));
    expect(selection(element)).to.equal(group.id);
  });

  it('aligns to each other, to the product and to the safe zone, and spreads', async () => {
    const element = await opened();
    element.editor!.select(['a', 'b', 'c']);
    await command(element, 'right');
    await until(() => layers(element).every(({ x }) => x === 74));
    element.editor!.undo();
    (await pierce(element, ...ARRANGE, '[value=safe]')).click();
    await command(element, 'bottom');
    await until(() => layers(element).every(({ y }) => y === 50 - 3 - 8));
    await command(element, 'distribute-x');
    await until(() => layer(element, 'a').x === 3);
    expect(layer(element, 'c').x).to.equal(100 - 3 - 16);
    expect(layer(element, 'b').x).to.equal(42);
    element.editor!.select(['a']);
    await command(element, 'middle');
    await until(() => layer(element, 'a').y === 21);
  });

  it('gives place and size of several in mm and sets them together', async () => {
    const element = await opened();
    element.editor!.select(['a', 'b', 'c']);
    const field = async (name: string) => {
      const steppers = [...(await pierce(element, ...FIELDS, 'luneo-stepper')).parentElement!.querySelectorAll('luneo-stepper')];
      return steppers.find(({ label }) => label === name)!.shadowRoot!.querySelector('input')!;
    };
    const type = async (name: string, value: string) => {
      const input = await field(name);
      input.value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    expect((await field('Width')).value).to.equal('82');
    await type('Width', '41');
    expect([layer(element, 'a').x, layer(element, 'c').x, layer(element, 'c').width]).to.deep.equal([8, 41, 8]);
    await type('From left', '20');
    expect([layer(element, 'a').x, layer(element, 'c').x]).to.deep.equal([20, 53]);
    await type('Turn', '90');
    expect(layers(element).map(({ rotation }) => rotation)).to.deep.equal([90, 90, 90]);
  });

  it('keeps the proportions of a text when asked to', async () => {
    const element = await opened();
    element.editor!.select(['a']);
    const place = [WORKBENCH, 'luneo-selection-panel', 'luneo-text-panel', 'luneo-place-fields'] as const;
    const keep = await pierce<HTMLInputElement>(element, ...place, '.keep input');
    const wider = () => pierce(element, ...place, 'luneo-stepper', 'button:last-child');
    (await wider()).click();
    expect(layer(element, 'a')).to.include({ width: 16.5, height: 8 });
    keep.click();
    (await wider()).click();
    expect(layer(element, 'a').height).to.be.closeTo(8 * (17 / 16.5), 0.01);
    expect(layer(element, 'a'))
      .to.have.nested.property('runs[0].size')
      .closeTo(8 * (17 / 16.5), 0.01);
  });

  it('shows what is in a group, and picks it there', async () => {
    const element = await opened();
    element.editor!.select(['a', 'b']);
    await command(element, 'group');
    const group = await until(() => layers(element).find(({ type }) => type === 'group'));
    element.editor!.select([]);
    await pierce(element, ...list, `[data-layer=${group.id}] ul [data-layer=b]`);
    (await rowOf(element, 'b')).click();
    expect(element.editor!.state.entered).to.equal(group.id);
    expect(selection(element)).to.equal('b');
    await command(element, 'leave');
    expect(selection(element)).to.equal(group.id);
    await command(element, 'open');
    expect(selection(element)).to.equal('a');
    await command(element, 'leave');
    await command(element, 'ungroup');
    await until(() => layers(element).length === 3);
  });

  it('has no accessibility faults that axe finds', async () => {
    const element = await opened();
    element.editor!.select(['a', 'b']);
    await pierce(element, ...FIELDS, 'luneo-stepper');
    await expect(element).to.be.accessible();
  });
});
