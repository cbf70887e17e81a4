import type { Page } from 'playwright-core';
import { launch, Metrics } from './browser.js';
import { serveShop, start } from './shop-page.js';

export const ids = ['customizer.memory-50', 'customizer.nodes-50'];

const MOUNTS = 50;
/** Before what is made once (caches, compiled code) is there, growth means nothing. */
const WARM = 10;
/** What the allocator keeps; a customizer that stayed would be a hundred times that. */
const KB_BAR = 10;

type Customizer = HTMLElement & { start(): Promise<EventTarget & { state: { fontsReady: boolean } }> };

/** With shaper and fonts, so that all that is ever made was made. */
function drawn(page: Page): Promise<void> {
  return page.locator('luneo-customizer').evaluate(async (element) => {
    const editor = await (element as Customizer).start();
    while (!editor.state.fontsReady) await new Promise((done) => editor.addEventListener('change', done, { once: true }));
  });
}

const REST_MS = 1_000;

/** What is left when timers and requests of the last customizer are over, too: nothing more became free in a second. */
async function settled(page: Page, metrics: Metrics): Promise<{ heap: number; nodes: number }> {
  let nodes = Number.POSITIVE_INFINITY;
  for (;;) {
    await metrics.collectGarbage();
    const now = await metrics.read('Nodes');
    if (now >= nodes) return { heap: await metrics.read('JSHeapUsedSize'), nodes: now };
    nodes = now;
    await page.waitForTimeout(REST_MS);
  }
}

/**
 * A page that shows a customizer, starts it and takes it away, 50 times: what each of the last 40 left behind once the
 * garbage was collected.
 */
export async function rows() {
  const shop = await serveShop();
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(shop.origin, { waitUntil: 'networkidle' });
    const metrics = await Metrics.of(page);
    const html = await page.locator('luneo-customizer').evaluate((element) => element.outerHTML);
    let warm = { heap: 0, nodes: 0 };
    for (let mount = 1; mount <= MOUNTS; mount++) {
      await start(page);
      await drawn(page);
      await page.evaluate((again) => {
        document.querySelector('luneo-customizer')!.remove();
        document.querySelector('h1')!.insertAdjacentHTML('afterend', again);
      }, html);
      if (mount === WARM) warm = await settled(page, metrics);
    }
    const end = await settled(page, metrics);
    const kB = (end.heap - warm.heap) / 1000 / (MOUNTS - WARM);
    const nodes = (end.nodes - warm.nodes) / (MOUNTS - WARM);
    return [
      { id: 'customizer.memory-50', value: kB, unit: 'kB per mount', bar: KB_BAR, holds: kB <= KB_BAR },
      { id: 'customizer.nodes-50', value: nodes, unit: 'DOM nodes per mount', bar: 1, holds: nodes <= 1 },
    ];
  } finally {
    await browser.close();
    shop.close();
  }
}
