import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createApp } from './app.js';
import { assemble, outliveRejections, release, run, stopOnSignal } from './assemble.js';
import { answerBadHttp } from './bad-http.js';
import { ConfigError } from './config.js';
import { serveMetrics } from './observe/metrics-routes.js';
import { attachRealtime } from './realtime/realtime.js';

/** Requests that are running get this long to end. */
const GRACE_MS = 10_000;

await run(async (config) => {
  const deps = await assemble(config, 'api');
  outliveRejections(deps);
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 70_000, requestTimeout: 120_000 }, createApp(deps));
  answerBadHttp(server, config);
  await listen(server, config.port, config.host);
  const realtime = attachRealtime(server, deps);
  const { port, host } = config.metrics;
  const scraped = port > 0 ? await serveMetrics(deps.observe.metrics, port, host) : null;
  deps.log.info({ url: config.publicUrl, host: config.host, port: config.port, env: config.env }, 'listening');
  stopOnSignal(deps.log, GRACE_MS + 2_000, async () => {
    const closed = new Promise((done) => server.close(done));
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    scraped?.close();
    await realtime.close();
    await closed;
    await release(deps);
  });
});

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new ConfigError('PORT', `${port} is in use: stop the other program or choose another port`);
    if (code === 'EACCES') throw new ConfigError('PORT', `${port} may not be used by this account`);
    throw new ConfigError('HOST', `${host} cannot be listened on (${message})`);
  }
}
