import { ConfigError, isLoopback, type Env } from './env.js';

/** `prefix` begins every key and channel of ours, so that installations may share one Redis. */
export interface RedisConfig {
  url: string;
  prefix: string;
}

/** `REDIS_URL`: `redis://[USER:PASSWORD@]HOST[:PORT][/NUMBER]` or `rediss://…` for TLS. Without it there is no Redis: `null`. */
export function readRedis(env: Env, production: boolean): RedisConfig | null {
  const given = env['REDIS_URL'];
  if (!given) return null;
  const parsed = URL.canParse(given) ? new URL(given) : null;
  if (!parsed || !/^rediss?:$/.test(parsed.protocol) || !parsed.hostname || !/^\/?\d{0,3}$/.test(parsed.pathname))
    throw new ConfigError('REDIS_URL', 'must be redis://USER:PASSWORD@HOST:PORT/NUMBER, or rediss:// for TLS');
  if (production && !parsed.password && !isLoopback(parsed.hostname))
    throw new ConfigError('REDIS_URL', 'must carry a password in production: whoever reaches this Redis could run any job');
  const prefix = env['LUNEO_REDIS_PREFIX'] || 'luneo';
  if (!/^[\w-]{1,40}$/.test(prefix)) throw new ConfigError('LUNEO_REDIS_PREFIX', 'must be letters, digits, _ and -, at most 40');
  return { url: given, prefix };
}
