import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { sampleProduct, sampleText } from '../src/customizer/testing/product.js';
import { FakeShop } from '../src/customizer/testing/shop.js';

const CDN = fileURLToPath(new URL('../cdn/', import.meta.url));
const TYPES: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm', ttf: 'font/ttf' };
/** As the getting-started guide says it. */
const HTML = `<!doctype html><html lang="en"><title>Shop</title>
<style>luneo-customizer { --luneo-height: 760px; display: block; min-height: var(--luneo-height) }</style>
<h1>Plate</h1>
<luneo-customizer api-url="/" publishable-key="pk_test_x" product="plate"></luneo-customizer>
<p id="below">Delivered in two days.</p>
<script type="module" src="/cdn/luneo.js"></script></html>`;

/** A shop's page with the built bundle as the CDN sends it, and the API behind it. */
export async function serveShop(): Promise<{ origin: string; close(): void }> {
  const shop = new FakeShop(sampleProduct([sampleText({ id: 'name' })]));
  const server = createServer((request, response) => void answer(shop, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

/** What a shopper does first, until the design can be edited. */
export async function start(page: Page): Promise<void> {
  const ready = heard(page, 'luneo-ready');
  await page.locator('luneo-customizer').getByRole('button').first().click();
  await ready;
}

export function heard(page: Page, event: string): Promise<void> {
  return page.evaluate((type) => new Promise<void>((done) => document.addEventListener(type, () => done(), { once: true })), event);
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
    return void response.end(HTML);
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
