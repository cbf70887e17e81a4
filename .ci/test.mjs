/**
 * `npm test`: sets itself up, then runs every kind of test, the API on SQLite, files on disk and a queue in a table.
 * `npm run test:full` (`--full`) runs the API's tests on PostgreSQL, Redis and S3, and Firefox and WebKit; `--all` both. A file in which a test failed
 * is run once more, alone, unless `--no-retry` is given. The last line is `N passed, N failed, N skipped`.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureBrowsers } from './browsers.mjs';
import { ensureChromium, ensurePoppler } from './chromium.mjs';
import { runStep, STEPS } from './setup/build.mjs';
import { stopCommands } from './setup/command.mjs';
import { beginInstall } from './setup/install.mjs';
import { main, stopOnSignals, say } from './setup/say.mjs';
import { ensureServices, startServices } from './services.mjs';
import { checks, elementTests, find, inLanes, lint, nodeTests, skipAll, types } from './tests/runners.mjs';
import { secondTry, summarize } from './tests/tally.mjs';

const FILES = {
  unit: () => [...find(['sdk/src', 'docs-site', '.ci'], /\.test\.(ts|mjs)$/), ...find(['elements/src'], /\.node\.test\.ts$/)],
  api: () => find(['server/src'], /(?<!\.full)\.test\.ts$/),
  /** With what takes too long for every day. */
  full: () => find(['server/src'], /\.test\.ts$/),
  parity: () => find(['sdk/parity'], /(?<!\.full)\.test\.ts$/),
  element: () => find(['elements/src'], /(?<!\.node)\.test\.ts$/),
  journey: () => find(['demo-stores'], /(?<!\.full)\.test\.ts$/),
  /** The other browsers. */
  engines: () => find(['sdk/parity', 'demo-stores'], /\.full\.test\.ts$/),
};

const NO_BROWSER = 'no Chromium here: set CHROMIUM_PATH, or install chromium';
const NO_SERVICES = (missing) => `${missing.join(' and ')} cannot be installed here`;
const NO_POPPLER = 'pdftocairo is missing: install poppler-utils';

async function tools() {
  const chromium = await ensureChromium();
  const poppler = await ensurePoppler();
  const env = { ...process.env, NODE_ENV: 'test', ...(chromium ? { CHROMIUM_PATH: chromium } : {}) };
  return { env, noPages: chromium ? null : NO_BROWSER, noPdf: chromium ? (poppler ? null : NO_POPPLER) : NO_BROWSER };
}

/** Bundles after tsc has compiled: one check each. */
const bundles = () =>
  checks(
    'build',
    STEPS.filter((one) => one.id !== 'packages').map((one) => ({ name: one.title, run: () => runStep(one) })),
  );

/** Tests wait for disks, timers and other processes a third of their time: one more at a time than there are cores, while memory lasts. */
const LANES = Math.min(Math.max(availableParallelism(), 2) + 1, 6);

/** The API's tests on what it grows onto, where each has a database of its own, beside those of Firefox and WebKit. */
async function full({ env }, missing, isCompiled, retry) {
  const engines = nodeTests('engines', FILES.engines(), { env });
  const name = 'api on PostgreSQL, Redis and S3';
  if (missing.length > 0) return retry(await inLanes([engines, skipAll(name, FILES.full(), NO_SERVICES(missing))]));
  const services = await startServices();
  try {
    const api = nodeTests(name, FILES.full(), { env: { ...env, ...services.env }, isCompiled });
    return await retry(await inLanes([engines, api], ...Array.from({ length: LANES - 1 }, () => [api])));
  } finally {
    await services.stop();
  }
}

/** Everything starts as soon as what it needs is there, `installed` last; the API's tests, most of the work, fill what room is left. */
async function usual({ env, noPages, noPdf }, isCompiled, installed, retry) {
  const built = bundles();
  const unit = nodeTests('unit', FILES.unit(), { env });
  const api = nodeTests('api', FILES.api(), { env, isCompiled, ready: installed });
  const parity = noPdf ? skipAll('parity', FILES.parity(), noPdf) : nodeTests('parity', FILES.parity(), { env, ready: built });
  const element = noPages ? skipAll('element', FILES.element(), noPages) : elementTests('element', FILES.element(), env, built);
  const both = () => Promise.all([built, installed]);
  const journey = noPdf ? skipAll('journey', FILES.journey(), noPdf) : nodeTests('journey', FILES.journey(), { env, ready: both() });
  const lanes = [[parity, element, api], [unit, api], [journey, api], ...Array.from({ length: LANES - 3 }, () => [api])];
  const tallies = await inLanes(...lanes);
  return retry([await built, ...tallies]);
}

async function all() {
  const { values } = parseArgs({
    options: { full: { type: 'boolean' }, all: { type: 'boolean' }, 'no-retry': { type: 'boolean' } },
  });
  const { whole: installed } = await beginInstall();
  const set = await tools();
  const missing = await ensureServices();
  say('\nTests');
  const retry = async (tallies) => {
    if (!values['no-retry']) await secondTry(tallies);
    return tallies;
  };
  const tallies = await Promise.all(values.full ? [types()] : [types(), lint()]);
  const isCompiled = tallies[0].failed === 0;
  if (!values.full) tallies.push(...(await usual(set, isCompiled, installed, retry)));
  await installed;
  if (values.full || values.all) {
    await ensureBrowsers();
    tallies.push(...(await full(set, missing, isCompiled, retry)));
  }
  return summarize(tallies);
}

stopOnSignals(stopCommands);
await main(all);
// What still runs when the set-up has failed.
stopCommands();
process.exit();
