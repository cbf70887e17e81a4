/** The shop's own web server: static pages with the shop's settings filled in, under the CSP that merchants need. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { readCatalogue } from './catalogue.mjs';
import { contentSecurityPolicy } from './csp.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const fontFile = (name) => createRequire(import.meta.url).resolve(name);
const compress = promisify(brotliCompress);

const PAGES = { '/': 'home', '/bracelet': 'bracelet', '/tshirt': 'tshirt', '/mug': 'mug', '/thank-you': 'thank-you' };
const FONTS = {
  'cormorant.woff2': '@fontsource/cormorant-garamond/files/cormorant-garamond-latin-500-normal.woff2',
  'cormorant-italic.woff2': '@fontsource/cormorant-garamond/files/cormorant-garamond-latin-500-italic.woff2',
  'instrument.woff2': '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
};
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function readSettings(env) {
  const port = Number(env.PORT || 4401);
  const apiUrl = (env.LUNEO_API_URL || 'http://127.0.0.1:4400').replace(/\/$/, '');
  const publishableKey = env.LUNEO_PUBLISHABLE_KEY;
  if (!publishableKey)
    throw new Error('LUNEO_PUBLISHABLE_KEY is missing: run npm start in the repository, or set it to the key of your brand.');
  const cdnUrl = (env.LUNEO_CDN_URL || apiUrl).replace(/\/$/, '');
  if (!URL.canParse(cdnUrl) || !/^https?:/.test(cdnUrl))
    throw new Error(`LUNEO_CDN_URL must be an address such as https://cdn.example.com, not "${cdnUrl}".`);
  return { port, apiUrl, cdnUrl, publishableKey, shopUrl: env.LUNEO_SHOP_URL || `http://127.0.0.1:${port}` };
}

const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** `{{name}}` → the escaped setting; `{{>part}}` → another file of pages/. */
async function render(page, values) {
  const source = await readFile(path.join(here, 'pages', `${page}.html`), 'utf8');
  const parts = [...source.matchAll(/\{\{>([a-z-]+)\}\}/g)];
  let html = source;
  for (const [tag, part] of parts) html = html.replace(tag, await readFile(path.join(here, 'pages', `${part}.html`), 'utf8'));
  return html.replace(/\{\{([\w.-]+)\}\}/g, (_, name) => escape(values[name] ?? ''));
}

async function find(pathname, settings) {
  const page = PAGES[pathname.replace(/(?<=.)\/$/, '')];
  if (page) return { status: 200, type: '.html', body: await render(page, { ...settings, ...(await readCatalogue(settings)) }) };
  const asset = /^\/assets\/([a-z][a-z0-9-]*\.(css|js|svg|woff2))$/.exec(pathname)?.[1];
  const file = asset && (FONTS[asset] ? fontFile(FONTS[asset]) : path.join(here, 'assets', asset));
  const body = file && (await readFile(file).catch(() => null));
  if (body) return { status: 200, type: path.extname(file), body };
  return { status: 404, type: '.html', body: await render('not-found', settings) };
}

async function answer(request, response, settings) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
  const found = await find(request.url.split('?', 1)[0], settings);
  const etag = `"${createHash('sha256').update(found.body).digest('base64url').slice(0, 22)}"`;
  const isFont = found.type === '.woff2';
  response.setHeader('content-type', TYPES[found.type]);
  response.setHeader('cache-control', isFont ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('etag', etag);
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
  if (found.type === '.html') response.setHeader('content-security-policy', contentSecurityPolicy(settings));
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
  const packed = !isFont && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
  if (packed) response.setHeader('content-encoding', 'br');
  const body = packed ? await compress(found.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : Buffer.from(found.body);
  response.writeHead(found.status, { 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

try {
  const settings = readSettings(process.env);
  const server = createServer((request, response) => {
    answer(request, response, settings).catch((error) => {
      process.stderr.write(`${error.stack}\n`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The shop has a problem. Please try again.');
    });
  });
  server.listen(settings.port, process.env.HOST || '127.0.0.1', () =>
    process.stdout.write(`Atelier Lune is open on ${settings.shopUrl}\n`),
  );
  const close = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  process.on('SIGTERM', close).on('SIGINT', close);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
