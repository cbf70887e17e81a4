import type { CodeLayer, Layer } from '@luneo/sdk/design/document.js';
import { expect } from '@open-wc/testing';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { sampleProduct } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const ART = ['luneo-workbench', 'luneo-art-panel'] as const;
const SELECTION = ['luneo-workbench', 'luneo-selection-panel'] as const;

function layers(element: LuneoCustomizer): readonly Layer[] {
  return element.editor!.state.document.sides[0]!.layers;
}

function type(field: HTMLElement, text: string): void {
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

describe('the art panel', () => {
  let end: () => void;
  beforeEach(() => ({ end } = shopFor(new FakeShop(sampleProduct()))));
  afterEach(() => end());

  const open = async (section: string) => {
    const element = await opened();
    (await pierce(element, 'luneo-workbench', '.make button:nth-child(3)')).click();
    (await pierce(element, ...ART, `[data-section=${section}]`)).click();
    return element;
  };

  describe('codes', () => {
    const MAKER = [...ART, 'luneo-code-maker'] as const;
    const FORM = [...MAKER, 'luneo-code-form'] as const;
    const PANEL = [...SELECTION, 'luneo-code-panel'] as const;
    const code = (element: LuneoCustomizer) => layers(element)[0] as CodeLayer;

    it('makes a QR code of an address that is typed, and says what is missing before', async () => {
      const element = await open('code');
      const add = await pierce(element, ...MAKER, '.primary');
      add.click();
      expect((await pierce(element, ...FORM, '.problem')).textContent).to.equal('Fill this in first.');
      const field = await pierce<HTMLInputElement>(element, ...FORM, '#url');
      expect((field.getRootNode() as ShadowRoot).activeElement, 'the field to fill in has the keyboard').to.equal(field);
      type(field, 'shop.example/gift');
      add.click();
      expect(code(element)).to.include({ type: 'code', symbology: 'qr', data: 'https://shop.example/gift' });
      await until(() => element.editor!.state.metrics.get(code(element).id)?.bounds);
      expect(element.editor!.state.selection).to.deep.equal([code(element).id]);
    });

    it('changes what the code opens, its colours and what it may lose', async () => {
      const element = await open('code');
      type(await pierce(element, ...FORM, '#url'), 'shop.example');
      (await pierce(element, ...MAKER, '.primary')).click();
      (await pierce(element, ...PANEL, 'luneo-code-form', '[value=wifi]')).click();
      expect(code(element).data, 'half a network is not made').to.equal('https://shop.example');
      type(await pierce(element, ...PANEL, 'luneo-code-form', '#network'), 'Lune');
      type(await pierce(element, ...PANEL, 'luneo-code-form', '#password'), 'pa;ss');
      expect(code(element).data).to.equal('WIFI:T:WPA;S:Lune;P:pa\\;ss;;');
      (await pierce(element, ...PANEL, 'luneo-swatches', '[aria-label=Navy]')).click();
      (await pierce(element, ...PANEL, '[value=H]')).click();
      expect(code(element)).to.include({ fill: '#1d3461', correction: 'H' });
      (await pierce(element, ...PANEL, '[type=checkbox]')).click();
      const hasGround = code(element).background !== undefined;
      (await pierce(element, ...PANEL, '[type=checkbox]')).click();
      expect(code(element).background !== undefined).to.equal(!hasGround);
      element.editor!.undo();
      element.editor!.undo();
      element.editor!.undo();
      element.editor!.undo();
      expect(code(element).data, 'what was typed is one step').to.contain('WIFI');
      element.editor!.undo();
      expect(code(element).data).to.equal('https://shop.example');
    });

    it('mends a wrong check digit in one click', async () => {
      const element = await open('code');
      (await pierce(element, ...FORM, '[value=ean13]')).click();
      type(await pierce(element, ...FORM, '#digits'), '4006381333932');
      (await pierce(element, ...MAKER, '.primary')).click();
      expect((await pierce(element, ...FORM, '.problem')).textContent).to.contain('should be 1');
      type(await pierce(element, ...FORM, '#digits'), '4006381333931');
      (await pierce(element, ...MAKER, '.primary')).click();
      expect(code(element).symbology).to.equal('ean13');
      type(await pierce(element, ...PANEL, 'luneo-code-form', '#digits'), '4006381333937');
      (await pierce(element, ...SELECTION, 'luneo-findings-panel', 'li button')).click();
      expect(code(element).data).to.equal('4006381333931');
    });
  });
});
