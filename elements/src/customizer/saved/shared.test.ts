import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../luneo-customizer.js';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { pierce, shopFor, until } from '../testing/open.js';
import { sampleText } from '../testing/product.js';
import { FakeShop, problem } from '../testing/shop.js';

const TOKEN = `shr_1.${'b'.repeat(43)}`;
const VIEW = 'luneo-shared-view';

describe('a link to a design', () => {
  let shop: FakeShop;
  let end: () => void;
  let address: string;
  let kind: 'view' | 'remix';
  let isEnded: boolean;

  beforeEach(() => {
    ({ shop, end } = shopFor());
    [kind, isEnded, address] = ['view', false, location.href];
    const { template, id: productId } = shop.product;
    const [side] = template.sides;
    const document = {
      schemaVersion: 1 as const,
      productId,
      options: {},
      sides: [{ id: side!.id, layers: [sampleText({ id: 'hello' }, 'Hello')] }],
      fonts: [],
    };
    shop.intercept = async ({ method, path }) => {
      if (!path.startsWith('/v1/shared/')) return null;
      if (isEnded) return problem(404, 'not-found');
      const body = { kind, name: '', productId, document, assets: [], expiresAt: null };
      if (method === 'GET') return { status: 200, body };
      const made = await shop.fetch('https://api.test/v1/designs', { method: 'POST', body: JSON.stringify({ document }) });
      return { status: 201, body: await made.json() };
    };
  });
  afterEach(() => {
    history.replaceState(null, '', address);
    end();
  });

  /** The page as the link opens it. */
  async function follow(): Promise<LuneoCustomizer> {
    const { id, slug } = shop.product;
    const page = new URL(location.href);
    page.searchParams.set('luneo-share', [id, slug, TOKEN].join('.'));
    history.replaceState(null, '', page);
    const frame = await fixture<HTMLElement>(html`<div></div>`);
    frame.innerHTML =
      '<luneo-customizer api-url="https://api.test" publishable-key="pk_test_1" product="plate" lang="en"></luneo-customizer>';
    return frame.firstElementChild as LuneoCustomizer;
  }
  const layers = (element: LuneoCustomizer) => element.editor!.state.document.sides[0]!.layers;

  it('opens at once, to look at, and saves nothing', async () => {
    const element = await follow();
    await oneEvent(element, 'luneo-ready');
    await pierce(element, VIEW, 'luneo-form-preview');
    expect(layers(element)[0]!.id).to.equal('hello');
    expect(customElements.get('luneo-workbench')).to.equal(undefined);
    await expect(element).to.be.accessible({ ignoredRules: ['region'] });
    (await pierce(element, VIEW, '[data-action=own]')).click();
    await pierce(element, 'luneo-workbench', 'luneo-stage');
    await until(() => element.shadowRoot!.querySelector(VIEW) === null);
    expect(layers(element)).to.have.length(0);
    expect(new URL(location.href).searchParams.has('luneo-share')).to.equal(false);
    expect(shop.paths('POST').filter((path) => path.startsWith('/v1/designs'))).to.deep.equal([]);
  });

  it('goes on from a copy where the link allows it', async () => {
    kind = 'remix';
    const element = await follow();
    const own = await pierce(element, VIEW, '.panel .primary');
    expect(own.textContent?.trim()).to.equal('Make it my own');
    own.click();
    await pierce(element, 'luneo-workbench', 'luneo-stage');
    await until(() => element.editor!.state.phase === 'ready');
    expect(layers(element)[0]!.id).to.equal('hello');
    expect(element.editor!.state.designId).to.equal([...shop.designs.keys()][0]);
    element.editor!.addText('More');
    await until(() => [...shop.designs.values()][0]!.document.sides[0]!.layers.length === 2, 'the copy was not saved');
  });

  it('says that it has ended, and lets the shopper begin', async () => {
    isEnded = true;
    const element = await follow();
    const cover = await pierce(element, VIEW, '.over[role=alert]');
    expect(cover.textContent).to.contain('This link has ended');
    (await pierce(cover, '[data-action=own]')).click();
    await pierce(element, 'luneo-workbench', 'luneo-stage');
  });

  it('of another product leaves the customizer as it is', async () => {
    const { slug } = shop.product;
    shop.product = { ...shop.product, slug: 'other', id: 'prd_other' };
    const element = await follow();
    expect(element.getAttribute('product')).to.equal(slug);
    expect(element.share).to.equal(null);
    expect(element.editor).to.equal(null);
  });
});
