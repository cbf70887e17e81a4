import { join, resolve } from 'node:path';
import { ConfigError, type Env } from './env.js';

/** `postgres`: `url` is that of the application role, which row-level security binds; `ownerUrl` runs migrations. */
export type DatabaseConfig = { kind: 'sqlite'; filename: string } | { kind: 'postgres'; url: string; ownerUrl: string };

/** `DATABASE_URL`: `sqlite:PATH` (default, in the data folder) or `postgres://…`; `DATABASE_OWNER_URL` for the schema's owner. */
export function readDatabase(env: Env, dataDir: string): DatabaseConfig {
  const given = env['DATABASE_URL'];
  if (!given) return { kind: 'sqlite', filename: join(dataDir, 'luneo.sqlite') };
  if (/^postgres(ql)?:\/\//.test(given) && URL.canParse(given))
    return { kind: 'postgres', url: given, ownerUrl: env['DATABASE_OWNER_URL'] || given };
  const match = /^sqlite:(?:\/\/)?(.+)$/.exec(given);
  if (!match) throw new ConfigError('DATABASE_URL', 'must be sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE');
  return { kind: 'sqlite', filename: resolve(match[1]!) };
}
