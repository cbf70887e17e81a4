import { command, which } from './command.mjs';
import { step } from './say.mjs';

let refreshed = false;

/** Installs a Debian package when we may; false when that is not possible here. */
export async function aptInstall(name) {
  if (process.getuid?.() !== 0 || !which('apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return step(`Installing ${name} (apt-get)`, async () => {
    if (!refreshed) await command('apt-get', ['update', '-qq'], { env });
    refreshed = true;
    return (await command('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env })).code === 0;
  });
}
