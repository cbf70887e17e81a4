/**
 * `npm test`: sets itself up, then runs every kind of test, the API on SQLite, files on disk and a queue in a table.
 * `npm run test:full` (`--full`) runs the API's tests on PostgreSQL, Redis and S3; `--all` both. The last line is
 * `N passed, N failed, N skipped`.
 */
import { parseArgs } from 'node:util';
import { ensureChromium, ensurePoppler } from './chromium.mjs';
import { runStep, STEPS } from './setup/build.mjs';
import { stopCommands } from './setup/command.mjs';
import { ensureInstalled, exclusively } from './setup/install.mjs';
import { main, stopOnSignals, say } from './setup/say.mjs';
import { ensureServices, startServices } from './services.mjs';
import { checks, elementTests, find, lint, nodeTests, skipAll, types } from './tests/runners.mjs';
import { summarize } from './tests/tally.mjs';

const FILES = {
  unit: () => [...find(['sdk/src', 'docs-site', '.ci'], /\.test\.(ts|mjs)$/), ...find(['elements/src'], /\.node\.test\.ts$/)],
  api: () => find(['server/src'], /(?<!\.full)\.test\.ts$/),
  /** With what takes too long for every day. */
  full: () => find(['server/src'], /\.test\.ts$/),
  parity: () => find(['sdk/parity'], /\.test\.ts$/),
  element: () => find(['elements/src'], /(?<!\.node)\.test\.ts$/),
  journey: () => find(['demo-stores'], /\.test\.ts$/),
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

/** The API's tests on what it grows onto; each test has a database of its own. */
async function full(env, missing) {
  const group = 'api on PostgreSQL, Redis and S3';
  if (missing.length > 0) return skipAll(group, FILES.full(), NO_SERVICES(missing));
  const services = await startServices();
  try {
    return await nodeTests(group, FILES.full(), { env: { ...env, ...services.env } });
  } finally {
    await services.stop();
  }
}

async function usual({ env, noPages, noPdf }) {
  const node = (group, options) => nodeTests(group, FILES[group](), { env, ...options });
  const browser = (group, without, run) => (without ? skipAll(group, FILES[group](), without) : run());

  const [typed, linted] = await Promise.all([types(), lint()]);
  const built = await bundles();
  // Two at a time all the way: the API's tests are most of the work, and either side takes its share of them.
  const api = (half) =>
    nodeTests(
      `api, ${half + 1} of 2`,
      FILES.api().filter((_, i) => i % 2 === half),
      { env, parallel: 1 },
    );
  const [first, second] = await Promise.all([
    (async () => [await node('unit', { parallel: 1 }), await api(0)])(),
    (async () => [
      await browser('parity', noPdf, () => node('parity', { parallel: 1 })),
      await browser('element', noPages, () => elementTests(env)),
      await api(1),
    ])(),
  ]);
  const journeys = await browser('journey', noPdf, () => node('journey', { parallel: 1 }));
  return [typed, linted, built, ...first, ...second, journeys];
}

async function all() {
  const { values } = parseArgs({ options: { full: { type: 'boolean' }, all: { type: 'boolean' } } });
  await exclusively(ensureInstalled);
  const set = await tools();
  const missing = await ensureServices();
  say('\nTests');
  const tallies = values.full ? [] : await usual(set);
  if (values.full || values.all) tallies.push(await full(set.env, missing));
  return summarize(tallies);
}

stopOnSignals(stopCommands);
await main(all);
