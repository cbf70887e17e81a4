import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { createBrand } from './auth/brands.js';
import { createUser } from './auth/users.js';
import { openDatabase } from './drivers/database/database.js';
import { copySqlite } from './testing-database.js';
import { startModule } from './testing-process.js';

const folder = mkdtempSync(join(tmpdir(), 'luneo-outlives-'));
/** Runs in the process before anything of ours: what no test can reach from outside happens at a signal. */
const FORGET = "data:text/javascript,process.on('SIGUSR2',()=>Promise.reject(Error('forgotten')))";

let port: number;
let child: ChildProcess;
const lines: Record<string, unknown>[] = [];
const readers: (() => void)[] = [];

const ACCOUNT = { email: 'mina@example.com', password: 'a calm evening in march' };

before(async () => {
  const filename = join(folder, 'luneo.sqlite');
  await copySqlite(filename);
  const db = openDatabase({ kind: 'sqlite', filename });
  const brandId = await createBrand(db, { name: 'Okafor Prints' });
  await createUser(db, { brandId, ...ACCOUNT, name: 'Mina', role: 'brand_admin' });
  await db.destroy();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  server.close();
  await once(server, 'close');
  const env = {
    PATH: process.env['PATH'],
    LUNEO_DATA_DIR: folder,
    PORT: String(port),
    NODE_OPTIONS: `--import=${FORGET}`,
    OAUTH_GOOGLE_CLIENT_ID: 'luneo',
    OAUTH_GOOGLE_CLIENT_SECRET: 'secret',
  };
  child = startModule('main.ts', { env, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
    readers.forEach((read) => read());
  });
  await logged(({ msg }) => msg === 'listening');
});
after(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** The first line of the log that `isIt`; fails when the process ends instead. */
function logged(isIt: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const read = (): void => {
      const found = lines.find(isIt);
      if (found) resolve(found);
    };
    readers.push(read);
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
    read();
  });
}

/** Sends these bytes; what comes back, empty when the connection was only closed. */
async function raw(bytes: string, isHangingUp = false): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  if (isHangingUp) {
    socket.write(bytes, () => socket.resetAndDestroy());
    await once(socket, 'close');
    return '';
  }
  socket.write(bytes);
  return Buffer.concat((await socket.toArray()) as Buffer[]).toString();
}

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'Luneo-CSRF': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

async function refused(answer: Response, code: string): Promise<void> {
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal(((await answer.json()) as { code: string }).code, code);
}

test('what a handler refuses, at once or later, is a problem', async () => {
  await refused(await call('GET', '/v1/designs/%ff'), 'invalid-request');
  await refused(await call('GET', '/files/%'), 'invalid-request');
  await refused(await call('GET', '/v1/nothing'), 'not-found');
  await refused(await call('POST', '/v1/auth/login', '{'), 'malformed-json');
  await refused(await call('POST', '/v1/auth/login', { email: 'nobody@example.com', password: 'not this one' }), 'invalid-credentials');
});

test('a wrong password where a provider is linked is a problem', async () => {
  const { accessToken } = (await (await call('POST', '/v1/auth/login', ACCOUNT)).json()) as { accessToken: string };
  for (const body of [{ password: 'not this one' }, {}])
    await refused(
      await call('POST', '/v1/auth/oauth/google/link', body, { Authorization: `Bearer ${accessToken}` }),
      'invalid-credentials',
    );
});

test('an address that no parser reads is a problem, and the log tells of it', async () => {
  for (const target of ['http://[', 'http://[::1']) {
    const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nX-Request-Id: unreadable-one\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 400 [^]*"code":"invalid-request"/, target);
  }
  await logged(({ requestId, code }) => requestId === 'unreadable-one' && code === 'invalid-request');
});

test('somebody who hangs up while sending or before the answer ends nothing', async () => {
  const head = (id: string, more: string) =>
    `POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;
  const body = JSON.stringify({ email: ACCOUNT.email, password: 'not this one' });
  await raw(`${head('gone-in-body', 'Content-Length: 100')}{"email"`, true);
  await raw(`${head('gone-in-chunk', 'Transfer-Encoding: chunked')}5\r\n{"ema`, true);
  await raw(`${head('gone-before-answer', `Content-Length: ${body.length}`)}${body}`, true);
  for (const id of ['gone-in-body', 'gone-in-chunk', 'gone-before-answer']) await logged(({ requestId }) => requestId === id);
});

test('a rejection that nobody waited for is logged, and the next call is answered', async () => {
  child.kill('SIGUSR2');
  const { err } = await logged(({ msg }) => msg === 'a rejection that nobody waited for');
  assert.equal((err as Error).message, 'forgotten');
  assert.equal((await call('GET', '/ready')).status, 200);
  assert.equal(child.exitCode, null);
});
