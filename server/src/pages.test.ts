import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import express from 'express';
import { adminPage } from './admin-page.js';
import { readConfig } from './config.js';
import { referencePages } from './reference/routes.js';
import { startTestApp, type TestApp } from './testing.js';

let app: TestApp;
before(async () => (app = await startTestApp()));
after(() => app.close());

test('the type of an error answer leads to its page', async () => {
  const { body } = await app.request('GET', '/v1/nothing');
  const reply = await fetch(body.type);
  assert.equal(reply.status, 200);
  assert.match(reply.headers.get('content-security-policy')!, /default-src 'none'/);
  assert.match(await reply.text(), /<h1>not-found<\/h1>\n<p><strong>404 · Not found<\/strong><\/p>/);
});

test('an error code that does not exist has no page', async () => {
  for (const code of ['nothing', '..%2Fdecisions%2F0001', 'constructor'])
    assert.equal((await fetch(`${app.url}/errors/${code}`)).status, 404, code);
});

test('a language model reads the elements, the guides and where the operations are in one file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luneo-llms-'));
  const server = express()
    .use(referencePages(readConfig({ NODE_ENV: 'test' }), folder))
    .listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/llms.txt`;
    assert.notEqual((await fetch(url)).status, 200);
    mkdirSync(join(folder, 'elements', 'dist'), { recursive: true });
    writeFileSync(join(folder, 'elements', 'dist', 'llms.txt'), '# Luneo\n');
    const reply = await fetch(url);
    assert.equal(reply.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.equal(await reply.text(), '# Luneo\n');
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});

test('the staff page is served under a policy without inline code, and to no other origin', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luneo-admin-'));
  mkdirSync(join(folder, 'server', 'admin', 'dist'), { recursive: true });
  writeFileSync(join(folder, 'server', 'admin', 'dist', 'index.html'), '<!doctype html><title>Orders</title>');
  writeFileSync(join(folder, 'server', 'admin', 'dist', 'try.html'), '<!doctype html><title>Try it</title>');
  const config = readConfig({ NODE_ENV: 'test', LUNEO_DATA_DIR: join(folder, 'data') });
  const server = express().use(adminPage(config, folder)).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const reply = await fetch(`${url}/admin`);
    assert.equal(new URL(reply.url).pathname, '/admin/');
    assert.match(await reply.text(), /<title>Orders/);
    assert.match(
      reply.headers.get('content-security-policy')!,
      /script-src 'self' 'wasm-unsafe-eval';.*require-trusted-types-for 'script'/,
    );
    assert.equal(reply.headers.get('access-control-allow-origin'), null);
    const tried = (await fetch(`${url}/admin/try.html`)).headers.get('content-security-policy')!;
    assert.match(tried, /script-src 'self' http\S+ 'wasm-unsafe-eval';.*worker-src .*blob:.*frame-ancestors 'none'/);
    assert.doesNotMatch(tried, /unsafe-inline|unsafe-eval'.*unsafe-eval'/);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});
