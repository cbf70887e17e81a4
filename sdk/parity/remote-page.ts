import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Adjustments, Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { DisplayItem, DisplayList } from '@luneo/sdk/layout/display-list.js';
import type { RemoteBrowser } from './browsers/browser.js';
import { emptyRaster, type Raster } from './measure.js';
import type {} from './page.js';
import { pageFiles, type PageFiles } from './page-files.js';

/** As `ChromiumPage`, in any browser. */
export class RemotePage {
  readonly #browser: RemoteBrowser;
  readonly #server: Server;

  private constructor(browser: RemoteBrowser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  /** Takes the browser over; `close` ends it. */
  static async open(
    browser: RemoteBrowser,
    fonts: ReadonlyMap<string, Uint8Array>,
    pictures: ReadonlyMap<string, Uint8Array>,
  ): Promise<RemotePage> {
    const given = await pageFiles(fonts, pictures);
    const server = serve(given);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await browser.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    // A module has run when the page has loaded.
    await browser.evaluate((f, p) => window.parity.prepare('/harfbuzz.wasm', f, p), given.fontUrls, given.pictureUrls);
    return new RemotePage(browser, server);
  }

  layout(layer: Layer, side: TemplateSide): Promise<DisplayItem[]> {
    return this.#browser.evaluate((l, s) => window.parity.layout(l, s), layer, side);
  }

  async render(list: DisplayList): Promise<Raster> {
    const sums = Buffer.from(await this.#browser.evaluate((l) => window.parity.render(l), list), 'base64');
    const raster = emptyRaster(list.width + 2 * list.bleed, list.height + 2 * list.bleed);
    new Uint8Array(raster.sums.buffer).set(sums);
    return raster;
  }

  /** RGBA of an adjusted picture. */
  async pixels(asset: string, adjustments: Adjustments): Promise<Uint8Array> {
    return Buffer.from(await this.#browser.evaluate((id, change) => window.parity.pixels(id, change), asset, adjustments), 'base64');
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const serve = ({ files }: PageFiles): Server =>
  createServer(({ url = '/' }, response) => {
    const file = files.get(url);
    if (!file) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.contentType }).end(file.body);
  });
