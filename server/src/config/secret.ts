import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Env } from './env.js';

/** The installation's secret; outside production one is made and kept in the data folder. */
export function readSecret(env: Env, dataDir: string, production: boolean): string {
  const given = env['LUNEO_SECRET'];
  if (given) {
    if (given.length < 32) throw new ConfigError('LUNEO_SECRET', 'must have at least 32 characters');
    return given;
  }
  if (production) throw new ConfigError('LUNEO_SECRET', 'must be set in production to at least 32 random characters');
  return generatedSecret(join(dataDir, 'secret'));
}

/** Several processes may start at once: the file appears whole, and the first one wins. */
function generatedSecret(path: string): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new ConfigError('LUNEO_DATA_DIR', `cannot keep the generated secret (${(error as Error).message})`);
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
