import { expect, oneEvent } from '@open-wc/testing';
import { opened, pierce, poster, shopFor, until } from './customizer/testing/open.js';
import { sampleProduct, sampleText } from './customizer/testing/product.js';
import { FakeShop } from './customizer/testing/shop.js';
import type { LuneoCustomizer } from './luneo-customizer.js';

interface Named {
  name: string;
}
interface Described extends Named {
  tagName: string;
  attributes: (Named & { fieldName?: string; type: { text: string } })[];
  members: (Named & { kind: string; readonly?: boolean })[];
  events: Named[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

/** What the class gets from the platform, or gives to it. */
const PLATFORM = new Set(['constructor', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback']);

const names = (list: readonly Named[]): string[] => list.map(({ name }) => name).toSorted();

function* rootsIn(root: ShadowRoot): Generator<ShadowRoot> {
  yield root;
  for (const inner of root.querySelectorAll('*')) if (inner.shadowRoot) yield* rootsIn(inner.shadowRoot);
}

function* elementsIn(root: ShadowRoot): Generator<Element> {
  for (const one of rootsIn(root)) yield* one.querySelectorAll('*');
}

describe('the manifest of <luneo-customizer>, against the running element', () => {
  let described: Described;
  let end: () => void;
  before(async () => {
    const reply = await fetch('/custom-elements.json');
    const { modules } = (await reply.json()) as { modules: { declarations: Described[] }[] };
    described = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === 'luneo-customizer')!;
  });
  beforeEach(() => ({ end } = shopFor(new FakeShop(sampleProduct([sampleText({ id: 'name' })])))));
  afterEach(() => end());

  it('names every attribute, and each property follows its own', async () => {
    const element = await poster();
    const { observedAttributes } = element.constructor as typeof LuneoCustomizer;
    expect(names(described.attributes)).to.include.members([...observedAttributes]);
    const bare = document.createElement('luneo-customizer');
    for (const { name, fieldName, type } of described.attributes.filter(({ fieldName: field }) => field)) {
      const words = [...type.text.matchAll(/'([^']+)'/g)].map(([, word]) => word!);
      const value = words.at(-1) ?? (name.endsWith('-url') ? 'https://example.com/x' : type.text.includes('string') ? 'fr' : '{"a":"b"}');
      bare.setAttribute(name, value);
      const held: unknown = bare[fieldName as 'locale'];
      expect(typeof held === 'string' ? held : JSON.stringify(held), name).to.equal(value);
    }
  });

  it('names every property and method', () => {
    const { prototype } = customElements.get('luneo-customizer')!;
    const own = Object.getOwnPropertyNames(prototype).filter((name) => !PLATFORM.has(name));
    expect(names(described.members.filter(({ name }) => !PLATFORM.has(name) && name !== 'observedAttributes'))).to.deep.equal(
      own.toSorted(),
    );
    for (const { name, kind, readonly } of described.members.filter((member) => member.kind === 'field')) {
      const property = Object.getOwnPropertyDescriptor(prototype, name);
      expect([kind, name, readonly ?? false]).to.deep.equal(['field', name, !property?.set]);
    }
  });

  it('names every event that a shopper causes, and no other', async () => {
    const heard = new Set<string>();
    const real = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function dispatchEvent(event) {
      if (event.type.startsWith('luneo-') && event.bubbles && (this as Element).localName === 'luneo-customizer') heard.add(event.type);
      return real.call(this, event);
    };
    try {
      const element = await opened();
      element.addEventListener('luneo-cart-add', (event) => event.preventDefault());
      element.editor!.setText('name', 'Jo');
      await until(() => heard.has('luneo-preflight') && heard.has('luneo-price'));
      const added = oneEvent(element, 'luneo-cart-add');
      (await pierce(element, 'luneo-workbench', 'luneo-price-bar', '.cart')).click();
      await added;
      element.product = 'gone';
      await until(() => heard.has('luneo-error'));
    } finally {
      EventTarget.prototype.dispatchEvent = real;
    }
    expect([...heard].toSorted()).to.deep.equal(names(described.events));
  });

  it('names every part, and a page can style each', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(described.cssParts.map(({ name }) => `luneo-customizer::part(${name}) { scroll-margin-top: 7px }`).join('\n'));
    document.adoptedStyleSheets.push(sheet);
    const styled = new Set<string>();
    const look = (element: LuneoCustomizer) => {
      for (const one of elementsIn(element.shadowRoot!))
        for (const part of one.part) if (getComputedStyle(one).scrollMarginTop === '7px') styled.add(part);
    };
    look(await poster());
    const element = await opened();
    look(element);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    expect([...styled].toSorted()).to.deep.equal(names(described.cssParts));
    const exported = (await pierce(element, 'luneo-workbench')).getAttribute('exportparts')!.split(',');
    expect(names(described.cssParts)).to.include.members(exported.map((part) => part.trim()));
  });

  it('names every slot, and what a page puts there is shown', async () => {
    const element = await poster();
    for (const { name } of described.slots) element.insertAdjacentHTML('beforeend', `<b slot="${name}">Mine</b>`);
    const ready = oneEvent(element, 'luneo-ready');
    void element.start();
    await ready;
    await pierce(element, 'luneo-workbench', 'luneo-stage');
    for (const child of element.children)
      await until(() => (child as HTMLElement).checkVisibility(), `the slot ${child.slot} does not show what is in it`);
    const slots = [...element.shadowRoot!.querySelectorAll('slot')].map((slot) => ({ name: slot.name }));
    expect(names(slots)).to.deep.equal(names(described.slots));
  });

  it('names every custom property that a style sheet reads, and no other', async () => {
    const element = await opened();
    const read = new Set<string>();
    for (const root of rootsIn(element.shadowRoot!))
      for (const sheet of root.adoptedStyleSheets)
        for (const rule of sheet.cssRules) for (const [, name = ''] of rule.cssText.matchAll(/var\(\s*(--luneo-[\w-]+)/g)) read.add(name);
    expect([...read].toSorted()).to.deep.equal(names(described.cssProperties));
  });
});
