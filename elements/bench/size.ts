import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium, type Page, type Response } from 'playwright-core';
import { sampleProduct, sampleText } from '../src/customizer/testing/product.js';
import { FakeShop } from '../src/customizer/testing/shop.js';

export const ids = ['core.stub-gzip', 'core.interactive-js-gzip'];

const CDN = fileURLToPath(new URL('../cdn/', import.meta.url));
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TYPES: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm', ttf: 'font/ttf' };
/** Shopify's suggestion for an app block's JavaScript, bytes compressed. */
const STUB_BAR = 10_000;
const INTERACTIVE_BAR = 110_000;

/** Bytes of JavaScript that the built bundle really transfers (gzip, bodies): before, and up to where a text can be dragged. */
export async function rows() {
  const shop = new FakeShop(sampleProduct([sampleText({ id: 'name' })]));
  const server = createServer((request, response) => void answer(shop, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const scripts: Response[] = [];
    page.on('response', (response) => response.url().endsWith('.js') && scripts.push(response));
    await page.goto(origin, { waitUntil: 'networkidle' });
    const stub = await bytes(scripts);
    await start(page);
    const loaded = [...scripts];
    // Nothing more may be fetched: that the drag still works proves that this was all it needs.
    await page.route('**/*.js', (route) => route.abort());
    await drag(page);
    const shaper = await shaperOf(loaded);
    const all = await bytes(loaded.filter((script) => script !== shaper));
    return [
      { id: 'core.stub-gzip', value: stub, unit: 'B', bar: STUB_BAR, holds: stub <= STUB_BAR },
      { id: 'core.interactive-js-gzip', value: all, unit: 'B', bar: INTERACTIVE_BAR, holds: all <= INTERACTIVE_BAR },
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

async function start(page: Page): Promise<void> {
  const ready = heard(page, 'luneo-ready');
  await page.locator('luneo-customizer').getByRole('button').first().click();
  await ready;
  await page.waitForLoadState('networkidle');
}

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

function heard(page: Page, event: string): Promise<void> {
  return page.evaluate((type) => new Promise<void>((done) => document.addEventListener(type, () => done(), { once: true })), event);
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

async function answer(shop: FakeShop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const file = fileFor(path);
  if (file) {
    const body = gzipSync(readFileSync(file), { level: 9 });
    response.writeHead(200, {
      'content-type': TYPES[file.split('.').at(-1)!] ?? 'text/plain',
      'content-encoding': 'gzip',
      'content-length': body.length,
    });
    return void response.end(body);
  }
  if (path === '/') {
    response.writeHead(200, { 'content-type': 'text/html' });
    return void response.end(
      '<!doctype html><html lang="en"><title>Shop</title><luneo-customizer api-url="/" publishable-key="pk_test_x" product="plate"></luneo-customizer>' +
        '<script type="module" src="/cdn/luneo.js"></script></html>',
    );
  }
  const body = await read(request);
  const reply = await shop.fetch(`http://api.test${path}`, {
    method: request.method ?? 'GET',
    ...(body && { body }),
    headers: { 'if-match': request.headers['if-match'] ?? '' },
  });
  response.writeHead(reply.status, { 'content-type': 'application/json' });
  response.end(await reply.text());
}

function fileFor(path: string): string | null {
  if (path.startsWith('/cdn/')) {
    const file = CDN + basename(path);
    return existsSync(file) ? file : null;
  }
  return path.startsWith('/node_modules/') ? createRequire(import.meta.url).resolve(path.slice('/node_modules/'.length)) : null;
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
