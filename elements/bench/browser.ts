import { type Browser, type BrowserServer, chromium, type CDPSession, type Page } from 'playwright-core';

const OPTIONS = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export const launch = (): Promise<Browser> => chromium.launch(OPTIONS);

/** A browser whose process id is known. */
export const launchServer = (): Promise<BrowserServer> => chromium.launchServer(OPTIONS);

/** Until everything that was asked for is on the screen: the second frame begins after the first was painted. */
export const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** What Chromium's DevTools tell of a page. */
type Metric = 'TaskDuration' | 'ScriptDuration' | 'RecalcStyleDuration' | 'LayoutDuration' | 'JSHeapUsedSize' | 'Nodes';

/** Everything that the main thread does for a page, painting included. */
export const EVERYTHING: readonly Metric[] = ['TaskDuration'];
/** The page's own part of it; the rest is the browser's filling of pixels, which a graphics card does elsewhere. */
export const PAGE: readonly Metric[] = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];

/** The metrics of Chromium's DevTools for a page: CPU of its main thread, heap, nodes. */
export class Metrics {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Metrics> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Metrics(session);
  }

  /** CPU ms of the main thread for `work` while `run` runs. */
  async cpuOf(run: () => Promise<void>, work = EVERYTHING): Promise<number> {
    const before = await this.#sum(work);
    await run();
    return ((await this.#sum(work)) - before) * 1000;
  }

  read(name: Metric): Promise<number> {
    return this.#sum([name]);
  }

  /** Frees what nobody holds any more. */
  async collectGarbage(): Promise<void> {
    await this.#session.send('HeapProfiler.collectGarbage');
  }

  async #sum(names: readonly Metric[]): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return metrics.reduce((sum, { name, value }) => ((names as readonly string[]).includes(name) ? sum + value : sum), 0);
  }
}
