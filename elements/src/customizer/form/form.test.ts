import type { Product } from '@luneo/sdk/contracts/products.js';
import { imageLayer } from '@luneo/sdk/design/create.js';
import { resolveDesign } from '@luneo/sdk/design/variables.js';
import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { pierce, poster, shopFor, until } from '../testing/open.js';
import { sampleProduct, sampleText } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const FORM = 'luneo-form';
const FIELDS = [FORM, 'luneo-form-fields'] as const;

function badge(): Product {
  const product = sampleProduct([
    sampleText({ id: 'name', locked: true }, '{{name}}'),
    sampleText({ id: 'role', locked: true, y: 30 }, '{{role}}'),
    imageLayer({ id: 'crest', asset: 'none', locked: true, x: 60, y: 5, width: 20, height: 20 }) as never,
  ]);
  const { template } = product;
  return {
    ...product,
    template: {
      ...template,
      mode: 'form',
      variables: [
        {
          kind: 'text',
          name: 'name',
          label: 'Name',
          required: true,
          maxLength: 10,
          characters: 'letters',
          placeholder: 'YOUR NAME',
          help: 'As on the door',
        },
        {
          kind: 'choice',
          name: 'role',
          label: 'Role',
          required: true,
          choices: [
            { id: 'crew', name: 'Crew' },
            { id: 'chief', name: 'Chief' },
          ],
        },
        {
          kind: 'colour',
          name: 'ink',
          label: 'Ink',
          required: true,
          colours: [
            { name: 'Black', hex: '#000000' },
            { name: 'Red', hex: '#c00000' },
          ],
          default: 'Black',
        },
        { kind: 'picture', name: 'crest', label: 'Crest', required: false },
      ],
      layerRules: [
        { layer: 'name', may: [], colour: 'ink' },
        { layer: 'crest', may: [], picture: 'crest' },
      ],
    },
  };
}

async function openForm(width = 1000, attributes = ''): Promise<LuneoCustomizer> {
  const element = await poster(width, attributes);
  const ready = oneEvent(element, 'luneo-ready');
  (await pierce(element, 'button')).click();
  await ready;
  await pierce(element, ...FIELDS, '#name');
  return element;
}

const write = (field: HTMLInputElement, text: string): void => {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
};
const wordOf = (element: LuneoCustomizer, id: string): string => {
  const { document, product } = element.editor!.state;
  const layer = resolveDesign(document, product!.template).document.sides[0]!.layers.find((each) => each.id === id)!;
  return layer.type === 'text' ? layer.runs.map((run) => run.text).join('') : '';
};

