import type { Config } from '../../config.js';
import { Problem } from '../../problem.js';

/** Where the admin is: its own origin, or `/admin/` of the API's. */
const home = ({ adminUrl, publicUrl }: Pick<Config, 'adminUrl' | 'publicUrl'>): URL => new URL(adminUrl ?? `${publicUrl}/admin/`);

/**
 * An address of the admin, with `result` in its query. Whatever `path` says, the origin is the admin's: throws `invalid-request` for a
 * path that would lead elsewhere, so that nobody is sent to a stranger's page that looks like ours.
 */
export function returnTarget(
  config: Pick<Config, 'adminUrl' | 'publicUrl'>,
  path: string | undefined,
  result: Record<string, string> = {},
): string {
  const start = home(config);
  const target = path === undefined ? new URL(start) : new URL(path, start);
  const isPath = path === undefined || /^\/(?![/\\])/.test(path);
  if (!isPath || target.origin !== start.origin) throw new Problem('invalid-request', 'returnTo must be a path of the admin.');
  for (const [name, value] of Object.entries(result)) target.searchParams.set(name, value);
  return target.href;
}
