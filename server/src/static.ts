import { Router, type RequestHandler, type Response } from 'express';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Deps } from './deps.js';
import { sendFile } from './files/send.js';
import { Lru } from './lru.js';
import { Problem } from './problem.js';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/**
 * Public, cacheable bytes, for pages of any origin: element bundles at `/cdn/v1/`, brand pictures at `/media/`, fonts at
 * `/files/fonts/`. Names with a hash never change and are kept for ever.
 */
export function publicFiles(deps: Deps): Router {
  const router = Router();
  router.get('/cdn/v1/:name', sameForAll, bundles(deps.config.cdnDir));
  router.get('/media/*name', sameForAll, stored(deps, 'media', /^(med_\w+\/)?[\w-]{1,100}\.webp$/));
  router.get('/files/fonts/*name', sameForAll, stored(deps, 'fonts', /^[0-9a-f]{64}\.ttf$/));
  return router;
}

/** One answer for every page, the admin's too: what a cache keeps from one of them it gives to all. */
const sameForAll: RequestHandler = (_request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  for (const name of ['Access-Control-Allow-Credentials', 'Vary']) response.removeHeader(name);
  next();
};

/** Files of the store whose name has a hash in it: that is their whole identity, so it serves as the ETag too. */
function stored({ files }: Deps, folder: string, names: RegExp): RequestHandler {
  return async (request, response) => {
    const name = [request.params['name']].flat().join('/');
    if (!names.test(name)) throw new Problem('not-found', `There is no such file in ${folder}.`);
    await sendFile(request, response, files, `${folder}/${name}`, { 'Cache-Control': IMMUTABLE, ETag: `"${name}"` });
  };
}

interface Bundle {
  type: string;
  etag: string;
  isHashed: boolean;
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
}

/** The built bundle folder, compressed once per file. The entry has no hash in its name: it is asked for again after five minutes. */
function bundles(folder: string): RequestHandler {
  const cache = new Lru<string, Promise<Bundle>>(200);
  return async (request, response) => {
    const name = String(request.params['name']);
    const path = join(folder, name);
    const found = /^[\w][\w.-]*$/.test(name) && TYPES[extname(name)] ? await stat(path).catch(() => null) : null;
    if (!found?.isFile()) throw new Problem('not-found', 'There is no such bundle.');
    const key = `${name}@${found.mtimeMs}`;
    sendBundle(request.headers, response, await (cache.get(key) ?? cache.set(key, loadBundle(path, name))));
  };
}

async function loadBundle(path: string, name: string): Promise<Bundle> {
  const plain = await readFile(path);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(plain, { level: 9 }),
  ]);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 20)}"`;
  return { type: TYPES[extname(name)]!, etag, isHashed: /-[0-9a-f]{8,}\.\w+$/.test(name), plain, br, gzip: gz };
}

function sendBundle(headers: IncomingHttpHeaders, response: Response, bundle: Bundle): void {
  response.set({
    'Cache-Control': bundle.isHashed ? IMMUTABLE : 'public, max-age=300, stale-while-revalidate=86400',
    ETag: bundle.etag,
    Vary: 'Accept-Encoding',
  });
  if (headers['if-none-match'] === bundle.etag) {
    response.status(304).end();
    return;
  }
  const accepted = headers['accept-encoding']?.toString() ?? '';
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'plain';
  if (encoding !== 'plain') response.set('Content-Encoding', encoding);
  response.set({ 'Content-Type': bundle.type, 'Content-Length': String(bundle[encoding].byteLength) }).end(bundle[encoding]);
}
