import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { REALTIME_CLOSE } from '@luneo/sdk/contracts/realtime.js';
import type { RealtimeEvent, RealtimeReady, Ticket } from '@luneo/sdk/contracts/realtime.js';
import { emitEvent, type NewEvent } from '../outbox/outbox.js';
import { makeCatalogue } from '../testing-catalogue.js';
import type { TestCatalogue } from '../testing-catalogue.js';
import { startTestApp } from '../testing.js';
import type { TestApp, TestBrand } from '../testing.js';
import { attachRealtime } from './realtime.js';

type Shopper = Awaited<ReturnType<TestBrand['shopper']>>;
// Client and server share a process: a heartbeat that is too fast drops the sound on a busy machine.
const LIMITS = { helloMs: 60_000, heartbeatMs: 1_000, socketsPerCaller: 3, backlog: 50_000 };

let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
let shopper: Shopper;
let realtime: { close(): Promise<void> };
before(async () => {
  app = await startTestApp();
  realtime = attachRealtime(app.server, app.deps, LIMITS);
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
  shopper = await brand.shopper();
});
after(async () => {
  await realtime.close();
  await app.close();
});

const design = async (token = shopper.token): Promise<string> =>
  (await app.request('POST', '/v1/designs', { token, body: { productId: catalogue.product.id } })).body.id;
const ticket = async (token = shopper.token, headers = {}): Promise<Ticket> =>
  (await app.request('POST', '/v1/realtime/tickets', { token, body: {}, headers })).body;

