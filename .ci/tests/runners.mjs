import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep, STEPS } from '../setup/build.mjs';
import { command, ROOT, tail, tool } from '../setup/command.mjs';
import { Tally } from './tally.mjs';

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
    if (code === 0) tally.pass();
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

/** node:test over TypeScript sources; `parallel` files at a time. */
export async function nodeTests(group, files, { env = process.env, parallel = 2 } = {}) {
  const tally = new Tally(group);
  if (files.length === 0) {
    tally.fail('no tests', 'This group must have tests, and none was found.');
    return tally.end();
  }
  const onLine = (line) => {
    if (!line.startsWith('{"')) return;
    const result = JSON.parse(line);
    if (result.outcome === 'passed') tally.pass();
    else if (result.outcome === 'skipped') tally.skip(result.name, result.reason);
    else tally.fail(result.name, result.error, result.file);
  };
  const flags = [
    '--conditions=luneo-src',
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${parallel}`,
    // A file that hangs fails; the longest one takes half of it on a slow machine.
    '--test-timeout=1200000',
    `--test-reporter=${REPORTER}`,
    '--test-reporter-destination=stdout',
  ];
  const { code, signal, output } = await command(process.execPath, [...flags, ...files], { env, onLine });
  if (code !== 0 && tally.failed === 0) tally.fail('the test runner', `It ended with ${signal ?? code}:\n${tail(output, 10)}`);
  return tally.end();
}

/** Element tests in Chromium by web-test-runner; each browser test is one test. */
export async function elementTests(env) {
  const tally = new Tally('element');
  const onLine = (line) => {
    if (!line.startsWith('{"luneo":')) return;
    const { name, file, outcome, reason, error } = JSON.parse(line).luneo;
    if (outcome === 'passed') tally.pass();
    else if (outcome === 'skipped') tally.skip(name, reason);
    else tally.fail(name, error, file);
  };
  const { code, signal, output } = await command(...tool('web-test-runner', ['--config', '.ci/tests/element.config.mjs']), { env, onLine });
  if (tally.passed + tally.failed === 0) tally.fail('no tests', `web-test-runner reported none:\n${tail(output, 20)}`);
  else if (code !== 0 && tally.failed === 0) tally.fail('web-test-runner', `It ended with ${signal ?? code}:\n${tail(output, 20)}`);
  return tally.end();
}

/** Counts a whole group as skipped, by file. */
export function skipAll(group, files, reason) {
  const tally = new Tally(group);
  for (const file of files) tally.skip(path.relative(ROOT, file), reason);
  return tally.end();
}
