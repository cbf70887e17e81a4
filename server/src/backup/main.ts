import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { ConfigError } from '../config/env.js';
import { backup } from './backup.js';
import type { Manifest } from './manifest.js';
import { restore } from './restore.js';

const USAGE = 'Use: npm run backup -- --out FOLDER, or npm run restore -- --from FOLDER';

/** `npm run backup` and `npm run restore`; where to is decided by the environment, as for API and workers. */
async function main(): Promise<string> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' }, from: { type: 'string' } } });
  if (positionals[0] === 'backup' && values.out)
    return `Backed up into ${values.out}: ${told(await backup(readConfig(), resolve(values.out)))}`;
  if (positionals[0] === 'restore' && values.from)
    return `Restored from ${values.from}: ${told(await restore(process.env, resolve(values.from)))}`;
  throw new ConfigError('backup', USAGE);
}

function told({ createdAt, database, files }: Manifest): string {
  const kept = files ? `${files.count} files (${files.bytes} bytes)` : 'no files';
  return `${database.kind} as of ${createdAt} (${database.bytes} bytes), ${kept}`;
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  const isExpected = error instanceof ConfigError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  process.stderr.write(`${isExpected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
}
