import { join, resolve } from 'node:path';
import { ConfigError, integer, type Env } from './env.js';

/** `postgres`: `url` is that of the application role, which row-level security binds; `ownerUrl` runs migrations. */
export type DatabaseConfig = { kind: 'sqlite'; filename: string } | { kind: 'postgres'; url: string; ownerUrl: string; poolSize: number };

/**
 * `DATABASE_URL`: `sqlite:PATH` (default, in the data folder) or `postgres://…` of the application's role, with `DATABASE_OWNER_URL`
 * of the schema's owner and `DATABASE_POOL` connections per process.
 */
export function readDatabase(env: Env, dataDir: string): DatabaseConfig {
  const given = env['DATABASE_URL'];
  if (!given) return { kind: 'sqlite', filename: join(dataDir, 'luneo.sqlite') };
  if (isPostgres(given))
    return { kind: 'postgres', url: given, ownerUrl: owner(env) ?? given, poolSize: integer(env, 'DATABASE_POOL', 10, 1, 1_000) };
  const match = /^sqlite:(?:\/\/)?(.+)$/.exec(given);
  if (!match) throw new ConfigError('DATABASE_URL', 'must be sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE');
  return { kind: 'sqlite', filename: resolve(match[1]!) };
}

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url);

function owner(env: Env): string | null {
  const given = env['DATABASE_OWNER_URL'];
  if (!given) return null;
  if (!isPostgres(given)) throw new ConfigError('DATABASE_OWNER_URL', 'must be postgres://USER:PASSWORD@HOST/DATABASE');
  return given;
}
