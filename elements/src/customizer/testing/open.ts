import { fixture, html, oneEvent } from '@open-wc/testing';
import '../../luneo-customizer.js';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { FakeShop } from './shop.js';

/** Finds an element through shadow roots: each selector is looked up inside the one before. Waits until it is there. */
export async function pierce<T extends Element = HTMLElement>(host: Element, ...selectors: string[]): Promise<T> {
  const find = () => {
    let at: Element | null = host;
    for (const selector of selectors) at = (at?.shadowRoot ?? at)?.querySelector(selector) ?? null;
    return at as T | null;
  };
  return until(find, `there is no ${selectors.join(' » ')}`);
}

/** Waits until `says` gives something truthy, at most two minutes; not by frames, which a page in the background does not get. */
export async function until<T>(says: () => T | null | undefined | false, otherwise = `never happened: ${says.toString()}`): Promise<T> {
  const end = performance.now() + 120_000;
  while (performance.now() < end) {
    const value = says();
    if (value) return value;
    await new Promise((done) => setTimeout(done, 15));
  }
  throw new Error(otherwise);
}

/** A customizer of the fake shop, of `width` CSS px, as a page would write it. */
export async function poster(width = 1200, attributes = ''): Promise<LuneoCustomizer> {
  const frame = await fixture<HTMLElement>(html`<div></div>`);
  frame.style.width = `${width}px`;
  frame.innerHTML = `<luneo-customizer api-url="https://api.test" publishable-key="pk_test_1" product="plate" lang="en" ${attributes}></luneo-customizer>`;
  return frame.firstElementChild as LuneoCustomizer;
}

/** The same after the shopper has pressed the button on the poster. */
export async function opened(width = 1200, attributes = ''): Promise<LuneoCustomizer> {
  const element = await poster(width, attributes);
  const ready = oneEvent(element, 'luneo-ready');
  (await pierce(element, 'button')).click();
  await ready;
  await pierce(element, 'luneo-workbench', 'luneo-stage');
  return element;
}

/** Puts a fake shop behind `fetch` and forgets what earlier visits left on the device. Gives the shop and its end. */
export function shopFor(shop = new FakeShop()): { shop: FakeShop; end: () => void } {
  localStorage.clear();
  const restore = shop.install();
  return { shop, end: restore };
}
