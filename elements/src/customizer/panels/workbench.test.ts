import type { TextLayer } from '@luneo/sdk/design/document.js';
import { expect, oneEvent } from '@open-wc/testing';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { FONT, sampleProduct, sampleText } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';
import { bendOf } from './bend.js';

const WORKBENCH = 'luneo-workbench';
const TEXT_PANEL = [WORKBENCH, 'luneo-selection-panel', 'luneo-text-panel'] as const;

function firstText(element: LuneoCustomizer): TextLayer {
  return element.editor!.state.document.sides[0]!.layers[0] as TextLayer;
}

function press(target: Element, key: string, options: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...options }));
}

async function slide(element: LuneoCustomizer, path: readonly string[], value: number): Promise<void> {
  const field = await pierce<HTMLInputElement>(element, ...TEXT_PANEL, ...path, 'input');
  field.value = String(value);
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

describe('the customizer’s panels', () => {
  let shop: FakeShop;
  let end: () => void;
  beforeEach(() => ({ shop, end } = shopFor(new FakeShop(sampleProduct([sampleText({ id: 'name' })])))));
  afterEach(() => end());

  const select = async (element: LuneoCustomizer) => {
    (await pierce(element, WORKBENCH, 'luneo-layers-panel', '.pick')).click();
    return pierce(element, ...TEXT_PANEL, 'textarea');
  };

  it('invites to write on an empty product, and puts the caret into the new text', async () => {
    end();
    ({ shop, end } = shopFor());
    const element = await opened();
    (await pierce(element, WORKBENCH, '.welcome button')).click();
    const field = await pierce<HTMLTextAreaElement>(element, ...TEXT_PANEL, 'textarea');
    await until(() => field.getRootNode() instanceof ShadowRoot && (field.getRootNode() as ShadowRoot).activeElement === field);
    expect(element.editor!.state.document.sides[0]!.layers).to.have.length(1);
  });

  it('writes what is typed, prices it in the same frame and takes it back', async () => {
    const element = await opened();
    const field = (await select(element)) as HTMLTextAreaElement;
    field.value = 'Jo';
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await Promise.resolve();
    const sum = await pierce(element, WORKBENCH, 'luneo-price-bar', '.sum');
    expect(sum.textContent).to.equal('€10.20');
    (await pierce(element, WORKBENCH, 'luneo-toolbar', '[data-action=undo]')).click();
    expect(firstText(element).runs[0]!.text).to.equal('Jessica');
  });

  it('sets size, colour, alignment and curve', async () => {
    const element = await opened();
    await select(element);
    (await pierce(element, ...TEXT_PANEL, 'luneo-stepper', 'button:last-child')).click();
    expect(firstText(element).runs[0]!.size).to.equal(8.5);
    (await pierce(element, ...TEXT_PANEL, 'luneo-swatches', '[aria-label=Navy]')).click();
    expect(firstText(element).runs[0]!.fill).to.equal('#1d3461');
    (await pierce(element, ...TEXT_PANEL, '[aria-label="Align to the end"]')).click();
    expect(firstText(element).align).to.equal('end');
    (await pierce(element, ...TEXT_PANEL, 'luneo-text-line', '[value=arc]')).click();
    expect(bendOf(firstText(element))).to.be.closeTo(0.35, 0.01);
    await slide(element, ['luneo-text-line', 'luneo-slider'], 50);
    expect(bendOf(firstText(element))).to.be.closeTo(0.5, 0.01);
    await slide(element, ['luneo-text-line', 'luneo-slider'], 1);
    expect(firstText(element).curve, 'straight when near the middle').to.equal(undefined);
  });

  it('lays the text on a wave, round a circle and back', async () => {
    const element = await opened();
    await select(element);
    const choose = async (value: string) => (await pierce(element, ...TEXT_PANEL, 'luneo-text-line', `[value=${value}]`)).click();
    await choose('wave');
    await slide(element, ['luneo-text-line', 'luneo-slider'], -50);
    const { curve, height } = firstText(element);
    expect(curve?.kind === 'wave' && curve.amplitude).to.be.closeTo(-height / 4, 0.01);
    await slide(element, ['luneo-text-line', 'luneo-slider:nth-of-type(2)'], 6);
    const { curve: shorter, width } = firstText(element);
    expect(shorter?.kind === 'wave' && shorter.length).to.be.closeTo(width / 3, 0.01);
    await choose('circle');
    expect(firstText(element)).to.include({ verticalAlign: 'bottom', align: 'center' });
    expect(firstText(element).width).to.equal(firstText(element).height);
    await choose('top');
    expect(firstText(element).verticalAlign).to.equal('top');
    await choose('straight');
    expect(firstText(element).curve).to.equal(undefined);
    element.editor!.undo();
    expect(firstText(element).curve!.kind).to.equal('path');
  });

  it('gives the text an outline and a shadow, in colours that the side has, and takes them away', async () => {
    const element = await opened();
    await select(element);
    const effects = ['luneo-text-effects', 'luneo-slider'];
    await slide(element, effects, 50);
    const { outline } = firstText(element).runs[0]!;
    expect(outline!.width).to.be.closeTo(8 * 0.06, 0.01);
    await slide(element, ['luneo-text-effects', 'luneo-slider:last-of-type'], 40);
    const { shadow } = firstText(element);
    expect([shadow!.x, shadow!.y]).to.deep.equal([0.8, 0.8]);
    expect(shadow!.paint).not.to.equal(firstText(element).runs[0]!.fill);
    await slide(element, effects, 0);
    await slide(element, ['luneo-text-effects', 'luneo-slider:last-of-type'], 0);
    expect(firstText(element).runs[0]!.outline).to.equal(undefined);
    expect(firstText(element)).not.to.have.property('shadow');
  });

  it('takes a size with a decimal comma and keeps the old one for nonsense', async () => {
    const element = await opened();
    await select(element);
    const field = await pierce<HTMLInputElement>(element, ...TEXT_PANEL, 'luneo-stepper', 'input');
    field.value = '6,5';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    expect(firstText(element).runs[0]!.size).to.equal(6.5);
    field.value = 'large';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    expect(firstText(element).runs[0]!.size).to.equal(6.5);
    expect(field.value).to.equal('6.5');
  });

  it('shows the brand’s fonts in the shopper’s own words', async () => {
    const element = await opened();
    await select(element);
    const sample = await pierce(element, ...TEXT_PANEL, 'luneo-font-picker', '.ready .sample');
    expect(sample.textContent).to.equal('Jessica');
    expect(getComputedStyle(sample).fontFamily).to.contain('luneo-fnt_inter');
  });

  it('changes an option and says what the price is made of', async () => {
    const element = await opened();
    const priced = oneEvent(element, 'luneo-price');
    (await pierce(element, WORKBENCH, 'luneo-options-panel', 'input[value=black]')).click();
    expect((await priced).detail.quote.total).to.equal(1_320);
    const price = await pierce(element, WORKBENCH, 'luneo-price-bar', '.price');
    press(price, 'Enter');
    price.click();
    const bill = await pierce(element, WORKBENCH, 'luneo-price-bar', '.bill');
    expect(bill.textContent).to.contain('Black').and.to.contain('€2.50');
  });

  it('reorders, hides, locks and deletes from the list', async () => {
    const element = await opened();
    const { editor } = element;
    editor!.addText('Second');
    editor!.select([]);
    const order = () => editor!.state.document.sides[0]!.layers.map((layer) => (layer as TextLayer).runs[0]!.text);
    expect(order()).to.deep.equal(['Jessica', 'Second']);
    const row = await pierce(element, WORKBENCH, 'luneo-layers-panel', '[data-layer=name]');
    press(row.querySelector('.pick')!, 'ArrowUp', { altKey: true });
    expect(order()).to.deep.equal(['Second', 'Jessica']);
    const menu = () => pierce(element, WORKBENCH, 'luneo-layers-panel', '[data-layer=name] [aria-expanded]');
    const act = async (name: string) => {
      if ((await menu()).getAttribute('aria-expanded') !== 'true') (await menu()).click();
      const acts = await pierce(element, WORKBENCH, 'luneo-layers-panel', '[data-layer=name] .acts');
      [...acts.querySelectorAll('button')].find((button) => button.textContent!.trim() === name)!.click();
    };
    const layer = () => editor!.state.document.sides[0]!.layers.find(({ id }) => id === 'name');
    await act('Hide');
    expect(layer()!.hidden).to.equal(true);
    await act('Lock');
    expect(layer()!.locked).to.equal(true);
    await until(() => editor!.state.document === element.editor!.state.document);
    await act('Unlock');
    await act('Delete');
    expect(layer()).to.equal(undefined);
  });

  it('renames a picture and rewrites a text where its name stands', async () => {
    const element = await opened();
    const pick = await pierce(element, WORKBENCH, 'luneo-layers-panel', '.pick');
    press(pick, 'F2');
    const field = await pierce<HTMLInputElement>(element, WORKBENCH, 'luneo-layers-panel', 'input');
    field.value = 'Ana';
    press(field, 'Enter');
    expect(firstText(element).runs[0]!.text).to.equal('Ana');
  });

  it('applies an idea in words, tells what was understood, and can take it back', async () => {
    shop.generate = (document) => ({
      status: 'completed',
      document: { ...document, options: { ...document.options, colour: 'black' } },
      notes: ['Colour: black'],
    });
    const element = await opened();
    const field = await pierce<HTMLInputElement>(element, WORKBENCH, '.ask luneo-prompt-line', 'input');
    field.value = 'in black, please';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    (await pierce(element, WORKBENCH, '.ask luneo-prompt-line', 'form')).dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    const card = await pierce(element, WORKBENCH, '.ask luneo-prompt-line', '.card[data-status=completed]');
    expect(card.textContent).to.contain('Colour: black');
    expect(element.editor!.state.document.options['colour']).to.equal('black');
    card.querySelector<HTMLElement>('button.link')!.click();
    expect(element.editor!.state.document.options['colour']).to.equal('white');
  });

  it('puts an idea that was not understood back into the line, to be said in other words', async () => {
    shop.generate = () => ({ status: 'failed', error: { code: 'prompt-invalid', message: 'We did not understand that.' } });
    const element = await opened();
    const field = await pierce<HTMLInputElement>(element, WORKBENCH, '.ask luneo-prompt-line', 'input');
    field.value = 'qwertz';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    (await pierce(element, WORKBENCH, '.ask luneo-prompt-line', 'form')).dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    const card = await pierce(element, WORKBENCH, '.ask luneo-prompt-line', '.card[data-status=failed]');
    expect(card.textContent!.trim()).to.equal('We did not understand that.');
    await until(() => field.value === 'qwertz');
  });

  it('says why a picture could not be added, and sends it again', async () => {
    const element = await opened();
    shop.intercept = ({ path }) => (path === '/v1/assets' ? 'offline' : null);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30"/></svg>';
    void element.editor!.addImage(new File([svg], 'beach.svg', { type: 'image/svg+xml' }), 'beach.svg');
    const words = await pierce(element, WORKBENCH, 'luneo-image-source', '.failed');
    expect(words.textContent).to.contain('beach.svg could not be added');
    expect(words.scrollWidth, 'nothing of it is cut off').to.be.at.most(words.clientWidth);
    shop.intercept = () => null;
    (await pierce(element, WORKBENCH, 'luneo-image-source', 'button.link')).click();
    await until(() => element.editor!.state.document.sides[0]!.layers.some(({ type }) => type === 'image'));
    expect(element.editor!.state.uploads).to.have.length(0);
  });

  it('says what production cannot make, with a button that mends it', async () => {
    const element = await opened();
    element.editor!.updateText('name', { size: 1 });
    const finding = await pierce(element, WORKBENCH, 'luneo-findings-panel', '[data-code=text-too-small]');
    expect(finding.textContent).to.contain('Letters need at least 2 mm');
    finding.querySelector<HTMLElement>('button')!.click();
    expect(firstText(element).runs[0]!.size).to.be.at.least(2);
  });

  it('writes what the font cannot in one that can, with one button, or leaves it out with the other', async () => {
    const naskh = '/node_modules/@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf';
    const fonts = [FONT, { ...FONT, id: 'fnt_naskh', family: 'Noto Naskh Arabic', hash: 'b'.repeat(64), url: naskh }];
    shop.intercept = ({ path }) => (path === '/v1/fonts' ? { status: 200, body: { items: fonts } } : null);
    shop.product = { ...shop.product, template: { ...shop.product.template, fonts: ['fnt_inter', 'fnt_naskh'] } };
    const element = await opened();
    element.editor!.setText('name', 'Jo سلام');
    const acts = await pierce(element, WORKBENCH, 'luneo-findings-panel', '[data-code=glyph-missing] .acts');
    await until(() => acts.firstElementChild!.textContent!.trim() === 'Write it in Noto Naskh Arabic');
    (acts.children[1] as HTMLElement).click();
    expect(
      firstText(element)
        .runs.map((run) => run.text)
        .join(''),
    ).to.equal('Jo ');
    element.editor!.undo();
    (acts.firstElementChild as HTMLElement).click();
    expect(firstText(element).runs.at(-1)!.font).to.equal('fnt_naskh');
    await until(() => element.editor!.state.findings.length === 0);
  });

  it('takes a dropped picture and refuses a file that is none', async () => {
    const element = await opened();
    const workbench = await pierce(element, WORKBENCH);
    const drop = (file: File) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(file);
      workbench.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    };
    drop(new File(['x'], 'notes.txt', { type: 'text/plain' }));
    const toast = await pierce(element, WORKBENCH, '.toast');
    expect(toast.textContent).to.contain('notes.txt is not a picture');
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30"/></svg>';
    drop(new File([svg], 'beach.svg', { type: 'image/svg+xml' }));
    await until(() => element.editor!.state.document.sides[0]!.layers.some(({ type }) => type === 'image'));
  });

  it('adds art from the library', async () => {
    const element = await opened();
    (await pierce(element, WORKBENCH, '.make button:nth-child(3)')).click();
    (await pierce(element, WORKBENCH, 'luneo-art-panel', 'luneo-clipart-panel', 'li button')).click();
    expect(element.editor!.state.document.sides[0]!.layers.at(-1)!.type).to.equal('shape');
  });

  it('opens and closes one sheet on a phone, and the button to buy stays where it is', async () => {
    const element = await opened(360);
    const cart = await pierce(element, WORKBENCH, 'luneo-price-bar', '.cart');
    const { top } = cart.getBoundingClientRect();
    const tab = (name: string) => pierce(element, WORKBENCH, `[data-tab=${name}]`);
    const panel = await pierce(element, WORKBENCH, '.panel');
    expect(getComputedStyle(panel).display).to.equal('none');
    (await tab('overview')).click();
    await until(() => getComputedStyle(panel).display !== 'none');
    (await tab('ideas')).click();
    await pierce(element, WORKBENCH, '.panel luneo-prompt-line');
    expect(cart.getBoundingClientRect().top).to.equal(top);
    (await tab('ideas')).click();
    await until(() => getComputedStyle(panel).display === 'none');
    expect(cart.getBoundingClientRect().top).to.equal(top);
  });

  it('shows the words large above the sheet in which they are written, with nothing lying on them', async () => {
    const element = await opened(360, 'style="--luneo-height: 560px"');
    const object = () => pierce(element, WORKBENCH, 'luneo-stage', '[data-layer=name]');
    const { width } = (await object()).getBoundingClientRect();
    (await pierce(element, WORKBENCH, '[data-tab=text]')).click();
    await pierce(element, ...TEXT_PANEL, 'textarea');
    const stage = (await pierce(element, WORKBENCH, '.stage')).getBoundingClientRect();
    const shown = await object();
    await until(() => shown.getBoundingClientRect().width > width);
    const box = (await object()).getBoundingClientRect();
    expect(box.top).to.be.at.least(stage.top + 48);
    expect(box.bottom).to.be.at.most(stage.bottom);
    const bar = await pierce(element, WORKBENCH, 'luneo-context-bar');
    await until(() => getComputedStyle(bar).visibility === 'hidden');
  });

  it('dismisses a hint for ever', async () => {
    const element = await opened();
    (await pierce(element, WORKBENCH, 'luneo-hints', 'button')).click();
    expect(localStorage.getItem('luneo-hints')).to.contain('start');
  });

  for (const scheme of ['light', 'dark'])
    for (const width of [360, 1200])
      it(`has no accessibility violations (${scheme}, ${width} px)`, async () => {
        document.documentElement.style.colorScheme = scheme;
        document.body.style.background = scheme === 'dark' ? '#111' : '#fff';
        try {
          const element = await opened(width);
          const parts = ['luneo-toolbar', 'luneo-price-bar', 'luneo-stage'];
          if (width > 960) parts.push('luneo-options-panel', 'luneo-layers-panel', '.ask luneo-prompt-line');
          for (const part of parts) await expect(await pierce(element, WORKBENCH, part)).shadowDom.to.be.accessible();
          await expect(element).to.be.accessible();
          if (width < 960) {
            (await pierce(element, WORKBENCH, '[data-tab=overview]')).click();
            await until(() => element.shadowRoot!.querySelector(WORKBENCH)!.shadowRoot!.querySelector('.panel[data-open]'));
            return expect(await pierce(element, WORKBENCH)).shadowDom.to.be.accessible();
          }
          await select(element);
          await pierce(element, ...TEXT_PANEL, 'luneo-font-picker', '.ready');
          await expect(element).to.be.accessible();
        } finally {
          document.documentElement.style.colorScheme = document.body.style.background = '';
        }
      });
});