describe('the form', () => {
  let shop: FakeShop;
  let end: () => void;
  beforeEach(() => ({ shop, end } = shopFor(new FakeShop(badge()))));
  afterEach(() => end());

  it('is what the template says, without the code of the editor', async () => {
    await openForm();
    expect(customElements.get('luneo-form')).to.not.equal(undefined);
    expect(customElements.get('luneo-workbench')).to.equal(undefined);
    expect(customElements.get('luneo-stage')).to.equal(undefined);
  });

  it('paints what is written at once, prices it, saves it, and takes it back', async () => {
    const element = await openForm();
    expect(wordOf(element, 'name')).to.equal('YOUR NAME');
    const canvas = await pierce<HTMLCanvasElement>(element, FORM, 'luneo-form-preview', '.canvas canvas');
    const pixels = () =>
      canvas
        .getContext('2d')!
        .getImageData(0, 0, canvas.width, canvas.height)
        .data.reduce((sum, value, at) => (at % 4 === 3 ? sum + (value > 0 ? 1 : 0) : sum), 0);
    await until(() => pixels() > 100, 'the placeholder is not painted');
    const before = pixels();
    const price = await pierce(element, FORM, 'luneo-price-bar', '.sum');
    write(await pierce<HTMLInputElement>(element, ...FIELDS, '#name'), 'Ana');
    await until(() => price.textContent === '€10.30');
    await until(() => pixels() < before, 'the shorter name takes less ink');
    expect(wordOf(element, 'name')).to.equal('Ana');
    expect((await pierce(element, ...FIELDS, '.count')).textContent).to.equal('3 / 10');
    await until(() => [...shop.designs.values()][0]?.document.values?.['name'] === 'Ana', 'the value was not saved');
    (await pierce(element, FORM, 'luneo-toolbar', '[data-action=undo]')).click();
    expect(wordOf(element, 'name')).to.equal('YOUR NAME');
  });

  it('tells what is wrong beside the field, once it was left', async () => {
    const element = await openForm();
    const field = await pierce<HTMLInputElement>(element, ...FIELDS, '#name');
    const error = await pierce(element, ...FIELDS, '#error-name');
    field.focus();
    write(field, 'R2');
    expect(error.hidden).to.equal(true);
    field.blur();
    await until(() => error.textContent?.trim() === 'Use letters only.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(field.getAttribute('aria-describedby')).to.contain('error-name');
    write(field, 'Maximiliane');
    await until(() => error.textContent?.trim() === 'Write at most 10 characters.');
    write(field, 'Ana');
    await until(() => error.hidden);
    expect(field.getAttribute('aria-invalid')).to.equal('false');
  });

  it('leads who wants to buy to the first field that is not right, and orders what was filled in by keyboard alone', async () => {
    const element = await openForm();
    const buy = await pierce(element, FORM, 'luneo-price-bar', '.cart');
    await until(() => element.editor!.state.findings.length > 0);
    const field = await pierce<HTMLInputElement>(element, ...FIELDS, '#name');
    buy.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => (field.getRootNode() as ShadowRoot).activeElement === field, 'the field has no focus');
    expect((await pierce(element, ...FIELDS, '[role=alert]')).textContent).to.equal('2 fields need your attention.');
    expect(shop.orders).to.have.length(0);
    await sendKeys({ type: 'Ana' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    await until(() => element.editor!.state.document.values?.['role'] === 'crew', 'the first choice was not taken');
    await sendKeys({ press: 'ArrowRight' });
    await until(() => wordOf(element, 'role') === 'Chief');
    await until(
      () => element.editor!.state.findings.every(({ severity }) => severity === 'warning'),
      JSON.stringify(element.editor!.state.findings),
    );
    element.addEventListener('luneo-cart-add', (event) => event.preventDefault());
    buy.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => shop.orders.length === 1);
    expect([...shop.designs.values()][0]!.document.values).to.deep.equal({ name: 'Ana', role: 'chief' });
  });

  it('takes a picture, cut to its place, and a colour', async () => {
    const element = await openForm();
    const field = await pierce<HTMLInputElement>(element, ...FIELDS, 'input[type=file]');
    const given = new DataTransfer();
    given.items.add(new File([await (await fetch('data:image/gif;base64,R0lGODlhAQABAAAAACw=')).blob()], 'a.gif', { type: 'image/gif' }));
    field.files = given.files;
    field.dispatchEvent(new Event('change'));
    await until(() =>
      element
        .shadowRoot!.querySelector(FORM)!
        .shadowRoot!.querySelector('luneo-form-fields')!
        .shadowRoot!.textContent?.includes('could not be added'),
    );
    const picture = new DataTransfer();
    picture.items.add(
      new File(['<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"/>'], 'crest.svg', { type: 'image/svg+xml' }),
    );
    field.files = picture.files;
    field.dispatchEvent(new Event('change'));
    await until(() => typeof element.editor!.state.document.values?.['crest'] === 'object');
    expect(element.editor!.state.document.values!['crest']).to.deep.include({ crop: { x: 0.25, y: 0, width: 0.5, height: 1 } });
    (await pierce(element, ...FIELDS, 'input[value=Red]')).click();
    expect(element.editor!.state.document.values!['ink']).to.equal('Red');
    (await pierce(element, ...FIELDS, '[data-field=crest] button')).click();
    expect(element.editor!.state.document.values!['crest']).to.equal(undefined);
  });

  for (const width of [320, 1000])
    it(`is accessible and fits ${width} px`, async () => {
      const element = await openForm(width);
      const frame = await pierce(element, FORM, '.frame');
      await expect(element).to.be.accessible({ ignoredRules: ['region'] });
      expect(frame.scrollWidth).to.be.at.most(frame.clientWidth);
      const fields = await pierce(element, ...FIELDS);
      for (const control of fields.shadowRoot!.querySelectorAll<HTMLElement>(
        'input[type=text], select, label.chip, label.file, label.swatch',
      ))
        expect(control.getBoundingClientRect().height, control.outerHTML).to.be.at.least(44);
    });

  it('the page may ask for the whole editor nevertheless, which has the fields, too', async () => {
    const element = await poster(1000, 'mode="editor"');
    const ready = oneEvent(element, 'luneo-ready');
    (await pierce(element, 'button')).click();
    await ready;
    await pierce(element, 'luneo-workbench', 'luneo-stage');
    write(await pierce<HTMLInputElement>(element, 'luneo-workbench', 'luneo-template-panel', 'luneo-form-fields', '#name'), 'Ana');
    expect(wordOf(element, 'name')).to.equal('Ana');
    await expect(element).to.be.accessible({ ignoredRules: ['region'] });
  });
});
