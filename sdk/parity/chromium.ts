import { chromium, type Browser, type Page } from 'playwright-core';
import type { Adjustments, Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { DisplayItem, DisplayList } from '@luneo/sdk/layout/display-list.js';
import { CHROMIUM_FLAGS } from '../../.ci/chromium.mjs';
import { emptyRaster, type Raster } from './measure.js';
import { pageFiles } from './page-files.js';

const ORIGIN = 'http://parity.test';

/** A real page that holds the layout engine and the canvas painter, bundled as a browser gets them. */
export class ChromiumPage {
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  /** `fonts` and `pictures` by id; nothing leaves the machine. */
  static async open(
    executablePath: string,
    fonts: ReadonlyMap<string, Uint8Array>,
    pictures: ReadonlyMap<string, Uint8Array>,
  ): Promise<ChromiumPage> {
    const { files, fontUrls, pictureUrls } = await pageFiles(fonts, pictures);
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    const page = await browser.newPage();
    await page.route('**/*', async (route) => {
      const file = files.get(new URL(route.request().url()).pathname);
      await (file ? route.fulfill({ contentType: file.contentType, body: Buffer.from(file.body) }) : route.abort());
    });
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => 'parity' in window);
    await page.evaluate(([f, p]) => window.parity.prepare('/harfbuzz.wasm', f!, p!), [fontUrls, pictureUrls]);
    return new ChromiumPage(browser, page);
  }

  layout(layer: Layer, side: TemplateSide): Promise<DisplayItem[]> {
    return this.#page.evaluate(([l, s]) => window.parity.layout(l, s), [layer, side] as const);
  }

  async render(list: DisplayList): Promise<Raster> {
    const sums = Buffer.from(await this.#page.evaluate((l) => window.parity.render(l), list), 'base64');
    const raster = emptyRaster(list.width + 2 * list.bleed, list.height + 2 * list.bleed);
    new Uint8Array(raster.sums.buffer).set(sums);
    return raster;
  }

  /** RGBA of an adjusted picture. */
  async pixels(asset: string, adjustments: Adjustments): Promise<Uint8Array> {
    return Buffer.from(
      await this.#page.evaluate(([id, change]) => window.parity.pixels(id, change), [asset, adjustments] as const),
      'base64',
    );
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
