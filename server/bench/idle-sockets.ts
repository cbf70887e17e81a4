import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { Row } from './load.js';

export const ids = ['api.idle-sockets'] as const;

const SOCKETS = 5_000;
const AT_ONCE = 100;
const HEARTBEAT_MS = 5_000;
/** Opened and closed before anything is measured: what the first sockets load and allocate is no cost of a socket. */
const WARM = 300;
const BAR = 2;

/** Kilobytes of one of 5,000 sockets that hear nothing, in one process, beside bare ones; all of them answer two pings. */
export async function rows(only = ''): Promise<Row[]> {
  if (!ids[0].startsWith(only)) return [];
  const dataDir = mkdtempSync(join(tmpdir(), 'luneo-sockets-'));
  try {
    const peer = await hold({});
    const own = await hold({ dataDir, heartbeatMs: HEARTBEAT_MS });
    const ratio = own.kilobytes / peer.kilobytes;
    return [
      {
        id: ids[0],
        value: own.kilobytes,
        unit: `kB/socket, ${own.open} open`,
        peer: 'bare ws',
        peerValue: peer.kilobytes,
        ratio,
        bar: `all ${SOCKETS} answer, ≤ ${BAR}`,
        holds: own.open === SOCKETS && ratio <= BAR,
      },
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function hold(message: { dataDir?: string; heartbeatMs?: number }): Promise<{ kilobytes: number; open: number }> {
  const child = fork(fileURLToPath(new URL('socket-server.mjs', import.meta.url)), { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
  const sockets: WebSocket[] = [];
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the process of the measurement ended')));
  try {
    return await Promise.race([measure(child, message, sockets), ended]);
  } finally {
    for (const socket of sockets) socket.terminate();
    if (child.connected) child.disconnect();
  }
}

async function measure(
  child: ChildProcess,
  message: { dataDir?: string; heartbeatMs?: number },
  sockets: WebSocket[],
): Promise<{ kilobytes: number; open: number }> {
  child.send(message);
  const { port } = await answer<{ port: number }>(child);
  const warm = await open(child, port, WARM);
  for (const socket of warm) socket.terminate();
  while ((await ask<{ open: number }>(child, { what: 'memory' })).open > 0) await new Promise((done) => setTimeout(done, 50));
  const before = await ask<{ rss: number }>(child, { what: 'memory' });
  sockets.push(...(await open(child, port, SOCKETS)));
  let pings = 0;
  for (const socket of sockets) socket.on('ping', () => pings++);
  // Who did not answer the first ping is gone at the second.
  while (message.dataDir && pings < 2 * SOCKETS && sockets.every(({ readyState }) => readyState === WebSocket.OPEN))
    await new Promise((done) => setTimeout(done, 100));
  const after = await ask<{ rss: number; open: number }>(child, { what: 'memory' });
  return { kilobytes: (after.rss - before.rss) / SOCKETS / 1_000, open: after.open };
}

async function open(child: ChildProcess, port: number, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let at = 0; at < count; at += AT_ONCE) {
    const { tickets } = await ask<{ tickets: string[] }>(child, { what: 'tickets', count: AT_ONCE });
    sockets.push(...(await Promise.all(tickets.map((ticket, n) => connect(port, ticket, at + n)))));
  }
  return sockets;
}

async function connect(port: number, ticket: string, n: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/realtime`, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ ticket, topics: n % 2 === 0 ? ['orders'] : ['designs', 'generations'] }));
  await once(socket, 'message');
  return socket;
}

/** The child's answer. Its end is heard by the one listener of `hold`. */
async function ask<T>(child: ChildProcess, message: object): Promise<T> {
  child.send(message);
  return answer<T>(child);
}

const answer = <T>(child: ChildProcess): Promise<T> => new Promise((resolve) => void child.once('message', resolve as () => void));
