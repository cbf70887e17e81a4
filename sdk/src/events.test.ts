import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocket, WebSocketServer } from 'ws';
import type { WebSocketClass } from './events.js';
import { Luneo, LuneoError } from './luneo.js';

/** A small API: tickets, one generation row, and a socket that says what the test tells it to. */
let row = { id: 'gen_1', status: 'queued', updatedAt: '1' };
let reads = 0;
let tickets = 0;
let onSocket: (socket: WebSocket, hello: { ticket: string; topics: string[]; after?: number }) => void = () => {};
let apiUrl = '';

const server = createServer((request, response) => {
  const reply = (status: number, body: unknown): void => void response.writeHead(status).end(JSON.stringify(body));
  if (request.url === '/v1/realtime/tickets') {
    tickets += 1;
    return reply(201, { ticket: `tkt_${tickets}`, url: `${apiUrl.replace('http', 'ws')}/v1/realtime`, expiresAt: '' });
  }
  reads += 1;
  if (request.url === '/v1/generations/gen_1') return reply(200, row);
  return reply(404, { code: 'not-found', title: 'Not found', status: 404, detail: 'no', requestId: 'r', type: '' });
});
const sockets = new WebSocketServer({ server });

before(async () => {
  sockets.on('connection', (socket) => socket.once('message', (data: Buffer) => onSocket(socket, JSON.parse(data.toString()))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.close();
});
beforeEach(() => {
  row = { id: 'gen_1', status: 'queued', updatedAt: '1' };
  reads = 0;
  tickets = 0;
  onSocket = () => {};
});

const client = (WebSocketOrNone?: WebSocketClass): Luneo => {
  const luneo = { apiUrl, secretKey: 'sk_test_1', maxRetries: 0 };
  return WebSocketOrNone ? new Luneo({ ...luneo, WebSocket: WebSocketOrNone }) : new Luneo(luneo);
};
const live = (): Luneo => client(WebSocket as unknown as WebSocketClass);
const TOPIC = 'generation:gen_1';
const event = (status: string) => JSON.stringify({ id: 1, topic: TOPIC, type: 'generation.updated', data: { status }, createdAt: '' });
const ready = JSON.stringify({ type: 'ready', topics: [TOPIC] });
const become = (status: string): void => void (row = { ...row, status, updatedAt: `${Number(row.updatedAt) + 1}` });

test('sends the ticket first, then tells changes as they come', async () => {
  let hello: unknown;
  onSocket = (socket, first) => {
    hello = first;
    socket.send(ready);
    socket.send(event('processing'));
  };
  const told = [];
  for await (const change of live().realtime.changes([TOPIC])) {
    told.push(change);
    if (told.length === 2) break;
  }
  assert.deepEqual(hello, { ticket: 'tkt_1', topics: [TOPIC] });
  assert.deepEqual(told, [
    { topic: TOPIC, type: 'generation.updated', data: {} },
    { topic: TOPIC, type: 'generation.updated', data: { status: 'processing' } },
  ]);
});

test('leaving the loop closes the socket', async () => {
  let closed: Promise<unknown> | undefined;
  onSocket = (socket) => {
    closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send(ready);
  };
  for await (const _ of live().realtime.changes([TOPIC])) break;
  await closed;
});

test('waits for a generation without asking again and again', async () => {
  onSocket = (socket) => {
    socket.send(ready);
    become('completed');
    socket.send(event('completed'));
  };
  const told: string[] = [];
  const done = await live().generations.wait('gen_1', { onUpdate: ({ status }) => told.push(status) });
  assert.equal(done.status, 'completed');
  assert.deepEqual(told, ['queued', 'completed']);
  assert.equal(reads, 2);
});

test('a lost connection comes back with a new ticket, and what was missed is read', async () => {
  onSocket = (socket) => {
    socket.send(ready);
    if (tickets === 1) socket.close(1012);
    else become('completed');
    if (tickets > 1) socket.send(event('completed'));
  };
  const done = await live().generations.wait('gen_1');
  assert.equal(done.status, 'completed');
  assert.equal(tickets, 2);
});

test('a new connection goes on after the last event, and reads nothing anew where the server knows the rest', async () => {
  const hellos: { after?: number }[] = [];
  onSocket = (socket, hello) => {
    hellos.push(hello);
    const resumed = hello.after !== undefined;
    socket.send(JSON.stringify({ type: 'ready', topics: [TOPIC], resumed, lastEventId: 1 }));
    socket.send(JSON.stringify({ ...JSON.parse(event(resumed ? 'completed' : 'processing')), id: resumed ? 9 : 7 }));
    if (!resumed) socket.close(1012);
  };
  const told = [];
  for await (const { data } of live().realtime.changes([TOPIC])) {
    told.push(data);
    if (data['status'] === 'completed') break;
  }
  assert.deepEqual(
    hellos.map(({ after }) => after),
    [undefined, 7],
  );
  // The first one reads; while the connection is away the row is asked for.
  assert.deepEqual(told, [{}, { status: 'processing' }, { status: 'queued' }, { status: 'completed' }]);
});

test('what may have changed meanwhile is told by the kind of its topic, also where there is no event of that name', async () => {
  const topics = ['generation:gen_1', 'webhook:whk_1', 'webhooks', 'brand:brd_1'];
  onSocket = (socket) => socket.send(JSON.stringify({ type: 'ready', topics, resumed: false, lastEventId: null }));
  const told: string[] = [];
  for await (const { type } of live().realtime.changes(topics)) if (told.push(type) === topics.length) break;
  assert.deepEqual(told, ['generation.updated', 'webhook.updated', 'webhook.updated', 'brand.updated']);
});

test('all orders can be followed without reading each', async () => {
  onSocket = (socket) => {
    socket.send(JSON.stringify({ type: 'ready', topics: ['orders'], resumed: false, lastEventId: null }));
    socket.send(JSON.stringify({ id: 1, topic: 'order:ord_1', type: 'order.updated', data: { status: 'paid' }, createdAt: '' }));
  };
  const told = [];
  for await (const change of live().realtime.changes(['orders'])) if (told.push(change) === 2) break;
  assert.deepEqual(told, [
    { topic: 'orders', type: 'order.updated', data: {} },
    { topic: 'order:ord_1', type: 'order.updated', data: { status: 'paid' } },
  ]);
  assert.equal(reads, 0);
});

describe('without a WebSocket', () => {
  // Node has one from 22 on.
  const own = globalThis.WebSocket;
  before(() => void Reflect.deleteProperty(globalThis, 'WebSocket'));
  after(() => void (own && (globalThis.WebSocket = own)));

  test('asks again and again', async () => {
    setTimeout(() => become('completed'), 500);
    const done = await client().generations.wait('gen_1');
    assert.equal(done.status, 'completed');
    assert.equal(tickets, 0);
  });

  test('says that rows which cannot be asked for would never be told', async () => {
    for (const topic of ['orders', 'webhook:whk_1', 'brand:brd_1'])
      await assert.rejects(client().realtime.changes([TOPIC, topic]).next(), { code: 'invalid-request', message: new RegExp(topic) });
    assert.equal(reads, 0);
  });
});

test('asks while sockets are refused on the way', async () => {
  class Refused extends EventTarget {
    constructor() {
      super();
      queueMicrotask(() => this.dispatchEvent(new Event('error')));
    }
    send(): void {}
    close(): void {}
  }
  setTimeout(() => become('completed'), 100);
  const done = await client(Refused as unknown as WebSocketClass).generations.wait('gen_1');
  assert.equal(done.status, 'completed');
});

test('a row that the caller cannot see ends the loop', async () => {
  onSocket = (socket) => socket.close(4404);
  await assert.rejects(live().realtime.changes(['generation:gen_2']).next(), isError('not-found'));
  await assert.rejects(client(undefined).generations.wait('gen_2'), isError('not-found'));
});

test('a signal ends waiting at once', async () => {
  onSocket = (socket) => socket.send(ready);
  await assert.rejects(live().generations.wait('gen_1', { signal: AbortSignal.timeout(50) }), isError('aborted'));
});

test('waiting too long is a timeout', async () => {
  onSocket = (socket) => socket.send(ready);
  await assert.rejects(live().generations.wait('gen_1', { timeoutMs: 50 }), isError('timeout'));
});

test('every entry point can be imported in plain Node, and the process then ends by itself', () => {
  const urls = ['./luneo.ts', './design/edits.ts', './design/read.ts', './design/preflight.ts'].map(
    (path) => new URL(path, import.meta.url).href,
  );
  const script = `for (const url of ${JSON.stringify(urls)}) await import(url); process.stdout.write('imported');`;
  const args = ['--conditions=luneo-src', '--import', 'tsx', '--input-type=module', '-e', script];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  assert.equal(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }), 'imported');
});

function isError(code: string) {
  return (error: unknown): boolean => error instanceof LuneoError && error.code === code;
}
