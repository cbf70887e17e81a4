/** `npm test`: sets itself up, then runs every kind of test. The last line is `N passed, N failed, N skipped`. */
import { ensureChromium, ensurePoppler } from './chromium.mjs';
import { runStep, STEPS } from './setup/build.mjs';
import { stopCommands } from './setup/command.mjs';
import { ensureInstalled, exclusively } from './setup/install.mjs';
import { main, stopOnSignals, say } from './setup/say.mjs';
import { checks, elementTests, find, lint, nodeTests, skipAll, types } from './tests/runners.mjs';
import { summarize } from './tests/tally.mjs';

const FILES = {
  unit: () => [...find(['sdk/src', 'docs-site', '.ci'], /\.test\.(ts|mjs)$/), ...find(['elements/src'], /\.node\.test\.ts$/)],
  api: () => find(['server/src'], /\.test\.ts$/),
  parity: () => find(['sdk/parity'], /\.test\.ts$/),
  element: () => find(['elements/src'], /(?<!\.node)\.test\.ts$/),
  journey: () => find(['demo-stores'], /\.test\.ts$/),
};

const NO_BROWSER = 'no Chromium here: set CHROMIUM_PATH, or install chromium';
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

async function all() {
  await exclusively(ensureInstalled);
  const { env, noPages, noPdf } = await tools();
  say('\nTests');
  const node = (group, options) => nodeTests(group, FILES[group](), { env, ...options });
  const browser = (group, without, run) => (without ? skipAll(group, FILES[group](), without) : run());

  const [typed, linted] = await Promise.all([types(), lint()]);
  const built = await bundles();
  const [first, second] = await Promise.all([
    (async () => [await node('unit', { parallel: 1 }), await node('api', { parallel: 1 })])(),
    (async () => [
      await browser('parity', noPdf, () => node('parity', { parallel: 1 })),
      await browser('element', noPages, () => elementTests(env)),
    ])(),
  ]);
  const journeys = await browser('journey', noPdf, () => node('journey', { parallel: 1 }));
  return summarize([typed, linted, built, ...first, ...second, journeys]);
}

stopOnSignals(stopCommands);
await main(all);
