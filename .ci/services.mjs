/** What the API can grow onto, for the tests: PostgreSQL, Redis and S3, each private to one run. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, postgresBin, startPostgres } from './postgres.mjs';
import { aptInstall } from './setup/apt.mjs';
import { tool, which } from './setup/command.mjs';

/** Finds PostgreSQL and Redis or installs them; the names of those that are missing. */
export async function ensureServices() {
  const missing = [];
  if (!postgresBin() && !((await aptInstall('postgresql')) && postgresBin())) missing.push('PostgreSQL');
  if (!which('redis-server') && !((await aptInstall('redis-server')) && which('redis-server'))) missing.push('redis-server');
  return missing;
}

/** Starts all three; `env` leads the tests to them. Everything of theirs is gone after `stop`. */
export async function startServices() {
  const started = [];
  const stop = async () => {
    for (const one of started.toReversed()) await one.stop();
  };
  try {
    const postgres = await startPostgres();
    started.push(postgres);
    const redis = await startRedis();
    started.push(redis);
    const s3 = await startS3();
    started.push(s3);
    return { env: { LUNEO_TEST_DATABASE_URL: postgres.url, LUNEO_TEST_REDIS_URL: redis.url, LUNEO_TEST_S3_URL: s3.url }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startRedis() {
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  return { url: `redis://127.0.0.1:${port}`, ...(await serve('redis-server', flags, port, {})) };
}

async function startS3() {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'luneo-s3-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const [file, flags] = tool('s3rver', [
    '-d',
    folder,
    '-a',
    '127.0.0.1',
    '-p',
    String(port),
    '--configure-bucket',
    'luneo-test',
    '--silent',
  ]);
  const { stop } = await serve(file, flags, port, {});
  process.once('exit', remove);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await stop();
      remove();
    },
  };
}

/** Runs a server until `stop`; resolves once its port takes connections. */
async function serve(file, flags, port, options) {
  const child = spawn(file, flags, { stdio: 'ignore', cwd: '/', ...options });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!(await connects(port))) {
    if (isOver) throw new Error(`${path.basename(file)} ended at once`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    stop: async () => {
      process.off('exit', kill);
      child.kill('SIGTERM');
      const slow = setTimeout(kill, 5_000);
      await ended;
      clearTimeout(slow);
    },
  };
}

const connects = (port) =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
