import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSocket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `npm start` writes for people and programs. */
export interface Demo {
  apiUrl: string;
  shopUrl: string;
  brandId: string;
  publishableKey: string;
  secretKey: string;
  email: string;
  password: string;
}

/** The real `npm start` on free ports and a data folder of its own; the bundles come from a third origin. */
export interface Stack extends Demo {
  cdnUrl: string;
  dataDir: string;
  /** Everything that was printed. */
  output(): string;
  stop(): Promise<void>;
}

export async function startStack(): Promise<Stack> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'luneo-journey-'));
  const cdn = await serveBundles();
  const cdnUrl = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
  const port = await freePorts(3);
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    LUNEO_DATA_DIR: dataDir,
    LUNEO_CDN_URL: cdnUrl,
    // As under npm: it stops when the process that started it is gone.
    npm_lifecycle_event: 'start',
  };
  const child = spawn(process.execPath, ['demo-stores/start.mjs'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const stop = async () => {
    cdn.close();
    cdn.closeAllConnections();
    await stopChild(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const file = path.join(dataDir, 'demo.json');
  while (!existsSync(file)) {
    if (child.exitCode !== null) {
      await stop();
      throw new Error(`npm start ended:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Demo), cdnUrl, dataDir, output: () => output, stop };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.map': 'application/json' };

/** elements/cdn at `/cdn/v1/`, as a content delivery network would serve it. */
async function serveBundles(): Promise<Server> {
  const server = createServer((request, response) => {
    const name = /^\/cdn\/v1\/([\w.-]+)$/.exec(request.url ?? '')?.[1];
    const file = name ? path.join(ROOT, 'elements', 'cdn', name) : '';
    if (!name || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
    });
    createReadStream(file).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** First of `count` neighbouring ports that nobody listens on, below the range of outgoing connections. */
async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} neighbouring ports are free`);
}

async function isFree(port: number): Promise<boolean> {
  const socket = createSocket();
  try {
    socket.listen(port, '127.0.0.1');
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
