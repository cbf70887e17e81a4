import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { moduleFile, nodeFlags } from './testing-process.js';

const isUp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`a test that ${signal} ends leaves no server behind`, async (t) => {
    const module = pathToFileURL(moduleFile('testing-redis.ts')).href;
    const script = `const { startRedis } = await import('${module}'); console.log((await startRedis())?.port); setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, [...nodeFlags, '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const port = Number(said.toString());
    if (Number.isNaN(port)) {
      child.kill('SIGKILL');
      return t.skip('redis-server is not installed');
    }
    assert.ok(await isUp(port));
    const end = once(child, 'exit');
    child.kill(signal);
    await end;
    // It is killed as its parent ends; the system takes a moment.
    while (await isUp(port)) await new Promise((done) => setTimeout(done, 20));
  });
