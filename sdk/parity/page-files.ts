import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What the page of the proof asks for, by path. */
export interface PageFiles {
  files: ReadonlyMap<string, { body: Uint8Array | string; contentType: string }>;
  /** Paths by id. */
  fontUrls: Record<string, string>;
  pictureUrls: Record<string, string>;
}

/** `fonts` and `pictures` by id. */
export async function pageFiles(fonts: ReadonlyMap<string, Uint8Array>, pictures: ReadonlyMap<string, Uint8Array>): Promise<PageFiles> {
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
  return { files, fontUrls: Object.fromEntries(fontUrls), pictureUrls: Object.fromEntries(pictureUrls) };
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
