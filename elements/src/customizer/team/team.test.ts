import type { Product } from '@luneo/sdk/contracts/products.js';
import { expect, oneEvent } from '@open-wc/testing';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { pierce, poster, shopFor, until } from '../testing/open.js';
import { sampleProduct, sampleText } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const TEAM = ['luneo-form', 'luneo-team', 'luneo-team-panel'] as const;

function shirt(): Product {
  const product = sampleProduct([sampleText({ id: 'name', locked: true }, '{{name}}')]);
  const name = { kind: 'text' as const, name: 'name', label: 'Name', required: true, maxLength: 10, placeholder: 'NAME' };
  return { ...product, template: { ...product.template, mode: 'form', team: true, variables: [name] } };
}

async function opened(): Promise<LuneoCustomizer> {
  const element = await poster(1000);
  const ready = oneEvent(element, 'luneo-ready');
  (await pierce(element, 'button')).click();
  await ready;
  (await pierce(element, 'luneo-form', 'luneo-team', '[data-action=team]')).click();
  await pierce(element, ...TEAM, '.acts');
  return element;
}

describe('a team list', () => {
  let shop: FakeShop;
  let end: () => void;
  beforeEach(() => ({ shop, end } = shopFor(new FakeShop(shirt()))));
  afterEach(() => end());

  async function paste(element: LuneoCustomizer, text: string): Promise<void> {
    (await pierce(element, ...TEAM, '.acts button')).click();
    (await pierce<HTMLTextAreaElement>(element, ...TEAM, '#list')).value = text;
    (await pierce(element, ...TEAM, 'button.primary')).click();
  }
  const names = (element: LuneoCustomizer) => (element.editor!.state.document.rows ?? []).map(({ values }) => values['name']);

  it('is pasted, priced for all, mended where it stands, shown row by row and ordered', async () => {
    const element = await opened();
    await paste(element, 'Name;qty\nAna;1\nMaximiliane;2');
    await until(() => names(element).join() === 'Ana,Maximiliane');
    const { quote, document } = element.editor!.state;
    expect(quote!.total).to.equal(1_030 + 2 * (1_000 + 11 * 10));
    expect(quote!.quantity).to.equal(3);
    const [first, second] = document.rows!;
    expect((await pierce(element, ...TEAM, `[data-row=${second!.id}] .error`)).textContent).to.equal('Write at most 10 characters.');
    await until(() => element.editor!.state.findings.some(({ code, values }) => code === 'row-invalid' && values['row'] === 2));
    const field = await pierce<HTMLInputElement>(element, ...TEAM, `[data-row=${second!.id}] input`);
    field.value = 'Max';
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await until(() => names(element).join() === 'Ana,Max');
    await until(
      () => !element.editor!.state.findings.some(({ severity }) => severity === 'error'),
      JSON.stringify(element.editor!.state.findings),
    );

    const { editor } = element;
    const shown = () => JSON.stringify(editor!.layouts.layer(editor!.state.document.sides[0]!.layers[0]!, editor!.templateSide!).items);
    const seen = new Set<string>();
    for (const row of [first!, second!]) {
      const button = await pierce(element, ...TEAM, `[data-row=${row.id}] [aria-pressed]`);
      if (button.getAttribute('aria-pressed') === 'false') button.click();
      await until(() => button.getAttribute('aria-pressed') === 'true');
      seen.add(shown());
    }
    expect(seen.size).to.equal(2, 'each row is shown with its own name');
    expect(element.editor!.state.document.values).to.equal(undefined, 'looking changes nothing');

    shop.intercept = ({ method, path, body }) => {
      if (method !== 'POST' || !path.endsWith('/rows/finalize')) return null;
      const from = (body as { from: number }).from;
      return {
        status: 201,
        body: { items: [{ rowId: `r${from}`, quantity: from + 1, snapshot: { id: `snp_${from}` } }], next: from === 0 ? 1 : null },
      };
    };
    element.addEventListener('luneo-cart-add', (event) => event.preventDefault());
    (await pierce(element, 'luneo-form', 'luneo-price-bar', '.cart')).click();
    await until(() => shop.orders.length === 1);
    expect((shop.orders[0] as { items: unknown }).items).to.deep.equal([
      { snapshotId: 'snp_0', quantity: 1 },
      { snapshotId: 'snp_1', quantity: 2 },
    ]);
  });

  it('is read from a file as an old spreadsheet wrote it', async () => {
    const element = await opened();
    const field = await pierce<HTMLInputElement>(element, ...TEAM, 'input[type=file]');
    const given = new DataTransfer();
    given.items.add(new File([Uint8Array.of(0x4e, 0x61, 0x6d, 0x65, 0x0d, 0x0a, 0x5a, 0x6f, 0xeb)], 'team.csv', { type: 'text/csv' }));
    field.files = given.files;
    field.dispatchEvent(new Event('change'));
    await until(() => names(element).join() === 'Zoë');
    expect(element.editor!.state.previewRow).to.equal(element.editor!.state.document.rows![0]!.id);
  });

  it('keeps the list that is there when another cannot be read, and comes back with undo', async () => {
    const element = await opened();
    await paste(element, 'Name\nAna');
    await until(() => names(element).join() === 'Ana');
    (await pierce(element, ...TEAM, '.acts button')).click();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', `Name\n${'Ben\n'.repeat(100_000)}`);
    const field = await pierce(element, ...TEAM, '#list');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
    const issues = await pierce(element, ...TEAM, '.issues');
    await until(() => issues.textContent?.includes('at most 200 rows'));
    expect(names(element)).to.deep.equal(['Ana']);
    await until(() => [...shop.designs.values()][0]?.document.rows?.length === 1, 'the list was not saved');
    (await pierce(element, ...TEAM, '.plain')).click();
    await until(() => names(element).length === 0);
    element.editor!.undo();
    expect(names(element)).to.deep.equal(['Ana']);
  });

  it('is accessible, typed row by row, and the keyboard goes on where a row was taken away', async () => {
    const element = await opened();
    const panel = await pierce(element, ...TEAM);
    const add = () =>
      [...panel.shadowRoot!.querySelectorAll<HTMLButtonElement>('.acts button')].find(({ textContent }) =>
        textContent?.includes('Add a person'),
      )!;
    for (const name of ['Ana', 'Ben']) {
      add().click();
      const row = element.editor!.state.document.rows!.at(-1)!;
      const field = await pierce<HTMLInputElement>(element, ...TEAM, `[data-row=${row.id}] input`);
      await until(() => panel.shadowRoot!.activeElement === field, 'the new row has no focus');
      field.value = name;
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }
    await until(() => names(element).join() === 'Ana,Ben');
    await expect(element).to.be.accessible({ ignoredRules: ['region'] });
    const [first] = element.editor!.state.document.rows!;
    (await pierce(element, ...TEAM, `[data-row=${first!.id}] button:last-of-type`)).click();
    await until(() => names(element).join() === 'Ben');
    await until(() => panel.shadowRoot!.activeElement?.tagName === 'INPUT', 'the focus is lost');
  });
});
