import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensurePortsFree, ensureWritable, readPort } from './checks.mjs';
import { command, ROOT, stopCommands, tail } from './command.mjs';
import { ensureInstalled, exclusively, registerInstance } from './install.mjs';
import { releaseLock, takeLock } from './lock.mjs';
import { Processes } from './processes.mjs';
import { main, say, step, Stop } from './say.mjs';

const API = 'server/dist/src/main.js';
const WORKER = 'server/dist/src/worker.js';
const SANDBOX = 'server/dist/src/sandbox/main.js';
const SEED = 'server/dist/src/seed/main.js';
const SHOP = 'demo-stores/html-snippet/serve.mjs';

/** What the environment asks for, checked; nothing is written outside the data folder. */
function readSettings(env) {
  const port = readPort(env.PORT);
  if (env.NODE_ENV === 'production')
    throw new Stop(
      'npm start runs the demo and never in production: unset NODE_ENV, or run server/dist/src/main.js and worker.js yourself.',
    );
  const dataDir = path.resolve(ROOT, env.LUNEO_DATA_DIR || '.luneo');
  const apiUrl = (env.LUNEO_PUBLIC_URL || `http://127.0.0.1:${port}`).replace(/\/$/, '');
  const shopUrl = (env.LUNEO_SHOP_URL || `http://127.0.0.1:${port + 1}`).replace(/\/$/, '');
  return { port, dataDir, apiUrl, shopUrl, hasSandbox: !env.STRIPE_SECRET_KEY };
}

const childEnv = (settings) => ({
  ...process.env,
  PORT: String(settings.port),
  LUNEO_DATA_DIR: settings.dataDir,
  LUNEO_PUBLIC_URL: settings.apiUrl,
  LUNEO_SHOP_URL: settings.shopUrl,
});

const answers = (url) => () =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => (await response.arrayBuffer(), response.ok),
    () => false,
  );

/** A single line is the program's own sentence (a wrong variable, say); more than that needs an introduction. */
function sentenceOf(introduction, output) {
  const words = tail(output, 12);
  return words && !words.includes('\n') ? words : `${introduction}:\n${words}`;
}

/** Migrates and seeds; returns what the seed made, as `demo.json` names it. */
async function seed({ dataDir }, env) {
  const result = await command(process.execPath, [SEED], { env });
  if (result.code !== 0) throw new Stop(sentenceOf('Preparing the demo brand failed', result.output));
  return JSON.parse(readFileSync(path.join(dataDir, 'seed.json'), 'utf8'));
}

async function startAll(processes, settings, env, seeded) {
  const local = (port, where) => answers(`http://127.0.0.1:${port}${where}`);
  if (settings.hasSandbox) processes.start('sandbox', SANDBOX, env);
  processes.start('api', API, env);
  if (settings.hasSandbox) await processes.ready('sandbox', local(settings.port + 2, '/health'));
  await processes.ready('api', local(settings.port, '/ready'));
  processes.start('worker', WORKER, env);
  const shopEnv = { ...env, PORT: String(settings.port + 1), LUNEO_API_URL: settings.apiUrl, LUNEO_PUBLISHABLE_KEY: seeded.publishableKey };
  processes.start('shop', SHOP, shopEnv);
  await processes.ready('shop', local(settings.port + 1, '/'));
  await processes.ready('worker', () => true);
}

/** Whole or not at all, and for this user's eyes only. */
function writeDemo(file, { apiUrl, shopUrl }, { brandId, publishableKey, secretKey, email, password }) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ apiUrl, shopUrl, brandId, publishableKey, secretKey, email, password }, null, 2)}\n`, {
    mode: 0o600,
  });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

function announce({ apiUrl, shopUrl, dataDir }, { email, password }) {
  say(`
Luneo is running.

  Shop            ${shopUrl}
  API reference   ${apiUrl}/reference
  Staff           ${apiUrl}/admin/   ${email}  ${password}

  Keys for your own code are in ${path.relative(process.cwd(), path.join(dataDir, 'demo.json'))}, logs in ${path.relative(process.cwd(), path.join(dataDir, 'logs'))}.
  Ctrl-C stops everything; your data stays.
`);
}

/** Resolves with the reason to stop: a signal, or npm (our parent) being gone. */
function untilStopped(processes) {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const stop = (reason) => {
      if (processes.isStopping && reason === 'SIGINT') processes.current?.kill();
      processes.isStopping = true;
      resolve(reason);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
    if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop('npm is gone'), 1_000).unref();
  });
}

async function run() {
  const settings = readSettings(process.env);
  const { dataDir, port } = settings;
  ensureWritable(dataDir);
  const lock = path.join(dataDir, 'start.lock');
  const other = takeLock(lock, { shopUrl: settings.shopUrl });
  if (other)
    throw new Stop(
      `Luneo already runs on ${dataDir} (process ${other.pid}${other.shopUrl ? `, ${other.shopUrl}` : ''}): stop it first, or choose another folder with LUNEO_DATA_DIR.`,
    );
  const demo = path.join(dataDir, 'demo.json');
  const held = { current: null, isStopping: false };
  const stopped = untilStopped(held);
  let unregister = () => {};
  try {
    rmSync(demo, { force: true });
    await ensurePortsFree([
      { port, use: 'API' },
      { port: port + 1, use: 'shop' },
      ...(settings.hasSandbox ? [{ port: port + 2, use: 'payment sandbox' }] : []),
    ]);
    const began = up(settings, held, demo, (undo) => (unregister = undo));
    const reason = await Promise.race([began.then(() => stopped), stopped]);
    say(`\nStopping (${reason}) …`);
    stopCommands();
    await held.current?.stop();
    await began.catch(() => {});
  } finally {
    rmSync(demo, { force: true });
    await held.current?.stop();
    unregister();
    releaseLock(lock);
  }
  say('Stopped. Your data is kept.');
}

async function up(settings, held, demo, onRegister) {
  await exclusively(async () => {
    await ensureInstalled();
    await ensureBuilt();
    onRegister(registerInstance());
  });
  if (held.isStopping) return;
  const env = childEnv(settings);
  const seeded = await step('Preparing the database and the demo brand', () => seed(settings, env));
  if (held.isStopping) return;
  held.current = new Processes(path.join(settings.dataDir, 'logs'));
  await step('Starting API, worker, payment sandbox and shop', () => startAll(held.current, settings, env, seeded));
  writeDemo(demo, settings, seeded);
  announce(settings, seeded);
}

/** Runs the demo until it is stopped; then the process ends, with 1 when it could not start. */
export async function start() {
  await main(run);
  process.exit();
}
