import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from './testing.js';

let app: TestApp;
before(async () => {
  app = await startTestApp(({ config }) => {
    config.cdnDir = join(config.dataDir, 'cdn');
    mkdirSync(config.cdnDir);
    writeFileSync(join(config.cdnDir, 'luneo.js'), `export const text = '${'a'.repeat(5_000)}';`);
    writeFileSync(join(config.cdnDir, 'chunk-0123abcd.js'), 'export {};');
    writeFileSync(join(config.cdnDir, 'notes.txt'), 'not a bundle');
    return {};
  });
  await app.deps.files.put('media/plate-0123abcd.webp', new TextEncoder().encode('RIFF'), 'image/webp');
});
after(() => app.close());

test('serves bundles compressed to every origin; the entry is asked for again, hashed chunks never', async () => {
  const entry = await fetch(`${app.url}/cdn/v1/luneo.js`, { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(entry.headers.get('content-encoding'), 'br');
  assert.equal(entry.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal(entry.headers.get('access-control-allow-origin'), '*');
  assert.equal(entry.headers.get('cross-origin-resource-policy'), 'cross-origin');
  assert.equal(entry.headers.get('vary'), 'Accept-Encoding');
  assert.match(entry.headers.get('cache-control')!, /max-age=300/);
  assert.match(await entry.text(), /a{5000}/);
  const chunk = await fetch(`${app.url}/cdn/v1/chunk-0123abcd.js`);
  assert.match(chunk.headers.get('cache-control')!, /immutable/);
  const again = await fetch(`${app.url}/cdn/v1/luneo.js`, { headers: { 'if-none-match': entry.headers.get('etag')! } });
  assert.equal(again.status, 304);
});

test('serves pictures for ever, and nothing that is not one of the files', async () => {
  const picture = await fetch(`${app.url}/media/plate-0123abcd.webp`);
  assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/webp']);
  assert.match(picture.headers.get('cache-control')!, /immutable/);
  for (const path of [
    '/cdn/v1/notes.txt',
    '/cdn/v1/missing.js',
    '/cdn/v1/..%2fluneo.sqlite',
    '/media/../secret',
    '/media/..%2fsecret',
    '/media/',
  ])
    assert.equal(await rawStatus(path), 404, path);
});

test('what a cache keeps of the answer to the admin can be read by every shop', async () => {
  for (const [path, vary] of [
    ['/cdn/v1/luneo.js', 'Accept-Encoding'],
    ['/media/plate-0123abcd.webp', null],
  ]) {
    const { headers } = await fetch(`${app.url}${path}`, { headers: { origin: app.deps.config.publicUrl } });
    const names = ['access-control-allow-origin', 'access-control-allow-credentials', 'vary'];
    assert.deepEqual(
      names.map((name) => headers.get(name)),
      ['*', null, vary],
      path!,
    );
  }
});

test('leads a newcomer from / to the reference', async () => {
  const reply = await app.request('GET', '/');
  assert.deepEqual([reply.status, reply.headers.get('location')], [302, '/reference']);
});

/** `fetch` would tidy the path up. */
const rawStatus = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: new URL(app.url).port, path }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sent.on('error', reject).end();
  });
