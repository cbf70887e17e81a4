import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createBrand } from './auth/brands.js';
import { createUser } from './auth/users.js';
import { openDatabase } from './drivers/database/database.js';
import { migrate } from './drivers/database/migrate.js';
import { createTestDatabase } from './testing-database.js';
import { startModule } from './testing-process.js';

const folder = mkdtempSync(join(tmpdir(), 'luneo-main-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const database = await createTestDatabase();
after(() => database.drop());

function start(env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = startModule('main.ts', {
    env: { PATH: process.env['PATH'], LUNEO_DATA_DIR: folder, ...database.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout!.on('data', (chunk) => (text += String(chunk)));
  child.stderr!.on('data', (chunk) => (text += String(chunk)));
  return { child, said: () => text };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null) {
    if (
      await fetch(url).then(
        (reply) => reply.ok,
        () => false,
      )
    )
      return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

test('starts on an empty folder, answers, and ends cleanly at SIGTERM', async () => {
  const port = await freePort();
  const { child, said } = start({ PORT: String(port) });
  assert.ok(await answers(`http://127.0.0.1:${port}/ready`, child), said());
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
  assert.match(said(), /"msg":"stopping"/);
});

test('says in one sentence that the port is in use', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { child, said } = start({ PORT: String(port), LOG_LEVEL: 'error' });
  assert.deepEqual(await once(child, 'close'), [1, null]);
  taken.close();
  assert.equal(said(), `PORT ${port} is in use: stop the other program or choose another port.\n`);
});

test('says in one sentence which variable is wrong', async () => {
  const { child, said } = start({ LOG_LEVEL: 'loud' });
  assert.deepEqual(await once(child, 'close'), [1, null]);
  assert.equal(said(), 'LOG_LEVEL must be one of silent, error, warn, info, debug, not "loud".\n');
});

test('does not run in production on a database with a demo password', async () => {
  const file = join(folder, 'demo.sqlite');
  const db = openDatabase({ kind: 'sqlite', filename: file });
  await migrate(db);
  const brandId = await createBrand(db, { name: 'Demo' });
  await createUser(db, { brandId, email: 'demo@example.com', name: 'Demo', role: 'brand_admin', password: 'demo', demo: true });
  await db.destroy();
  const { child, said } = start({
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    PORT: String(await freePort()),
    DATABASE_URL: `sqlite:${file}`,
    LUNEO_PUBLIC_URL: 'https://api.example.com',
    LUNEO_SECRET: 'thirty-two characters or more, please',
    STRIPE_SECRET_KEY: 'sk_live_abc',
    STRIPE_WEBHOOK_SECRET: 'whsec_abc',
  });
  assert.deepEqual(await once(child, 'close'), [1, null]);
  assert.match(said(), /^NODE_ENV is production, but .*demo.*\.\n$/);
});
