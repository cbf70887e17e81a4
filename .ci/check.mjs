/** `npm run check`: types, lint and unit tests, in under a minute. */
import { find, inLanes, lint, nodeTests, types } from './tests/runners.mjs';
import { stopCommands } from './setup/command.mjs';
import { ensureInstalled, exclusively } from './setup/install.mjs';
import { main, stopOnSignals } from './setup/say.mjs';
import { summarize } from './tests/tally.mjs';

stopOnSignals(stopCommands);
await main(async () => {
  await exclusively(ensureInstalled);
  const files = [...find(['sdk/src', 'docs-site', '.ci'], /\.test\.(ts|mjs)$/), ...find(['elements/src'], /\.node\.test\.ts$/)];
  const [typed, linted] = await Promise.all([types(), lint()]);
  const unit = nodeTests('unit', files);
  return summarize([typed, linted, ...(await inLanes([unit], [unit]))]);
});
