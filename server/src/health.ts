import type { Deps } from './deps.js';
import { Problem } from './problem.js';
import { createReadiness, isSpare } from './readiness.js';
import { route, type Route } from './route.js';

export const VERSION = '0.1.0';

/** `/health` says that the process is alive and asks nobody; `/ready` that it can serve, and what it does without meanwhile. */
export function healthRoutes(deps: Deps): Route[] {
  const failing = createReadiness(deps);
  return [
    route('health', () => ({ status: 200, body: { status: 'ok', version: VERSION } })),
    route('ready', async () => {
      const failures = await failing();
      if (failures.length === 0) return { status: 200, body: { status: 'ready' } };
      const names = failures.map(({ dependency }) => dependency);
      if (failures.every(isSpare)) return { status: 200, body: { status: 'degraded', failing: names } };
      throw new Problem('unavailable', `Not ready: ${names.join(', ')}.`, { meta: { failing: names }, headers: { 'Retry-After': '1' } });
    }),
  ];
}
