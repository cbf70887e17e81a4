import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

/** One line of `npm run bench`. `ratio` is value / peerValue. */
export interface Row {
  id: string;
  value: number;
  unit: string;
  peer: string | null;
  peerValue: number | null;
  ratio: number | null;
  bar: string;
  holds: boolean;
}

export interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}
export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A server in a process of its own, whose CPU time can be asked for. */
export interface Measured {
  port: number;
  hello: Record<string, unknown>;
  /** Microseconds of user and system time so far. */
  cpu(): Promise<number>;
  send(call: Call): Promise<Reply>;
  stop(): void;
}

export async function startServer(file: string, message: Record<string, unknown>): Promise<Measured> {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
  child.send(message);
  const [hello] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${file} did not start`))),
  ])) as [Record<string, unknown>];
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const port = hello['port'] as number;
  return {
    port,
    hello,
    cpu: async () => {
      child.send({});
      const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }];
      return cpu.user + cpu.system;
    },
    send: (call) => send(agent, port, call),
    stop: () => {
      agent.destroy();
      child.disconnect();
    },
  };
}

function send(agent: Agent, port: number, { method, path, headers, body }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** CPU µs per request of `count` requests by four callers at a time. */
export async function cpuPerRequest(server: Measured, count: number, one: (caller: number) => Promise<void>): Promise<number> {
  const before = await server.cpu();
  let left = count;
  await Promise.all(
    [0, 1, 2, 3].map(async (caller) => {
      while (left-- > 0) await one(caller);
    }),
  );
  return ((await server.cpu()) - before) / count;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
