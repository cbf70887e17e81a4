import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const DEBIAN = '/usr/lib/postgresql';
const ELSEWHERE = ['/opt/homebrew/opt/postgresql/bin', '/usr/local/opt/postgresql/bin', '/usr/local/pgsql/bin', '/usr/pgsql/bin'];

/** Folder of PostgreSQL's programs: `LUNEO_POSTGRES_BIN`, PATH, or where packages put them, newest first; null when there is none. */
export function postgresBin() {
  const given = process.env.LUNEO_POSTGRES_BIN;
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = given
    ? [given]
    : [...debian.map((version) => `${DEBIAN}/${version}/bin`), ...ELSEWHERE, ...(process.env.PATH ?? '').split(path.delimiter)];
  return folders.find((folder) => ['postgres', 'initdb', 'pg_dump'].every((name) => existsSync(path.join(folder, name)))) ?? null;
}

/** PostgreSQL refuses to run as root: whoever its package made, or nobody. */
function account() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout));
    if (uid) return { uid, gid };
  }
  return {};
}

/** Below the range of outgoing connections: none takes it while the server is down. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

// What a test does not need: nothing here outlives a power cut.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  autovacuum_naptime: '10min',
  checkpoint_timeout: '1h',
  max_wal_size: '4GB',
};

/**
 * A PostgreSQL of one's own: an empty cluster in a temporary folder, on a free port of this machine, whose superuser is
 * `postgres` without a password. Null where PostgreSQL is not installed.
 */
export async function startPostgres() {
  const bin = postgresBin();
  if (!bin) return null;
  const as = account();
  const folder = mkdtempSync(path.join(tmpdir(), 'luneo-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    if (as.uid) spawnSync('chown', [`${as.uid}:${as.gid}`, folder]);
    const data = path.join(folder, 'data');
    const flags = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'];
    const made = spawnSync(path.join(bin, 'initdb'), flags, { ...as, encoding: 'utf8', cwd: folder });
    if (made.status !== 0) throw new Error(`initdb ended with ${made.status ?? made.signal}: ${made.stderr || made.error}`);
    return await run({ bin, as, data, folder, port: await freePort(), remove });
  } catch (error) {
    remove();
    throw error;
  }
}

async function run({ bin, as, data, folder, port, remove }) {
  let server = null;
  let words = '';
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const isRunning = () => server && server.exitCode === null && server.signalCode === null;
  const start = async () => {
    if (isRunning()) return;
    const flags = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(path.join(bin, 'postgres'), ['-D', data, ...flags], { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (text) => (words = (words + text).slice(-4_000)));
    server = child;
    while (!answers(bin, port)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`postgres ended at once: ${words}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  // SIGINT: "fast", connections are cut off; SIGQUIT: "immediate", as a power cut, with recovery at the next start.
  const end = (signal) =>
    new Promise((resolve) => {
      if (!isRunning()) return resolve();
      server.once('exit', resolve);
      server.kill(signal);
    });
  await start();
  const last = () => {
    server?.kill('SIGQUIT');
    remove();
  };
  process.once('exit', last);
  return {
    url,
    port,
    bin,
    start,
    shutDown: () => end('SIGINT'),
    crash: () => end('SIGQUIT'),
    stop: async () => {
      await end('SIGINT');
      process.off('exit', last);
      remove();
    },
  };
}

/** `pg_isready` comes with the client programs. */
const answers = (bin, port) => spawnSync(path.join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0;
