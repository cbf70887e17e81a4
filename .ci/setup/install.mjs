import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command, npm, ROOT, tail, which } from './command.mjs';
import { holder, releaseLock, takeLock } from './lock.mjs';
import { say, step, Stop } from './say.mjs';

const MODULES = path.join(ROOT, 'node_modules');
const STAMP = path.join(MODULES, '.luneo', 'install.json');
const INSTANCES = path.join(MODULES, '.luneo', 'instances');

/** What the installed tree was made from: the lock file and the binary interface of this Node. */
function wanted() {
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'));
  return { lock: createHash('sha256').update(lock).digest('hex'), abi: process.versions.modules };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** npm's own record: does the tree hold what the lock file names? (Somebody may have run npm themselves.) */
function matchesLockFile() {
  const installed = read(path.join(MODULES, '.package-lock.json'))?.packages;
  const locked = read(path.join(ROOT, 'package-lock.json'))?.packages;
  if (!installed || !locked) return false;
  return Object.entries(locked).every(([where, entry]) => {
    if (where === '' || entry.link || !where.includes('node_modules')) return true;
    if (!where.startsWith('node_modules/') && !entry.optional && !existsSync(path.join(ROOT, where))) return false;
    const found = installed[where];
    return found
      ? found.version === entry.version && found.integrity === entry.integrity
      : Boolean(entry.optional || entry.devOptional || entry.peer);
  });
}

/** Is every package there? A tidy-up or a broken copy takes folders that npm's record still names. */
function isComplete() {
  const locked = read(path.join(ROOT, 'package-lock.json'))?.packages ?? {};
  return Object.entries(locked).every(
    ([where, entry]) =>
      !where.includes('node_modules') ||
      Boolean(entry.link || entry.optional || entry.devOptional || entry.peer) ||
      existsSync(path.join(ROOT, where, 'package.json')),
  );
}

async function databaseLoads() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  return (await command(process.execPath, ['-e', probe], { cwd: path.join(ROOT, 'server') })).code === 0;
}

const stamp = () => {
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify(wanted()));
};

async function isInstalled() {
  if (!existsSync(MODULES) || !isComplete()) return false;
  const now = wanted();
  const then = read(STAMP);
  if (then?.lock === now.lock && then.abi === now.abi) return true;
  if (!matchesLockFile() || !(await databaseLoads())) return false;
  stamp();
  return true;
}

/** Living `npm start` processes of this repository (any data folder). */
export function runningInstances() {
  if (!existsSync(INSTANCES)) return [];
  return readdirSync(INSTANCES)
    .map((name) => holder(path.join(INSTANCES, name)))
    .filter((found) => found && found.pid !== process.pid);
}

/** Notes that this process runs from node_modules; returns how to take the note back. */
export function registerInstance() {
  mkdirSync(INSTANCES, { recursive: true });
  const file = path.join(INSTANCES, String(process.pid));
  takeLock(file);
  return () => rmSync(file, { force: true });
}

/** The packages whose scripts run when they are installed. */
const WITH_SCRIPTS = ['better-sqlite3', 'esbuild'];

const COMPILER = [
  ['make', ['make']],
  ['g++', ['g++', 'c++', 'clang++']],
  ['python3', ['python3', 'python']],
];
const missingCompiler = () => COMPILER.filter(([, names]) => !names.some(which)).map(([name]) => name);

const noCompiler = (missing) =>
  `The database driver (better-sqlite3) must be compiled here and ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing: install a C++ compiler (Debian: apt-get install g++ make python3) and start again.`;

/** Without a compiler, is there a ready-made driver for this machine? Asked before a minute is spent on the rest. */
async function hasReadyMadeDriver() {
  const { version } = read(path.join(ROOT, 'package-lock.json')).packages['node_modules/better-sqlite3'];
  const name = `better-sqlite3-v${version}-node-v${process.versions.modules}-${process.platform}-${process.arch}.tar.gz`;
  const url = `https://github.com/WiseLibs/better-sqlite3/releases/download/v${version}/${name}`;
  return fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(8_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

/** Turns npm's last words into one sentence. */
function explain(output) {
  const missing = missingCompiler();
  if (/better-sqlite3|node-gyp|prebuild-install/.test(output) && missing.length > 0) return noCompiler(missing);
  if (/ENOSPC/.test(output)) return 'There is no space left on the disk for the dependencies: free about 1 GB and start again.';
  if (/EACCES|EPERM|EROFS/.test(output)) return `The folder ${ROOT} cannot be written, so the dependencies cannot be installed there.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH/.test(output))
    return 'The npm registry cannot be reached, so the dependencies cannot be installed: check the network and start again.';
  if (/ENOENT.*npm|spawn npm/.test(output)) return 'npm was not found: install Node 20 with npm and start again.';
  return `Installing the dependencies failed (npm ci):\n${tail(output)}`;
}

/** Puts the packages there; returns what then makes the database's driver ready, or compiles it, which takes a minute or two. */
async function install() {
  if (runningInstances().length > 0)
    throw new Stop(`Luneo is running (process ${runningInstances()[0].pid}) and the dependencies have changed: stop it, then start again.`);
  const missing = missingCompiler();
  if (missing.length > 0 && !(await hasReadyMadeDriver())) throw new Stop(noCompiler(missing));
  const env = { ...process.env, NODE_ENV: '', npm_config_ignore_scripts: '' };
  await step(`${existsSync(MODULES) ? 'Updating' : 'Installing'} the dependencies (the first time takes a minute)`, async () => {
    const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
    const { code, output } = await command(...npm(['ci', ...flags]), { env });
    if (code !== 0) throw new Stop(explain(output));
  });
  return () =>
    step('Preparing the database driver (a minute or two where it must be compiled)', async () => {
      const { output } = await command(...npm(['rebuild', ...WITH_SCRIPTS, '--foreground-scripts']), { env });
      if (!(await databaseLoads())) throw new Stop(explain(`better-sqlite3\n${output}`));
      stamp();
    });
}

const SETUP_LOCK = path.join(ROOT, '.luneo', 'setup.lock');

/** One set-up at a time in this repository: a second one waits and says for whom. */
export async function exclusively(work) {
  try {
    mkdirSync(path.dirname(SETUP_LOCK), { recursive: true });
    let said = false;
    for (let other = takeLock(SETUP_LOCK); other; other = takeLock(SETUP_LOCK)) {
      if (!said) say(`  · Waiting for another set-up in this folder (process ${other.pid}) …`);
      said = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } catch (error) {
    throw new Stop(`The folder ${path.dirname(SETUP_LOCK)} cannot be written (${error.code}): Luneo builds inside its own folder.`);
  }
  try {
    return await work();
  } finally {
    releaseLock(SETUP_LOCK);
  }
}

/** Runs `npm ci` when node_modules is missing, or was made from another lock file or for another Node. */
export async function ensureInstalled() {
  const finish = await ensurePackages();
  await finish();
}

const ensurePackages = async () => ((await isInstalled()) ? async () => {} : install());

/**
 * As `ensureInstalled`, one set-up at a time, but resolves as soon as the packages are there. `whole` resolves when the database's
 * driver is, too: what needs none need not wait.
 */
export function beginInstall() {
  return new Promise((resolve, reject) => {
    const whole = exclusively(async () => {
      const finish = await ensurePackages();
      resolve({ whole });
      await finish();
    });
    whole.catch(reject);
  });
}
