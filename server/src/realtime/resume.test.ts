import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { REALTIME_CLOSE, type RealtimeEvent, type RealtimeReady, type TopicKind } from '@luneo/sdk/contracts/realtime.js';
import { emitEvent } from '../outbox/outbox.js';
import { pruneEvents } from '../outbox/reader.js';
import { openDatabase } from '../drivers/database/database.js';
import { EVERYTHING } from '../drivers/database/tenancy.js';
import { isTestPostgres } from '../testing-database.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { attachRealtime } from './realtime.js';

let app: TestApp;
let brand: TestBrand;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  app = await startTestApp();
  brand = await app.brand();
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await app.close();
});

/** Another API process, as far as realtime is concerned: its own connections to the same database. */
async function startApi(): Promise<{ url: string }> {
  const db = openDatabase(app.deps.config.database, { unscoped: EVERYTHING });
  const server: Server = createServer();
  const realtime = attachRealtime(server, { ...app.deps, db });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(async () => {
    await realtime.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await db.destroy();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/realtime` };
}

async function connect(url: string, hello: { topics: string[]; after?: number | null }, token = brand.secretKey) {
  const { body } = await app.request('POST', '/v1/realtime/tickets', { token, body: {} });
  const socket = new WebSocket(url);
  const events: RealtimeEvent[] = [];
  let ready: RealtimeReady | undefined;
  let heard = (): void => {};
  socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString()) as RealtimeEvent | RealtimeReady;
    if (message.type === 'ready') ready = message;
    else events.push(message);
    heard();
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  const { after, topics } = hello;
  socket.send(JSON.stringify({ ticket: body.ticket, topics, ...(typeof after === 'number' && { after }) }));
  const until = async (check: () => boolean): Promise<void> => {
    while (!check()) await new Promise<void>((resolve) => (heard = resolve));
  };
  return { socket, events, closed, until, ready: async () => (await until(() => ready !== undefined), ready!) };
}

const emit = (
  n: number,
  { ownerId = null as string | null, mode = 'test' as 'test' | 'live', brandId = brand.brandId, noun = 'order' as TopicKind } = {},
) => emitEvent(app.deps.db, { brandId, ownerId, mode }, { topic: `${noun}:ord_${n}`, type: 'order.updated', data: { n } });
const numbers = (events: readonly RealtimeEvent[]): number[] => events.map(({ data }) => data['n'] as number);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('resuming', () => {
  test('a client that moves between two processes under a stream of writes loses nothing and hears nothing twice', async () => {
    const apis = [await startApi(), await startApi()];
    const COUNT = 400;
    const audience = { brandId: brand.brandId, ownerId: null, mode: 'test' as const };
    await emit(-1);
    const before = await connect(apis[0]!.url, { topics: ['orders'] });
    let after = (await before.ready()).lastEventId!;
    before.socket.terminate();
    // The writers overlap, as requests do: on PostgreSQL they commit in another order than they began.
    const writing = Promise.all(
      [0, 1, 2, 3].map(async (writer) => {
        for (let n = writer; n < COUNT; n += 4)
          await app.deps.db.transaction(async (tx) => {
            await emitEvent(tx, audience, { topic: `order:ord_${n}`, type: 'order.updated', data: { n } });
            for (let more = 0; more < n % 5; more++) await tx('brands').where({ id: brand.brandId }).first();
          });
      }),
    );
    const heard: RealtimeEvent[] = [];
    for (let move = 0; heard.length < COUNT; move++) {
      const client = await connect(apis[move % 2]!.url, { topics: ['orders'], after });
      assert.equal((await client.ready()).resumed, true);
      // The last ones may be fewer than this client would wait for.
      await client.until(() => client.events.length > move % 3 || heard.length + client.events.length >= COUNT);
      client.socket.terminate();
      heard.push(...client.events);
      after = client.events.at(-1)!.id;
    }
    await writing;
    assert.deepEqual(
      numbers(heard).toSorted((a, b) => a - b),
      upTo(COUNT),
    );
  });

  test('goes on where the last event was, live and missed ones without a seam, and starts anew where nothing was heard', async () => {
    const { url } = await startApi();
    const fresh = await connect(url, { topics: ['orders'] });
    assert.deepEqual(await fresh.ready(), { type: 'ready', topics: ['orders'], resumed: false, lastEventId: null });
    await emit(0);
    await fresh.until(() => fresh.events.length === 1);
    const { id } = fresh.events[0]!;
    fresh.socket.terminate();
    await emit(1);
    await emit(2);
    const again = await connect(url, { topics: ['orders'], after: id });
    await emit(3);
    await again.until(() => again.events.length === 3);
    assert.deepEqual(numbers(again.events), [1, 2, 3]);
    const late = await connect(url, { topics: ['orders'] });
    const { resumed, lastEventId } = await late.ready();
    assert.deepEqual([resumed, lastEventId], [false, again.events.at(-1)!.id]);
    assert.deepEqual(late.events, []);
  });

  test('what is forgotten, or too much, is read anew', async () => {
    const { url } = await startApi();
    await emit(0);
    const first = await connect(url, { topics: ['orders'] });
    const after = (await first.ready()).lastEventId!;
    await app.deps.db.transaction(async (tx) => {
      for (let n = 0; n < 501; n++)
        await emitEvent(
          tx,
          { brandId: brand.brandId, ownerId: null, mode: 'test' },
          { topic: 'order:ord_1', type: 'order.updated', data: { n } },
        );
    });
    await first.until(() => first.events.length === 501);
    assert.equal((await (await connect(url, { topics: ['orders'], after })).ready()).resumed, false);
    assert.equal((await (await connect(url, { topics: ['orders'], after: first.events[0]!.id })).ready()).resumed, true);
    await pruneEvents(app.deps.db, new Date(Date.now() + 1_000), new Date(0));
    assert.equal((await (await connect(url, { topics: ['orders'], after })).ready()).resumed, false);
  });

  test('topics of all rows are for staff and keys that may read them, and only of the own brand and mode', async () => {
    const { url } = await startApi();
    const shopper = await brand.shopper();
    for (const topic of ['orders', 'designs', `brand:${brand.brandId}`, 'webhooks'])
      assert.equal(await (await connect(url, { topics: [topic] }, shopper.token)).closed, REALTIME_CLOSE.topic, topic);
    const other = await app.brand('Another');
    assert.equal(await (await connect(url, { topics: [`brand:${other.brandId}`] })).closed, REALTIME_CLOSE.topic);
    const staff = await connect(url, { topics: ['orders', `brand:${brand.brandId}`] }, brand.staffToken);
    await staff.ready();
    await emit(1, { brandId: other.brandId });
    await emit(2, { mode: 'live' });
    await emit(3, { noun: 'design' });
    await emit(4, { ownerId: shopper.ownerId });
    await staff.until(() => staff.events.length === 1);
    assert.deepEqual(numbers(staff.events), [4]);
    const missed = await connect(url, { topics: ['orders'], after: staff.events[0]!.id });
    assert.equal((await missed.ready()).resumed, true);
    assert.deepEqual(missed.events, []);
  });

  test('an event that settles after younger ones were told is told all the same', { skip: !isTestPostgres() }, async () => {
    const { url } = await startApi();
    const client = await connect(url, { topics: ['orders'] });
    await client.ready();
    const audience = { brandId: brand.brandId, ownerId: null, mode: 'test' as const };
    await app.deps.db.transaction(async (tx) => {
      await emitEvent(tx, audience, { topic: 'order:ord_1', type: 'order.updated', data: { n: 1 } });
      await emit(2);
    });
    await client.until(() => client.events.length === 2);
    assert.deepEqual(numbers(client.events), [1, 2]);
    const [older, younger] = client.events;
    assert.ok(older!.id < younger!.id);
  });
});

describe("the end of a shopper's session", () => {
  const start = async (): Promise<string> =>
    (await app.request('POST', '/v1/sessions', { token: brand.publishableKey, body: {} })).body.token;
  const end = (token: string) => app.request('DELETE', '/v1/sessions', { token });

  test('closes its sockets at once, at every process, and those of no other session', async () => {
    const apis = [await startApi(), await startApi()];
    const [leaving, staying] = [await start(), await start()];
    const sockets = await Promise.all(apis.map(({ url }) => connect(url, { topics: [] }, leaving)));
    const others = await Promise.all(apis.map(({ url }) => connect(url, { topics: [] }, staying)));
    for (const each of [...sockets, ...others]) await each.ready();
    assert.equal((await end(leaving)).status, 204);
    assert.deepEqual(await Promise.all(sockets.map(({ closed }) => closed)), [REALTIME_CLOSE.expired, REALTIME_CLOSE.expired]);
    assert.ok(others.every(({ socket }) => socket.readyState === WebSocket.OPEN));
    const events = others.flatMap((each) => each.events);
    assert.deepEqual(events, [], 'nobody else is told');
  });

  test('makes a ticket of before useless', async () => {
    const { url } = await startApi();
    const token = await start();
    const { body } = await app.request('POST', '/v1/realtime/tickets', { token, body: {} });
    await end(token);
    const socket = new WebSocket(url);
    const closed = once(socket, 'close');
    await once(socket, 'open');
    socket.send(JSON.stringify({ ticket: body.ticket, topics: [] }));
    assert.equal((await closed)[0], REALTIME_CLOSE.expired);
  });
});
