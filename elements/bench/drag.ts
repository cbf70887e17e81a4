// Interaction in a real Chromium, CPU of the whole browser: our stage against the same picture in bare Konva.
import { chromium, type Page } from 'playwright-core';
import { launchServer, median } from './browser.js';
import { cpuOf } from './process-cpu.js';
import { serveStagePages, type Subject } from './stage-pages.js';

export const ids = ['core.drag-1000', 'core.keystroke', 'customizer.drag-1000'];

const PAIRS = 9;
const MOVES = 60;
const KEYS = 24;

const state = (page: Page) => page.evaluate(() => (globalThis as unknown as { subject: Subject }).subject.state());

/** CPU ms of one move of an object that is being dragged; taking it up and laying it down do not count. */
export async function drag(page: Page, pid: number, moves = MOVES): Promise<number> {
  await page.bringToFront();
  await page.mouse.move(600, 400);
  await page.mouse.down();
  for (let i = 0; i < Math.min(10, moves); i++) await page.mouse.move(600 + i, 400 + i);
  await page.waitForTimeout(150);
  const before = cpuOf(pid);
  for (let i = 0; i < moves; i++) await page.mouse.move(600 + 200 * Math.sin(i / 5), 400 + 100 * Math.cos(i / 7));
  const spent = cpuOf(pid) - before;
  if (Math.abs((await state(page)).x - 500) > 1 && (await page.evaluate(() => location.search)).includes('ours'))
    throw new Error('the document changed during the drag');
  await page.mouse.move(600, 400);
  await page.mouse.up();
  await page.waitForTimeout(150);
  return spent / moves;
}

/** CPU ms from one key to the repainted text. */
async function type(page: Page, pid: number): Promise<number> {
  await page.bringToFront();
  await page.evaluate(() => (globalThis as unknown as { subject: Subject }).subject.edit());
  await page.keyboard.press('End');
  await page.keyboard.type('ab', { delay: 16 });
  await page.waitForTimeout(100);
  const text = 'Lorem ipsum dolor sit amet'.slice(0, KEYS);
  const before = cpuOf(pid);
  for (const key of text) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  const spent = cpuOf(pid) - before;
  if (!(await state(page)).text.endsWith(text)) throw new Error('the text did not arrive');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Jessica', { delay: 5 });
  await page.waitForTimeout(100);
  return spent / KEYS;
}

/** Medians of interleaved pairs. */
async function compare(pages: { ours: Page; peer: Page }, run: (page: Page) => Promise<number>) {
  await run(pages.ours);
  await run(pages.peer);
  const pairs: { ours: number; peer: number }[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const first = i % 2 === 0 ? await run(pages.ours) : null;
    const peer = await run(pages.peer);
    pairs.push({ ours: first ?? (await run(pages.ours)), peer });
  }
  return {
    peer: 'bare Konva with a drag layer',
    ratio: median(pairs.map(({ ours, peer }) => ours / peer)),
    value: median(pairs.map(({ ours }) => ours)),
    peerValue: median(pairs.map(({ peer }) => peer)),
  };
}

type Measured = Awaited<ReturnType<typeof compare>>;
const row = (id: string, unit: string, limit: number, measured: Measured) => ({
  id,
  unit,
  ...measured,
  bar: `≤ ${limit} × peer`,
  holds: measured.ratio <= limit,
});

/** `drag-1000`: CPU per move of one object among 1,000. `core.keystroke`: CPU per key with 20 text objects. */
export async function rows(only = '') {
  const stagePages = await serveStagePages();
  const launched = await launchServer();
  try {
    const browser = await chromium.connect(launched.wsEndpoint());
    const pid = launched.process().pid!;
    const measure = async (count: number, run: (page: Page, pid: number) => Promise<number>): Promise<Measured> => {
      const pages = { ours: await stagePages.open(browser, 'ours', count), peer: await stagePages.open(browser, 'konva', count) };
      const measured = await compare(pages, (page) => run(page, pid));
      await Promise.all([pages.ours.close(), pages.peer.close()]);
      return measured;
    };
    const wants = (...asked: string[]): boolean => asked.some((id) => id.startsWith(only));
    const dragged = wants('core.drag-1000', 'customizer.drag-1000') ? await measure(1_000, drag) : null;
    const typed = wants('core.keystroke') ? await measure(20, type) : null;
    await browser.close();
    return [
      ...(dragged
        ? [row('core.drag-1000', 'ms CPU per move', 1.3, dragged), row('customizer.drag-1000', 'ms CPU per move', 1.15, dragged)]
        : []),
      ...(typed ? [row('core.keystroke', 'ms CPU per key', 2, typed)] : []),
    ];
  } finally {
    await launched.close();
    stagePages.close();
  }
}
