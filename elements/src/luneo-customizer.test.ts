import { expect, oneEvent } from '@open-wc/testing';
import { opened, pierce, poster, shopFor, until } from './customizer/testing/open.js';
import { FONT, sampleProduct, sampleText } from './customizer/testing/product.js';
import { FakeShop } from './customizer/testing/shop.js';
import { Paying } from './shared/paying.js';

describe('<luneo-customizer>', () => {
  let shop: FakeShop;
  let end: () => void;
  beforeEach(() => ({ shop, end } = shopFor(new FakeShop(sampleProduct([sampleText({ id: 'name' })])))));
  afterEach(() => end());

  it('shows name, price and one button before the shopper starts', async () => {
    const element = await poster();
    const heading = await pierce(element, 'h2');
    await until(() => heading.textContent === 'Plate');
    expect((await pierce(element, '.price')).textContent).to.equal('from €10.00');
    expect(element.shadowRoot!.querySelectorAll('button')).to.have.length(1);
    await expect(element).shadowDom.to.be.accessible();
  });

  it('asks the API for nothing but the product until then', async () => {
    const element = await poster();
    await until(() => shop.calls.length > 0);
    expect(shop.paths()).to.deep.equal(['/v1/products/plate']);
    expect(element.editor).to.equal(null);
  });

  it('has its editor when it says that it is ready', async () => {
    const element = await poster();
    let phase: string | undefined;
    element.addEventListener('luneo-ready', () => (phase = element.editor?.state.phase));
    await element.start();
    expect(phase).to.equal('ready');
  });

  it('understands an address relative to the page', async () => {
    const element = await poster();
    element.setAttribute('api-url', '/');
    expect(element.apiUrl).to.equal(location.origin);
    element.setAttribute('api-url', 'https://api.example.com/');
    expect(element.apiUrl).to.equal('https://api.example.com');
    element.removeAttribute('api-url');
    expect(element.apiUrl).to.equal('');
  });

  it('keeps its size when the customizer takes the place of the poster', async () => {
    const element = await poster(1200);
    const before = element.getBoundingClientRect();
    await element.start();
    await pierce(element, 'luneo-workbench', 'luneo-stage');
    const after = element.getBoundingClientRect();
    expect([after.width, after.height]).to.deep.equal([before.width, before.height]);
  });

  it('keeps its size on a phone, too', async () => {
    const element = await poster(360);
    const { height } = element.getBoundingClientRect();
    await element.start();
    await pierce(element, 'luneo-workbench', 'luneo-stage');
    expect(element.getBoundingClientRect().height).to.equal(height);
  });

  it('gives the keyboard on when the button that had it is gone', async () => {
    const element = await poster();
    const button = await pierce(element, 'button');
    button.focus();
    const ready = oneEvent(element, 'luneo-ready');
    button.click();
    await ready;
    await until(() => element.shadowRoot!.activeElement?.localName === 'luneo-workbench');
  });

  it('says that the design is ready, with what it is', async () => {
    const element = await poster();
    const ready = oneEvent(element, 'luneo-ready');
    void element.start();
    const { detail } = await ready;
    expect(detail.document.productId).to.equal('prd_plate');
  });

  it('tells the page of a change and of the new price', async () => {
    const element = await opened();
    const [changed, priced] = [oneEvent(element, 'luneo-design-change'), oneEvent(element, 'luneo-price')];
    element.editor!.setText('name', 'Jo');
    expect((await changed).detail.document.sides[0].layers[0].runs[0].text).to.equal('Jo');
    expect((await priced).detail.quote.total).to.equal(1_020);
  });

  it('orders, tells the page, and stays when the page takes over', async () => {
    const element = await opened();
    element.addEventListener('luneo-cart-add', (event) => event.preventDefault(), { once: true });
    const added = oneEvent(element, 'luneo-cart-add');
    (await pierce(element, 'luneo-workbench', 'luneo-price-bar', '.cart')).click();
    const { detail } = await added;
    expect(detail.order.checkoutUrl).to.equal('https://pay.test/1');
    expect(shop.orders).to.have.length(1);
  });

  it('opens by itself for who comes back from paying, once, and only for that product', async () => {
    Paying.begin('other');
    expect((await poster()).shadowRoot!.querySelector('button[part=personalise]')).not.to.equal(null);
    Paying.begin('plate');
    const back = await poster();
    await oneEvent(back, 'luneo-ready');
    await pierce(back, 'luneo-workbench', 'luneo-stage');
    const later = await poster();
    await until(() => shop.calls.length > 0);
    expect(later.editor).to.equal(null);
  });

  it('says what to do when the product cannot be opened, and opens it on the second try', async () => {
    const element = await poster();
    shop.isOffline = true;
    const failed = oneEvent(element, 'luneo-error');
    void element.start();
    expect((await failed).detail.code).to.equal('network');
    const retry = await pierce(element, 'luneo-workbench', '.over button');
    expect(retry.textContent!.trim()).to.equal('Try again');
    shop.isOffline = false;
    const ready = oneEvent(element, 'luneo-ready');
    retry.click();
    await ready;
  });

  it('tells the page and the shopper that text cannot be drawn', async () => {
    const items = [{ ...FONT, url: 'https://api.test/gone.ttf' }];
    shop.intercept = ({ path }) => (path === '/v1/fonts' ? { status: 200, body: { items } } : null);
    const element = await poster(1200);
    const failed = oneEvent(element, 'luneo-error');
    void element.start();
    expect((await failed).detail.error.message).to.contain('font');
    const toast = await pierce(element, 'luneo-workbench', '.toast');
    expect(toast.textContent).to.contain('could not be loaded');
  });

  it('says so when there is no such product', async () => {
    const element = await poster(1200);
    element.product = 'gone';
    void element.start();
    const cover = await pierce(element, 'luneo-workbench', '.over');
    await until(() => cover.textContent!.includes('not available'));
  });

  it('speaks French to a French page', async () => {
    const element = await opened(1200, 'locale="fr"');
    const cart = await pierce(element, 'luneo-workbench', 'luneo-price-bar', '.cart');
    expect(cart.textContent!.trim()).to.equal('Ajouter au panier');
    expect((await pierce(element, 'luneo-workbench', 'luneo-price-bar', '.sum')).textContent).to.match(/10,70\s€/);
  });

  it('says it in the shop’s own words, before and after the start, and changes them', async () => {
    const words = { addToCart: 'Reserve it', poster: { personalise: 'Engrave it' }, cartBlocked: 'Stop: {0}' };
    const element = await poster(1200, `strings='${JSON.stringify(words)}'`);
    expect((await pierce(element, 'button')).textContent).to.equal('Engrave it');
    await element.start();
    const cart = await pierce(element, 'luneo-workbench', 'luneo-price-bar', '.cart');
    await until(() => cart.textContent!.trim() === 'Reserve it');
    element.strings = { addToCart: '<b>Now</b>' };
    await until(() => cart.textContent!.trim() === '<b>Now</b>');
    element.removeAttribute('strings');
    await until(() => cart.textContent!.trim() === 'Add to cart');
  });

  it('sets no style attribute and no inline style sheet: a strict policy holds', async () => {
    const element = await opened();
    const roots: ShadowRoot[] = [];
    const visit = (root: ShadowRoot) => {
      roots.push(root);
      for (const inner of root.querySelectorAll('*')) if (inner.shadowRoot) visit(inner.shadowRoot);
    };
    visit(element.shadowRoot!);
    expect(roots.flatMap((root) => [...root.querySelectorAll('style')])).to.have.length(0);
    expect(roots.length).to.be.greaterThan(5);
  });
});
