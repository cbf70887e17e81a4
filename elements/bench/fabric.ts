// Against Fabric, in a real Chromium: dragging one object of a thousand, and opening a saved scene of 200.
import { chromium, type Browser, type Page } from 'playwright-core';
import { launchServer, median, Metrics, painted } from './browser.js';
import { drag } from './drag.js';
import { serveStagePages, type StagePages, type Subject } from './stage-pages.js';

export const ids = ['customizer.drag-1000-fabric', 'customizer.open-200'];

const PAIRS = 7;
const DRAG_BAR = 1 / 8;
const OPEN_BAR = 1;
/** Fabric takes up to half a second for each. */
const FABRIC_MOVES = 6;
const OUR_MOVES = 30;

/** CPU ms of the page's main thread from the saved scene to its picture. */
async function open(page: Page): Promise<number> {
  await page.bringToFront();
  const metrics = await Metrics.of(page);
  const spent = await metrics.cpuOf(async () => {
    await page.evaluate(() => (globalThis as unknown as { subject: Subject }).subject.reopen());
    await painted(page);
  });
  const { text } = await page.evaluate(() => (globalThis as unknown as { subject: Subject }).subject.state());
  if (text !== 'Jessica') throw new Error('the saved scene is not there');
  return spent;
}

/** Medians of interleaved pairs. */
async function compare(browser: Browser, pages: StagePages, count: number, run: (page: Page) => Promise<number>, bar: number) {
  const [ours, fabric] = [await pages.open(browser, 'ours', count), await pages.open(browser, 'fabric', count)];
  await run(ours);
  await run(fabric);
  const pairs: { ours: number; peer: number }[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const first = i % 2 === 0 ? await run(ours) : null;
    const peer = await run(fabric);
    pairs.push({ ours: first ?? (await run(ours)), peer });
  }
  await Promise.all([ours.close(), fabric.close()]);
  const ratio = median(pairs.map((pair) => pair.ours / pair.peer));
  const [value, peerValue] = [median(pairs.map((pair) => pair.ours)), median(pairs.map(({ peer }) => peer))];
  return { value, peer: 'Fabric', peerValue, ratio, bar: `≤ ${bar} × peer`, holds: ratio <= bar };
}

/** `drag-1000-fabric`: CPU per move. `open-200`: CPU from a saved design of 200 layers to its picture, against `loadFromJSON`. */
export async function rows(only = '') {
  const pages = await serveStagePages();
  const launched = await launchServer();
  try {
    const browser = await chromium.connect(launched.wsEndpoint());
    const pid = launched.process().pid!;
    const wants = (id: string): boolean => id.startsWith(only);
    const measured = [];
    if (wants('customizer.drag-1000-fabric'))
      measured.push({
        id: 'customizer.drag-1000-fabric',
        unit: 'ms CPU per move',
        ...(await compare(
          browser,
          pages,
          1_000,
          (page) => drag(page, pid, page.url().includes('kind=fabric') ? FABRIC_MOVES : OUR_MOVES),
          DRAG_BAR,
        )),
      });
    if (wants('customizer.open-200'))
      measured.push({ id: 'customizer.open-200', unit: 'ms CPU', ...(await compare(browser, pages, 200, open, OPEN_BAR)) });
    await browser.close();
    return measured;
  } finally {
    await launched.close();
    pages.close();
  }
}
