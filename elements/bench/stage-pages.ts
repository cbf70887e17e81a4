import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import type { Browser, Page } from 'playwright-core';
import { rollup } from 'rollup';

const HTML = `<!doctype html><style>body{margin:0}main{position:relative;width:1200px;height:800px}luneo-stage{position:absolute;inset:0}</style><script type="module" src="/page.js"></script>`;
const resolve = createRequire(import.meta.url).resolve;

/** What `stage-page.mjs` puts on the window: one interface for our stage and for its peer. */
export interface Subject {
  edit(): void;
  state(): { x: number; text: string };
  /** Ours and Fabric: opens the saved scene again, ready to be painted. */
  reopen(): Promise<void>;
  /** Ours only: moves every object in one step, and gives the stage the keyboard. */
  change(): void;
}

export type PageKind = 'ours' | 'konva' | 'fabric' | 'png';

/** Pages with `count` objects on our stage or in bare Konva or Fabric; `png`: see `png-page.mjs`. */
export interface StagePages {
  open(browser: Browser, kind: PageKind, count: number): Promise<Page>;
  close(): void;
}

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

export async function serveStagePages(): Promise<StagePages> {
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
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    open: async (browser, kind, count) => {
      const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
      await page.goto(`${url}/?kind=${kind}&count=${count}`);
      await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
      return page;
    },
    close: () => void server.close(),
  };
}
