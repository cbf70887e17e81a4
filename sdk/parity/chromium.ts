import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Adjustments, Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { DisplayItem, DisplayList } from '@luneo/sdk/layout/display-list.js';
import { CHROMIUM_FLAGS } from '../../.ci/chromium.mjs';
import { emptyRaster, type Raster } from './measure.js';

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
    const files = new Map<string, { body: Uint8Array | string; contentType: string }>();
    const address = (kind: string, id: string, body: Uint8Array, contentType: string): [string, string] => {
      files.set(`/${kind}/${id}`, { body, contentType });
      return [id, `/${kind}/${id}`];
    };
    const fontUrls = [...fonts].map(([id, bytes]) => address('fonts', id, bytes, 'font/ttf'));
    const pictureUrls = [...pictures].map(([id, bytes]) => address('pictures', id, bytes, bytes[0] === 0xff ? 'image/jpeg' : 'image/png'));
    files.set('/harfbuzz.wasm', { body: await harfbuzz(), contentType: 'application/wasm' });
    files.set('/page.js', { body: await bundle(), contentType: 'text/javascript' });
    files.set('/', { body: '<!doctype html><script type="module" src="/page.js"></script>', contentType: 'text/html' });
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    const page = await browser.newPage();
    await page.route('**/*', async (route) => {
      const file = files.get(new URL(route.request().url()).pathname);
      await (file ? route.fulfill({ contentType: file.contentType, body: Buffer.from(file.body) }) : route.abort());
    });
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => 'parity' in window);
    await page.evaluate(
      ([f, p]) => window.parity.prepare('/harfbuzz.wasm', f!, p!),
      [Object.fromEntries(fontUrls), Object.fromEntries(pictureUrls)],
    );
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

/** Fails when the browser part reaches for a Node module. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['luneo-src'],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

function harfbuzz(): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz.wasm'));
}
