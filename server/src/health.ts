import type { Deps } from './deps.js';
import { Problem } from './problem.js';
import { route, type Route } from './route.js';

export const VERSION = '0.1.0';

export function healthRoutes({ db, files, log }: Deps): Route[] {
  return [
    route('health', () => ({ status: 200, body: { status: 'ok', version: VERSION } })),
    route('ready', async () => {
      try {
        await db.raw('select 1');
        await files.check();
      } catch (error) {
        log.warn({ err: error }, 'not ready');
        throw new Problem('unavailable', 'The database or the file store does not answer.', { cause: error });
      }
      return { status: 200, body: { status: 'ready' } };
    }),
  ];
}
