import { ConfigError, type Env } from './env.js';

/** `LUNEO_ALLOW_HOSTS`: `host:port` or `host:*`, by commas, that outgoing requests may reach on this machine. Development only. */
export function readAllowHosts(env: Env, production: boolean): string[] {
  const given = env['LUNEO_ALLOW_HOSTS'];
  if (!given) return [];
  if (production)
    throw new ConfigError('LUNEO_ALLOW_HOSTS', 'must not be set in production: nothing outside may make us call our own machine');
  return given.split(',').map((entry) => {
    const host = entry.trim().toLowerCase();
    if (!/^([a-z0-9.-]+|\[[0-9a-f:.]+\]):(\d{1,5}|\*)$/.test(host))
      throw new ConfigError('LUNEO_ALLOW_HOSTS', `must be host:port pairs separated by commas, not "${entry}"`);
    return host;
  });
}
