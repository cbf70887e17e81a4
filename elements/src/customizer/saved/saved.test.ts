import type { Share, Version } from '@luneo/sdk/contracts/saved.js';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { type Call, FakeShop, problem } from '../testing/shop.js';

const PANEL = ['luneo-workbench', 'luneo-saved-panel'] as const;
const TIME = '2026-01-01T00:00:00.000Z';

/** Versions and links as the API keeps them. */
class Kept {
  readonly versions: (Version & { document: unknown })[] = [];
  readonly shares: Share[] = [];

  constructor(readonly shop: FakeShop) {
    shop.intercept = (call) => this.#answer(call);
  }

  #answer({ method, path, body }: Call) {
    const [, designId, kind, id] = /^\/v1\/designs\/(\w+)\/(versions|shares)(?:\/(\w+))?$/.exec(path) ?? [];
    if (!designId) return null;
    const list: { id: string }[] = kind === 'versions' ? this.versions : this.shares;
    if (method === 'GET') return { status: 200, body: id ? list.find((one) => one.id === id) : { items: list } };
    if (method === 'DELETE') {
      list.splice(
        list.findIndex((one) => one.id === id),
        1,
      );
      return { status: 204 };
    }
    const made = { id: `${kind}${list.length + 1}`, designId, createdAt: TIME };
    if (kind === 'versions') {
      const { document, revision } = this.shop.designs.get(designId)!;
      this.versions.unshift({ ...made, name: (body as { name: string }).name, revision, document });
    } else {
      const { kind: what, days } = body as { kind: 'view' | 'remix'; days?: number };
      this.shares.unshift({ ...made, kind: what, token: `shr_1.${'a'.repeat(43)}`, expiresAt: days ? '2026-02-01T00:00:00.000Z' : null });
    }
    return { status: 201, body: list[0] };
  }
}

async function open(element: LuneoCustomizer): Promise<HTMLElement> {
  (await pierce(element, 'luneo-workbench', 'luneo-toolbar', '[data-opens=saved]')).click();
  await pierce(element, ...PANEL, '#name');
  return pierce(element, ...PANEL);
}

describe('versions and links', () => {
  let shop: FakeShop;
  let kept: Kept;
  let end: () => void;
  beforeEach(() => {
    ({ shop, end } = shopFor());
    kept = new Kept(shop);
  });
  afterEach(() => end());
  const layers = (element: LuneoCustomizer) => element.editor!.state.document.sides[0]!.layers.length;

  it('keeps what is on the screen under a name, and comes back to it as one step that can be undone', async () => {
    const element = await opened();
    element.editor!.addText('First');
    const panel = await open(element);
    (await pierce<HTMLInputElement>(panel, '#name')).focus();
    await sendKeys({ type: 'With my name' });
    await sendKeys({ press: 'Enter' });
    await until(() => kept.versions.length === 1);
    expect(kept.versions[0]!.name).to.equal('With my name');
    expect((kept.versions[0]!.document as { sides: { layers: unknown[] }[] }).sides[0]!.layers).to.have.length(layers(element));
    const before = layers(element);
    element.editor!.addText('Second');
    expect(layers(element)).to.equal(before + 1);
    await open(element);
    (await pierce(element, ...PANEL, '[data-version] button.small')).click();
    await until(() => layers(element) === before);
    element.editor!.undo();
    expect(layers(element)).to.equal(before + 1);
    await until(() => [...shop.designs.values()][0]!.document.sides[0]!.layers.length === before + 1, 'undoing was not saved');
  });

  it('removes a version only when asked twice', async () => {
    const element = await opened();
    const panel = await open(element);
    (await pierce(panel, 'form button')).click();
    const remove = await pierce(panel, '[data-version] button.icon');
    expect(kept.versions[0]!.name).to.match(/20\d\d/, 'a version without a name is called by its time');
    remove.click();
    const sure = await pierce(panel, '.bad');
    await until(() => panel.shadowRoot!.activeElement === sure);
    expect(kept.versions).to.have.length(1);
    await sendKeys({ press: 'Enter' });
    await until(() => kept.versions.length === 0);
    await until(() => panel.shadowRoot!.activeElement?.id === 'name', 'the focus is lost');
  });

  it('makes a link of the kind and for the time that was chosen, shows its address, and ends it', async () => {
    const element = await opened();
    const panel = await open(element);
    (await pierce(panel, 'input[value=remix]')).click();
    (await pierce(panel, '[data-action=share]')).click();
    const address = await pierce<HTMLInputElement>(panel, '.link input');
    expect(shop.calls.find(({ path }) => path.endsWith('/shares') && path.includes('dsn_'))).to.not.equal(undefined);
    expect(shop.calls.findLast(({ method, path }) => method === 'POST' && path.endsWith('/shares'))!.body).to.deep.equal({
      kind: 'remix',
      days: 30,
    });
    const { id, slug } = shop.product;
    expect(new URL(address.value).searchParams.get('luneo-share')).to.equal([id, slug, kept.shares[0]!.token].join('.'));
    expect(address.value.startsWith(location.origin + location.pathname)).to.equal(true);
    await expect(element).to.be.accessible({ ignoredRules: ['region'] });
    (await pierce(panel, '[data-act=end]')).click();
    await until(() => kept.shares.length === 0 && panel.shadowRoot!.querySelector('.link') === null);
  });

  it('says what did not work, and that there is no room', async () => {
    const element = await opened();
    const panel = await open(element);
    await until(() => !(panel as unknown as { isBusy: boolean }).isBusy);
    const usual = shop.intercept;
    const says = await pierce(panel, '[role=alert]');
    shop.intercept = ({ method, path }) => (method === 'POST' && path.endsWith('/versions') ? problem(409, 'conflict') : null);
    (await pierce(panel, 'form button')).click();
    await until(() => says.textContent?.includes('as many as a design can have'));
    shop.intercept = usual;
    (await pierce(panel, 'form button')).click();
    await until(() => kept.versions.length === 1 && says.hidden);
  });
});
