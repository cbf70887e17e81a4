import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { exitOnSignals } from './testing-process.js';

/** A Redis of a test's own, in memory, on a free port of this machine. */
export interface TestRedis {
  url: string;
  port: number;
  /** Ends it as a power cut does; what it knew is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** It stops answering, with every connection open, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** `null` where no `redis-server` is installed. */
export async function startRedis(): Promise<TestRedis | null> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', flags, { stdio: 'ignore', cwd: '/' });
    await Promise.race([
      answers(port),
      once(server, 'error').then(([error]) => Promise.reject(error as Error)),
      once(server, 'exit').then(() => Promise.reject(new Error('redis-server ended at once'))),
    ]);
  };
  const kill = async (): Promise<void> => {
    const running = server;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  try {
    await start();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  // A test that fails or is stopped before its clean-up leaves no server behind.
  exitOnSignals();
  process.once('exit', () => server?.kill('SIGKILL'));
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    stop: kill,
  };
}

async function answers(port: number): Promise<void> {
  const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => {});
  await client.ping();
  client.disconnect();
}

/** Below the range of outgoing connections: none takes it while the server is down. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    await new Promise((done) => server.close(done));
    if (isFree) return port;
  }
}
