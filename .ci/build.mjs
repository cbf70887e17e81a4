/** `npm run build`: builds what is stale; `--force` builds everything. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './setup/build.mjs';
import { ROOT, stopCommands } from './setup/command.mjs';
import { ensureInstalled, exclusively } from './setup/install.mjs';
import { main, stopOnSignals, say } from './setup/say.mjs';

stopOnSignals(stopCommands);
await main(() =>
  exclusively(async () => {
    await ensureInstalled();
    if (process.argv.includes('--force')) rmSync(path.join(ROOT, 'node_modules', '.luneo', 'build.json'), { force: true });
    await ensureBuilt();
    say('Everything is built.');
  }),
);