/** A socket after its first message; `messages` grow as they come. */
async function connect(hello: unknown, { url, origin }: { url?: string; origin?: string } = {}) {
  const socket = new WebSocket(url ?? `${app.url.replace('http', 'ws')}/v1/realtime`, origin ? { origin } : {});
  const messages: (RealtimeEvent & { topics?: string[] })[] = [];
  let heard = (): void => {};
  socket.on('message', (data) => {
    messages.push(JSON.parse((data as Buffer).toString()));
    heard();
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  socket.send(typeof hello === 'string' ? hello : JSON.stringify(hello));
  const next = async (count: number): Promise<void> => {
    while (messages.length < count) await new Promise<void>((resolve) => (heard = resolve));
  };
  return { socket, messages, closed, next, close: () => socket.close() };
}

async function listen(topics: string[], token = shopper.token) {
  const { ticket: code, url } = await ticket(token);
  const client = await connect({ ticket: code, topics }, { url });
  await client.next(1);
  return client;
}

const emit = (audience: { brandId: string; ownerId: string | null }, topic: NewEvent['topic'], data = {}) =>
  emitEvent(app.deps.db, { mode: 'test', ...audience }, { topic, type: 'design.updated', data });

/** The head of the answer to a handshake that no browser would send. */
async function upgrade(path: string): Promise<string> {
  const socket = connectTcp(Number(new URL(app.url).port), '127.0.0.1');
  const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n`);
  return (await socket.toArray()).join('');
}

const serverSockets = (): Promise<number> =>
  new Promise((resolve, reject) => app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('realtime', () => {
  test('says ready, then tells changes of the topics that were asked for, also those that another process wrote', async () => {
    const [mine, other] = [await design(), await design()];
    const client = await listen([`design:${mine}`]);
    const [ready] = client.messages as unknown as RealtimeReady[];
    assert.deepEqual([ready!.type, ready!.topics, ready!.resumed], ['ready', [`design:${mine}`], false]);
    const owner = { brandId: brand.brandId, ownerId: shopper.ownerId };
    await emit(owner, `design:${other}`);
    await emit(owner, `design:${mine}`, { revision: 2 });
    await client.next(2);
    const [, event] = client.messages;
    assert.deepEqual([event?.topic, event?.type, event?.data], [`design:${mine}`, 'design.updated', { revision: 2 }]);
    assert.equal(client.messages.length, 2);
    client.close();
  });

  test('staff and secret keys hear every shopper of the brand', async () => {
    const mine = await design();
    const clients = [await listen([`design:${mine}`], brand.secretKey), await listen([`design:${mine}`], brand.staffToken)];
    await emit({ brandId: brand.brandId, ownerId: shopper.ownerId }, `design:${mine}`);
    for (const client of clients) {
      await client.next(2);
      client.close();
    }
  });

  test('never sends an event of somebody else, whatever its topic', async () => {
    const mine = await design();
    const client = await listen([`design:${mine}`]);
    const stranger = await brand.shopper();
    await emit({ brandId: brand.brandId, ownerId: stranger.ownerId }, `design:${mine}`, { leaked: 1 });
    await emit({ brandId: (await app.brand('Another')).brandId, ownerId: shopper.ownerId }, `design:${mine}`, { leaked: 2 });
    await emit({ brandId: brand.brandId, ownerId: shopper.ownerId }, `design:${mine}`, { mine: true });
    await client.next(2);
    assert.deepEqual(
      client.messages.slice(1).map((event) => event.data),
      [{ mine: true }],
    );
    client.close();
  });

  test('a ticket is good once, for 30 s, and only as it was given', async () => {
    const mine = await design();
    const { ticket: code } = await ticket();
    const hello = { ticket: code, topics: [`design:${mine}`] };
    const both = await Promise.all([connect(hello), connect(hello)]);
    const codes = await Promise.race(both.map((client) => client.closed));
    assert.equal(codes, REALTIME_CLOSE.ticket);
    both.forEach((client) => client.close());
    const late = await ticket();
    await app.deps.db('realtime_tickets').update({ expires_at: new Date(0).toISOString() });
    assert.equal(await (await connect({ ...hello, ticket: late.ticket })).closed, REALTIME_CLOSE.ticket);
    assert.equal(await (await connect({ ...hello, ticket: 'made-up' })).closed, REALTIME_CLOSE.ticket);
    const rows = JSON.stringify(await app.deps.db('realtime_tickets'));
    assert.ok(!rows.includes((await ticket()).ticket));
  });

  test('refuses topics of others and topics that do not exist, alike', async () => {
    const foreign = await app.brand('Another');
    const hidden = await design((await brand.shopper()).token);
    for (const topic of [`design:${hidden}`, 'design:dsn_none', 'order:ord_none', 'generation:gen_none']) {
      const { ticket: code } = await ticket();
      assert.equal(await (await connect({ ticket: code, topics: [topic] })).closed, REALTIME_CLOSE.topic, topic);
    }
    const { ticket: code } = await ticket(foreign.secretKey);
    assert.equal(await (await connect({ ticket: code, topics: [`design:${hidden}`] })).closed, REALTIME_CLOSE.topic);
  });

  test('is for the page that asked for the ticket', async () => {
    const topics = [`design:${await design()}`];
    const origin = 'http://127.0.0.1:8080';
    const other = await ticket(shopper.token, { origin });
    assert.equal(await (await connect({ ticket: other.ticket, topics }, { origin: 'https://evil.example' })).closed, REALTIME_CLOSE.ticket);
    const own = await ticket(shopper.token, { origin });
    const client = await connect({ ticket: own.ticket, topics }, { origin });
    await client.next(1);
    client.close();
  });

  test('closes on bad, second and huge messages', async () => {
    const topics = [`design:${await design()}`];
    const { ticket: code } = await ticket();
    for (const bad of ['{', '[]', '{}', { ticket: code }, { ticket: code, topics, more: 1 }, { ticket: code, topics: ['admin:x'] }])
      assert.equal(await (await connect(bad)).closed, REALTIME_CLOSE.invalid, JSON.stringify(bad));
    assert.equal(await (await connect('x'.repeat(9_000))).closed, 1009);
    const client = await listen(topics);
    client.socket.send('{}');
    assert.equal(await client.closed, REALTIME_CLOSE.invalid);
  });

  test('closes on who says nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const impatient = attachRealtime(server, app.deps, { helloMs: 50 });
    await once(server, 'listening');
    const silent = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/realtime`);
    const [silence] = await once(silent, 'close');
    assert.equal(silence, REALTIME_CLOSE.invalid);
    await impatient.close();
    server.close();
  });

  test('ends with the token, and holds only so many sockets of one caller', async () => {
    const mine = `design:${await design()}`;
    const { ticket: code } = await ticket();
    await app.deps.db('realtime_tickets').update({ token_expires_at: new Date(Date.now() + 150).toISOString() });
    const short = await connect({ ticket: code, topics: [mine] });
    assert.equal(await short.closed, REALTIME_CLOSE.expired);
    const clients = [await listen([mine]), await listen([mine]), await listen([mine])];
    const { ticket: more } = await ticket();
    assert.equal(await (await connect({ ticket: more, topics: [mine] })).closed, REALTIME_CLOSE.connections);
    clients.forEach((client) => client.close());
  });

  test('ends with the key that was revoked', async () => {
    const fired = await app.brand('Fired');
    const client = await listen([], fired.secretKey);
    await app.deps.db('api_keys').where({ brand_id: fired.brandId }).update({ revoked_at: new Date().toISOString() });
    assert.equal(await client.closed, REALTIME_CLOSE.expired);
  });

  test('ends with the member who was removed, and with the key that is scoped otherwise', async () => {
    const fabric = await brand.member('brand_user');
    const [member, key] = [await listen(['orders'], fabric.token), await listen(['orders'], (await app.brand('Scoped')).secretKey)];
    const removed = await app.request('DELETE', `/v1/brands/${brand.brandId}/members/${fabric.userId}`, { token: brand.staffToken });
    assert.equal(removed.status, 204);
    assert.equal(await member.closed, REALTIME_CLOSE.expired);
    await app.deps.db('api_keys').whereNot({ brand_id: brand.brandId }).update({ scopes: '["catalogue:read"]' });
    assert.equal(await key.closed, REALTIME_CLOSE.expired);
  });

  test('sends away who does not read, and drops who does not answer', async () => {
    const mine = `design:${await design()}` as const;
    const slow = await listen([mine]);
    slow.socket.pause();
    const owner = { brandId: brand.brandId, ownerId: shopper.ownerId };
    await app.deps.db.transaction(async (tx) => {
      for (let n = 0; n < 40; n++)
        await emitEvent(tx, { mode: 'test', ...owner }, { topic: mine, type: 'design.updated', data: { text: 'x'.repeat(300_000) } });
    });
    await until(async () => (await serverSockets()) === 0);
    slow.socket.terminate();
  });

  test('needs a caller for a ticket, and another path is no socket', async () => {
    assert.equal((await app.request('POST', '/v1/realtime/tickets', { body: {} })).status, 401);
    assert.equal((await app.request('POST', '/v1/realtime/tickets', { token: brand.publishableKey, body: {} })).status, 403);
    for (const path of ['//', '//[', '/%']) {
      const reply = await upgrade(path);
      assert.match(reply, /^HTTP\/1\.1 404 /, path);
    }
    const wrong = new WebSocket(`${app.url.replace('http', 'ws')}/v1/other`);
    const [error] = await once(wrong, 'error');
    assert.match(String(error), /404/);
  });
});
