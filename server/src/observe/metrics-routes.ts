import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Router, type Request } from 'express';
import { isLoopback } from '../config.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { Problem } from '../problem.js';
import type { Metrics } from './metrics.js';

/** What somebody who scrapes sees of the work that waits, from whichever process answers. */
export function watchQueue({ db, metrics }: Pick<Deps, 'db'> & { metrics: Metrics }): void {
  metrics.gauge(
    'luneo_jobs',
    'Jobs by state; dead ones wait for somebody to look at them',
    async () => {
      const states = ['queued', 'running', 'dead'];
      const count = () => db('jobs').whereIn('status', states).groupBy('status').select('status').count({ count: '*' });
      const rows = (await asSystem(db, async () => await count())) as { status: string; count: number | string }[];
      return { queued: 0, running: 0, dead: 0, ...Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)])) };
    },
    'status',
  );
}

/**
 * `GET /metrics` for Prometheus: with `Authorization: Bearer <LUNEO_METRICS_TOKEN>`; without a token configured, only for calls
 * from this machine outside production. Everybody else is told that there is nothing.
 */
export function metricsRoute({ config, observe: { metrics } }: Pick<Deps, 'config' | 'observe'>): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    if (!mayScrape(request, config)) throw new Problem('not-found', 'There is no endpoint /metrics.');
    response
      .set('Content-Type', metrics.contentType)
      .set('Cache-Control', 'no-store')
      .send(await metrics.text());
  });
  return router;
}

function mayScrape(request: Request, { env, metrics: { token } }: Deps['config']): boolean {
  if (token === null) return env !== 'production' && isLoopback((request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

/** The same on a port of its own, for processes without an API and for networks where only that port is scraped. */
export async function serveMetrics(metrics: Metrics, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return server;
}
