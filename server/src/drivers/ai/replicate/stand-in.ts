import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import * as z from 'zod';

export interface ReplicateStandIn {
  url: string;
  received: { method: string; path: string; body: Record<string, unknown> }[];
  /** Predictions that were begun: what is billed. */
  begun: number;
  /** Asked how far a prediction is: so many times `processing` first. */
  slowFor: number;
  /** Instead of answering the next requests. */
  mishaps: ({ status: number; retryAfter?: string } | 'dropped' | 'dropped-after-work')[];
  outcome: { status: string; error?: string; output?: unknown };
  close: () => Promise<void>;
}

const Create = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  version: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

/** Replicate's predictions as far as the driver uses them; strict about what it is sent. */
export async function startReplicateStandIn(): Promise<ReplicateStandIn> {
  const state: ReplicateStandIn = {
    url: '',
    received: [],
    begun: 0,
    slowFor: 0,
    mishaps: [],
    outcome: { status: 'succeeded' },
    close: async () => {},
  };
  const asked = new Map<string, number>();
  const server = createServer((request, response) => void answer(state, asked, request, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return state;
}

async function answer(
  state: ReplicateStandIn,
  asked: Map<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '';
  const send = (status: number, body: unknown, headers: Record<string, string> = {}): void =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  if (path === '/result.png') {
    const painted = sharp({ create: { width: 640, height: 480, channels: 3, background: '#804020' } });
    return void response.writeHead(200, { 'content-type': 'image/png' }).end(await painted.png().toBuffer());
  }
  if (request.headers.authorization !== 'Bearer r8_test') return send(401, { detail: 'Unauthenticated' });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
  state.received.push({ method: request.method ?? '', path, body });
  const mishap = state.mishaps.shift();
  if (mishap === 'dropped') return void response.destroy();
  if (typeof mishap === 'object') {
    const headers: Record<string, string> = mishap.retryAfter === undefined ? {} : { 'retry-after': mishap.retryAfter };
    return send(mishap.status, { detail: 'as asked' }, headers);
  }
  if (request.method === 'POST' && /^\/v1\/(models\/[\w.-]+\/[\w.-]+\/)?predictions$/.test(path)) {
    const checked = Create.safeParse(body);
    if (!checked.success || path.includes('/models/') === (body['version'] !== undefined)) return send(422, { detail: 'invalid' });
    state.begun++;
    if (mishap === 'dropped-after-work') return void response.destroy();
    return send(201, { id: `pred${state.begun}`, status: 'starting', input: body['input'], urls: {} });
  }
  const [, id] = /^\/v1\/predictions\/(\w+)$/.exec(path) ?? [];
  if (request.method !== 'GET' || id === undefined) return send(404, { detail: 'not found' });
  const times = (asked.get(id) ?? 0) + 1;
  asked.set(id, times);
  if (times <= state.slowFor) return send(200, { id, status: 'processing' });
  const output = Object.hasOwn(state.outcome, 'output') ? state.outcome.output : [`${state.url}/result.png`];
  send(200, { id, metrics: { predict_time: 2 }, ...state.outcome, output });
}
