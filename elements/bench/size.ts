import type { Page, Response } from 'playwright-core';
import { launch, painted } from './browser.js';
import { heard, serveShop, start } from './shop-page.js';

export const ids = [
  'core.stub-gzip',
  'core.interactive-js-gzip',
  'customizer.stub-gzip',
  'customizer.interactive-js-gzip',
  'customizer.layout-shift',
];

/** Shopify's suggestion for an app block's JavaScript, bytes compressed. */
const STUB_BAR = 10_000;
const CORE_INTERACTIVE_BAR = 110_000;
const INTERACTIVE_BAR = 90_000;

/**
 * Bytes of JavaScript that the built bundle really transfers (gzip, bodies): before, and up to where a text can be dragged.
 * `layout-shift`: how much of the shop's own page moved meanwhile, as browsers score it; 0 is nothing at all.
 */
export async function rows() {
  const shop = await serveShop();
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const scripts: Response[] = [];
    page.on('response', (response) => response.url().endsWith('.js') && scripts.push(response));
    await watchShifts(page);
    await page.goto(shop.origin, { waitUntil: 'networkidle' });
    const stub = await bytes(scripts);
    await start(page);
    const loaded = [...scripts];
    // Nothing more may be fetched: that the drag still works proves that this was all it needs.
    await page.route('**/*.js', (route) => route.abort());
    await drag(page);
    const shaper = await shaperOf(loaded);
    const all = await bytes(loaded.filter((script) => script !== shaper));
    const shifted = await shifts(page);
    return [
      row('core.stub-gzip', 'B', stub, STUB_BAR),
      row('core.interactive-js-gzip', 'B', all, CORE_INTERACTIVE_BAR),
      row('customizer.stub-gzip', 'B', stub, STUB_BAR),
      row('customizer.interactive-js-gzip', 'B', all, INTERACTIVE_BAR),
      row('customizer.layout-shift', 'score', shifted, 0),
    ];
  } finally {
    await browser.close();
    shop.close();
  }
}

const row = (id: string, unit: string, value: number, bar: number) => ({ id, value, unit, bar, holds: value <= bar });

async function drag(page: Page): Promise<void> {
  const box = (await page.locator('luneo-stage [data-layer=name]').boundingBox())!;
  const changed = heard(page, 'luneo-design-change');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) await page.mouse.move(x + step * 5, y + step * 2);
  await page.mouse.up();
  await changed;
}

type Watched = typeof globalThis & { shifted: number };
type LayoutShift = PerformanceEntry & { value: number; sources: readonly { node: Node | null }[] };

/** Sums what moved of the page from the first byte on, also right after a click, which pages are forgiven for. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = globalThis as Watched;
    watched.shifted = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as LayoutShift[])
        // What lies in a shadow root has no `node` here.
        if (sources.some(({ node }) => node?.getRootNode() === document)) watched.shifted += value;
    });
    observer.observe({ type: 'layout-shift', buffered: true });
  });
}

/** Entries are handed out with the frame after the one that shifted. */
async function shifts(page: Page): Promise<number> {
  await painted(page);
  return page.evaluate(() => (globalThis as Watched).shifted);
}

async function bytes(scripts: readonly Response[]): Promise<number> {
  const sizes = await Promise.all(scripts.map(async (script) => (await script.request().sizes()).responseBodySize));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** HarfBuzz's own script, told by what is in it: names carry hashes only. */
async function shaperOf(scripts: readonly Response[]): Promise<Response | undefined> {
  const codes = await Promise.all(scripts.map((script) => script.text()));
  return scripts[codes.findIndex((code) => code.includes('wasmExports'))];
}
