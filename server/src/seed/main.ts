import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig } from '../config.js';
import { openDatabase } from '../drivers/database/database.js';
import { migrate } from '../drivers/database/migrate.js';
import { EVERYTHING } from '../drivers/database/tenancy.js';
import { openFiles } from '../drivers/files/open.js';
import { type Seeded, seedDemo } from './seed.js';

/** `npm start`'s second step: migrates, makes the demo brand and writes its credentials to `<dataDir>/seed.json` (mode 0600). */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (config.env === 'production') throw new ConfigError('NODE_ENV', 'is production: the demo brand is for development only');
  const db = openDatabase(config.database, { unscoped: EVERYTHING });
  try {
    await migrate(db);
    const path = join(config.dataDir, 'seed.json');
    const seeded = await seedDemo({ config, db, files: await openFiles(config.files) }, readBefore(path));
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(seeded, null, 2)}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, path);
    process.stdout.write(`Seeded the demo brand ${seeded.brandId} in ${config.dataDir}\n`);
  } finally {
    await db.destroy();
  }
}

function readBefore(path: string): Partial<Seeded> {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Seeded>;
  } catch {
    return {};
  }
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof ConfigError;
  process.stderr.write(`${isExpected ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
}
