import { accessSync, constants, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { Stop } from './say.mjs';

/** PORT: the API's; the two after it are the shop's and the sandbox's. */
export function readPort(text) {
  if (text === undefined || text === '') return 4400;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_533) throw new Stop(`PORT must be a whole number from 1 to 65533, not "${text}".`);
  return port;
}

const listens = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });

/** Throws `Stop` when one of the ports cannot be had. */
export async function ensurePortsFree(ports) {
  for (const { port, use } of ports) {
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const problem = await listens(port, host);
      if (problem === 'EACCES')
        throw new Stop(`Port ${port} (${use}) may not be used by this user: choose one above 1023, for example PORT=4500 npm start.`);
      if (problem)
        throw new Stop(
          `Port ${port} (${use}) is in use: stop the program that uses it, or choose another, for example PORT=4500 npm start.`,
        );
    }
  }
}

/** As `mkdir -p`; Node's own `recursive` never returns where a parent exists and takes no folders, as in /proc. */
function makeFolder(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' });
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Makes the folder and proves that files can be written there. Throws `Stop`. */
export function ensureWritable(folder) {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = path.join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const why = error.code === 'ENOSPC' ? 'there is no space left on its disk' : error.code;
    throw new Stop(`The data folder ${folder} cannot be written (${why}): make it writable, or choose another with LUNEO_DATA_DIR.`);
  }
}
