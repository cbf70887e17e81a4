import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, tail } from './command.mjs';
import { say, Stop } from './say.mjs';

const LEASH = fileURLToPath(new URL('leash.mjs', import.meta.url));
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** A process that lived this long is healthy: the next restart is quick again. */
const HEALTHY_AFTER = 30_000;
const STOP_WITHIN = 20_000;

/** Children of one start: begins them, starts one again that died, and stops them all. */
export class Processes {
  #logs;
  #children = new Map();
  #stopping = false;

  constructor(logs) {
    this.#logs = logs;
    mkdirSync(logs, { recursive: true });
  }

  /** Starts `node script` as `name`; its output goes to `<logs>/<name>.log`. */
  start(name, script, env) {
    const log = path.join(this.#logs, `${name}.log`);
    if (existsSync(log)) renameSync(log, `${log}.1`);
    const child = { name, script, env, log, output: openSync(log, 'w', 0o600), wait: FIRST_WAIT, process: null, isUp: false };
    this.#children.set(name, child);
    this.#spawn(child);
  }

  #spawn(child) {
    const started = performance.now();
    child.process = spawn(process.execPath, ['--import', LEASH, child.script], {
      cwd: ROOT,
      env: child.env,
      // Straight into the file: a pipe would break, and its writers hang, when the supervisor is killed.
      stdio: ['ignore', child.output, child.output, 'ipc'],
      // A group of its own: Ctrl-C reaches the supervisor alone, which then stops the others in order.
      detached: true,
    });
    child.process.on('error', (error) => say(`  ! ${child.name} cannot be started: ${error.message}`));
    child.process.on('close', (code, signal) => {
      child.process = null;
      if (this.#stopping || !child.isUp) return;
      if (performance.now() - started > HEALTHY_AFTER) child.wait = FIRST_WAIT;
      say(`  ! ${child.name} stopped (${signal ?? `exit code ${code}`}); starting it again in ${child.wait / 1000} s`);
      child.timer = setTimeout(() => this.#spawn(child), child.wait);
      child.wait = Math.min(child.wait * 2, LONGEST_WAIT);
    });
  }

  /** Waits until `isReady()` answers true. A child that ends before that is an error with its last words. */
  async ready(name, isReady, within = 180_000) {
    const child = this.#children.get(name);
    const until = performance.now() + within;
    while (performance.now() < until) {
      if (!child.process) throw new Stop(`${name} did not start:\n${lastWords(child) || 'it said nothing.'}`);
      if (await isReady()) {
        child.isUp = true;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Stop(`${name} did not become ready within ${within / 1000} s:\n${lastWords(child)}`);
  }

  /** Asks every child to end, then makes it. */
  async stop() {
    this.#stopping = true;
    await Promise.all([...this.#children.values()].map((child) => stopOne(child)));
  }

  /** At once, without asking. */
  kill() {
    this.#stopping = true;
    for (const child of this.#children.values()) child.process?.kill('SIGKILL');
  }
}

const lastWords = (child) => tail(readFileSync(child.log, 'utf8').slice(-8_000), 12);

function stopOne(child) {
  clearTimeout(child.timer);
  const running = child.process;
  if (!running) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => running.kill('SIGKILL'), STOP_WITHIN);
    running.once('close', () => {
      clearTimeout(force);
      closeSync(child.output);
      resolve();
    });
    running.kill('SIGTERM');
  });
}
