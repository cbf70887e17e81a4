// Interaction in a real Chromium, CPU of the whole browser: our stage against the same picture in bare Konva.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { chromium, type Browser, type Page } from 'playwright-core';
import { rollup } from 'rollup';
import { cpuOf } from './process-cpu.js';

export const ids = ['core.drag-1000', 'core.keystroke'];

const PAIRS = 9;
const MOVES = 60;
const KEYS = 24;
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const resolve = createRequire(import.meta.url).resolve;

const HTML = `<!doctype html><style>body{margin:0}main{position:relative;width:1200px;height:800px}luneo-stage{position:absolute;inset:0}</style><script type="module" src="/page.js"></script>`;

async function bundle(): Promise<Map<string, string>> {
  const build = await rollup({
    input: { page: fileURLToPath(new URL('stage-page.mjs', import.meta.url)) },
    external: ['module'],
    plugins: [nodeResolve({ browser: true, exportConditions: ['production'] })],
    onwarn: () => {},
  });
  const { output } = await build.generate({ format: 'es', chunkFileNames: '[name]-[hash].js' });
  return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code] as const] : [])));
}

async function serve(): Promise<{ server: Server; url: string }> {
  const scripts = await bundle();
  const wasm = readFileSync(resolve('harfbuzzjs/dist/harfbuzz.wasm'));
  const font = readFileSync(resolve('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf'));
  const server = createServer(({ url = '/' }, reply) => {
    const { pathname } = new URL(url, 'http://bench');
    const script = scripts.get(pathname);
    if (script) reply.setHeader('content-type', 'text/javascript').end(script);
    else if (pathname.endsWith('.wasm')) reply.setHeader('content-type', 'application/wasm').end(wasm);
    else if (pathname.endsWith('.ttf')) reply.end(font);
    else reply.setHeader('content-type', 'text/html').end(HTML);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface Subject {
  edit(): void;
  state(): { x: number; text: string };
}
const state = (page: Page) => page.evaluate(() => (globalThis as unknown as { subject: Subject }).subject.state());

async function open(browser: Browser, url: string, kind: string, count: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.goto(`${url}/?kind=${kind}&count=${count}`);
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  return page;
}

/** CPU ms of one move of an object that is being dragged; taking it up and laying it down do not count. */
async function drag(page: Page, pid: number): Promise<number> {
  await page.bringToFront();
  await page.mouse.move(600, 400);
  await page.mouse.down();
  for (let i = 0; i < 10; i++) await page.mouse.move(600 + i, 400 + i);
  await page.waitForTimeout(150);
  const before = cpuOf(pid);
  for (let i = 0; i < MOVES; i++) await page.mouse.move(600 + 200 * Math.sin(i / 5), 400 + 100 * Math.cos(i / 7));
  const spent = cpuOf(pid) - before;
  if (Math.abs((await state(page)).x - 500) > 1 && (await page.evaluate(() => location.search)).includes('ours'))
    throw new Error('the document changed during the drag');
  await page.mouse.move(600, 400);
  await page.mouse.up();
  await page.waitForTimeout(150);
  return spent / MOVES;
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

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function compare(id: string, unit: string, limit: number, pages: { ours: Page; peer: Page }, run: (page: Page) => Promise<number>) {
  await run(pages.ours);
  await run(pages.peer);
  const pairs: { ours: number; peer: number }[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const first = i % 2 === 0 ? await run(pages.ours) : null;
    const peer = await run(pages.peer);
    pairs.push({ ours: first ?? (await run(pages.ours)), peer });
  }
  const ratio = median(pairs.map(({ ours, peer }) => ours / peer));
  const [value, peerValue] = [median(pairs.map(({ ours }) => ours)), median(pairs.map(({ peer }) => peer))];
  return { id, value, unit, peer: 'bare Konva with a drag layer', peerValue, ratio, bar: `≤ ${limit} × peer`, holds: ratio <= limit };
}

/** `core.drag-1000`: CPU per move of one object among 1,000. `core.keystroke`: CPU per key with 20 text objects. */
export async function rows(only = '') {
  const { server, url } = await serve();
  const launched = await chromium.launchServer({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: FLAGS });
  try {
    const browser = await chromium.connect(launched.wsEndpoint());
    const pid = launched.process().pid!;
    const measure = async (id: string, unit: string, limit: number, count: number, run: (page: Page, pid: number) => Promise<number>) => {
      if (!id.startsWith(only)) return [];
      const pages = { ours: await open(browser, url, 'ours', count), peer: await open(browser, url, 'konva', count) };
      const row = await compare(id, unit, limit, pages, (page) => run(page, pid));
      await Promise.all([pages.ours.close(), pages.peer.close()]);
      return [row];
    };
    const dragged = await measure('core.drag-1000', 'ms CPU per move', 1.3, 1_000, drag);
    const typed = await measure('core.keystroke', 'ms CPU per key', 2, 20, type);
    await browser.close();
    return [...dragged, ...typed];
  } finally {
    await launched.close();
    server.close();
  }
}
