import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep, STEPS } from '../setup/build.mjs';
import { command, ROOT, tail, tool } from '../setup/command.mjs';
import { FILE_ITSELF, Tally } from './tally.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'cdn', 'build', '.luneo', '.git']);
const REPORTER = fileURLToPath(new URL('../reporter.mjs', import.meta.url));

/** Files below `folders` whose path fits `pattern`, in order. */
export function find(folders, pattern) {
  const found = [];
  const walk = (folder) => {
    for (const item of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, item.name);
      if (item.isDirectory() && !SKIPPED.has(item.name)) walk(file);
      else if (item.isFile() && pattern.test(file)) found.push(file);
    }
  };
  for (const folder of folders) walk(path.join(ROOT, folder));
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}

/** Runs each command as one check: it passes when the program ends well. */
export async function checks(group, list) {
  const tally = new Tally(group);
  for (const { name, run } of list) {
    const { code, output } = await run();
    if (code === 0) tally.pass(name);
    else tally.fail(name, tail(output, 40));
  }
  return tally.end();
}

export const types = () =>
  checks('types', [
    { name: 'tsc -b', run: () => runStep(STEPS[0]) },
    { name: 'tsc -p .ci', run: () => command(...tool('tsc', ['-p', '.ci', '--pretty', 'false'])) },
  ]);

export const lint = () =>
  checks('lint', [
    { name: 'oxlint --type-aware', run: () => command(...tool('oxlint', ['--type-aware', '--deny-warnings'])) },
    { name: 'oxfmt --check', run: () => command(...tool('oxfmt', ['--check'])) },
  ]);

/**
 * A group of tests: `work()` runs what is left of it once `ready` has resolved, one file after the other, and may be called by
 * several at once, who share its files; `tally` is complete when all of them are done.
 */
function group(name, files, runFile, ready) {
  const again = async (file) => {
    const tally = new Tally(`${name}, second try`);
    await runFile(tally, file);
    return tally.end();
  };
  const left = [...files];
  let workers = 0;
  let tally;
  return {
    async work() {
      await ready;
      // Whoever comes when all is done has nothing to end.
      if (tally && left.length === 0) return;
      tally ??= new Tally(name, again);
      if (files.length === 0) tally.fail('no tests', 'This group must have tests, and none was found.');
      workers += 1;
      while (left.length > 0) {
        const file = left.shift();
        const started = performance.now();
        await runFile(tally, file);
        if (file) tally.times.set(file, (performance.now() - started) / 1000);
      }
      workers -= 1;
      if (workers === 0) tally.end();
    },
    get tally() {
      return tally;
    },
  };
}

/** Works through groups, as many at a time as there are lanes; a group that stands in two lanes is worked on by both. Their tallies. */
export async function inLanes(...lanes) {
  await Promise.all(
    lanes.map(async (groups) => {
      for (const one of groups) await one.work();
    }),
  );
  return [...new Set(lanes.flat())].map((one) => one.tally);
}

/** The server's tests run as `tsc -b` has compiled them, which starts twice as fast; everything else from source. */
function nodeArguments(file, isCompiled) {
  if (!file.endsWith('.ts')) return [file];
  const server = path.join(ROOT, 'server', 'src') + path.sep;
  if (!isCompiled || !file.startsWith(server)) return ['--conditions=luneo-src', '--import', 'tsx', file];
  return ['--enable-source-maps', path.join(ROOT, 'server', 'dist', 'src', file.slice(server.length).replace(/\.ts$/, '.js'))];
}

/** node:test, each file in a process of its own. */
export function nodeTests(name, files, { env = process.env, isCompiled = false, ready } = {}) {
  const run = async (tally, file) => {
    let hasFailed = false;
    const onLine = (line) => {
      if (!line.startsWith('{"')) return;
      const result = JSON.parse(line);
      if (result.outcome === 'passed') tally.pass(result.name, file);
      else if (result.outcome === 'skipped') tally.skip(result.name, result.reason, file);
      else {
        hasFailed = true;
        tally.fail(result.name, result.error, file);
      }
    };
    const flags = [
      '--test',
      // A file that hangs fails; the longest one takes half of it on a slow machine.
      '--test-timeout=1200000',
      `--test-reporter=${REPORTER}`,
      '--test-reporter-destination=stdout',
    ];
    const { code, signal, output } = await command(process.execPath, [...flags, ...nodeArguments(file, isCompiled)], { env, onLine });
    if (code !== 0 && !hasFailed) tally.fail(FILE_ITSELF, `It ended with ${signal ?? code}:\n${tail(output, 10)}`, file);
  };
  return group(name, files, run, ready);
}

/** Element tests in Chromium by web-test-runner; each browser test is one test. */
export function elementTests(name, files, env, ready) {
  const run = async (tally, file) => {
    const onLine = (line) => {
      if (!line.startsWith('{"luneo":')) return;
      const result = JSON.parse(line).luneo;
      if (result.outcome === 'passed') tally.pass(result.name, result.file);
      else if (result.outcome === 'skipped') tally.skip(result.name, result.reason, result.file);
      else tally.fail(result.name, result.error, result.file);
    };
    const only = file ? ['--files', path.relative(ROOT, file)] : [];
    const flags = ['--config', '.ci/tests/element.config.mjs', ...only];
    const { code, signal, output } = await command(...tool('web-test-runner', flags), { env, onLine });
    if (tally.passed + tally.failed === 0) tally.fail('no tests', `web-test-runner reported none:\n${tail(output, 20)}`);
    else if (code !== 0 && tally.failed === 0) tally.fail('web-test-runner', `It ended with ${signal ?? code}:\n${tail(output, 20)}`);
  };
  // All files in one browser are one piece of work.
  return group(name, files.length > 0 ? [''] : [], run, ready);
}

/** Counts a whole group as skipped, by file. */
export function skipAll(name, files, reason) {
  return group(name, files, async (tally, file) => tally.skip(path.relative(ROOT, file), reason));
}
