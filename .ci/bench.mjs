/**
 * `npm run bench`: builds what it needs, measures, and prints a table. `npm run --silent bench -- --json [--only PREFIX]`
 * prints only `{"rows":[…]}` on stdout. Every file of a `bench` folder that exports `rows` is one process.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromiumPath } from './chromium.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ROOT, stopCommands } from './setup/command.mjs';
import { ensureInstalled, exclusively } from './setup/install.mjs';
import { main, stopOnSignals, say, sayTo, step, Stop } from './setup/say.mjs';
import { find } from './tests/runners.mjs';

const RUNNER = fileURLToPath(new URL('tests/bench-file.mjs', import.meta.url));
const COLUMNS = ['id', 'value', 'unit', 'peer', 'peerValue', 'ratio', 'bar', 'holds'];

/** Rows of one file, measured in a process of its own; what it prints goes to stderr. */
function measure(file, only, env) {
  return new Promise((resolve, reject) => {
    const flags = ['--conditions=luneo-src', '--import', 'tsx', '--expose-gc'];
    const child = fork(RUNNER, [file, only], { cwd: ROOT, env, execArgv: flags, stdio: ['ignore', 2, 2, 'ipc'] });
    let rows = null;
    child.on('message', (message) => (rows = message.rows));
    child.on('error', reject);
    child.on('close', (code) =>
      rows ? resolve(rows) : reject(new Stop(`${path.relative(ROOT, file)} measured nothing (exit code ${code}).`)),
    );
  });
}

const cell = (value) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'number'
      ? Number(value.toPrecision(4)).toString()
      : typeof value === 'boolean'
        ? value
          ? 'yes'
          : 'NO'
        : String(value);

function table(rows) {
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cell(row[column])))];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines
    .map((line) =>
      line
        .map((text, i) => (i === 1 || i === 4 || i === 5 ? text.padStart(widths[i]) : text.padEnd(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

stopOnSignals(stopCommands);
await main(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string', default: '' } } });
  if (values.json) sayTo(process.stderr);
  await exclusively(async () => {
    await ensureInstalled();
    await ensureBuilt();
  });
  const chromium = await chromiumPath();
  const env = { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) };
  const rows = [];
  for (const file of find(['sdk/bench', 'elements/bench', 'server/bench'], /\.ts$/)) {
    if (!/export (async )?(function|const) rows\b/.test(readFileSync(file, 'utf8'))) continue;
    const measured = await step(`Measuring ${path.relative(ROOT, file)}`, () => measure(file, values.only, env));
    rows.push(...measured.filter((row) => row.id.startsWith(values.only)));
  }
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
  else say(`\n${table(rows)}`);
  // Who reads JSON judges the rows themselves.
  return rows.length > 0 && (values.json || rows.every((row) => row.holds)) ? 0 : 1;
});
