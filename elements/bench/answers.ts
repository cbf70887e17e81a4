import type { Browser, Page } from 'playwright-core';
import { launch, median, Metrics, PAGE, painted } from './browser.js';
import { serveStagePages, type StagePages, type Subject } from './stage-pages.js';

export const ids = ['customizer.keystroke', 'customizer.undo-300'];

const ROUNDS = 9;
const KEYS = 24;
const KEYSTROKE_BAR = 8;
const UNDO_BAR = 16;

const subject = <K extends keyof Subject>(page: Page, act: K) =>
  page.evaluate((name) => (globalThis as unknown as { subject: Subject }).subject[name as K](), act) as Promise<ReturnType<Subject[K]>>;

/** From a key to the frame that shows it, painted. Waiting for frames in which nothing happens costs the same without keys. */
async function keystroke(page: Page): Promise<number> {
  const metrics = await Metrics.of(page);
  await subject(page, 'edit');
  await page.keyboard.press('End');
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const waited = await metrics.cpuOf(async () => {
      for (let key = 0; key < KEYS; key++) await painted(page);
    });
    const typed = await metrics.cpuOf(async () => {
      for (const key of 'Loremipsumdolorsitametco'.slice(0, KEYS)) {
        await page.keyboard.press(key);
        await painted(page);
      }
    });
    rounds.push((typed - waited) / KEYS);
    for (let key = 0; key < KEYS; key++) await page.keyboard.press('Backspace');
    await painted(page);
  }
  // The first round warms up.
  return median(rounds.slice(1));
}

/** Ctrl+Z: the document, its price, the layout, the objects for keyboard and screen reader, and what is to be painted. */
async function undo(page: Page): Promise<number> {
  const metrics = await Metrics.of(page);
  const before = (await subject(page, 'state')).x;
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await subject(page, 'change');
    await painted(page);
    // What is checked and saved in the pause after a change is not the undo's.
    await page.waitForTimeout(1_500);
    const undone = await metrics.cpuOf(async () => {
      await page.keyboard.press('Control+z');
      await painted(page);
    }, PAGE);
    rounds.push(undone);
    const after = (await subject(page, 'state')).x;
    if (after !== before) throw new Error('the change was not undone');
  }
  return median(rounds.slice(1));
}

async function measure(pages: StagePages, browser: Browser, count: number, run: (page: Page) => Promise<number>): Promise<number> {
  const page = await pages.open(browser, 'ours', count);
  const value = await run(page);
  await page.close();
  return value;
}

/** CPU of the page's main thread. `keystroke`: one key in a text among 20. `undo-300`: undoing a change of 300 texts. */
export async function rows(only = '') {
  const pages = await serveStagePages();
  const browser = await launch();
  try {
    const measured = [];
    for (const { id, bar, unit, count, run } of [
      { id: 'customizer.keystroke', bar: KEYSTROKE_BAR, unit: 'ms CPU per key', count: 20, run: keystroke },
      { id: 'customizer.undo-300', bar: UNDO_BAR, unit: 'ms CPU of script, style and layout', count: 300, run: undo },
    ]) {
      if (!id.startsWith(only)) continue;
      const value = await measure(pages, browser, count, run);
      measured.push({ id, value, unit, bar, holds: value <= bar });
    }
    return measured;
  } finally {
    await browser.close();
    pages.close();
  }
}
