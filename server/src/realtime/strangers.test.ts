import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { REALTIME_CLOSE } from '@luneo/sdk/contracts/realtime.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { attachRealtime } from './realtime.js';

const PER_ADDRESS = 10;
const OVERALL = 25;
let app: TestApp;
let brand: TestBrand;
let url = '';
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  url = `${app.url.replace('http', 'ws')}/v1/realtime`;
});
after(() => app.close());

const PER_CALLER = 3;
const withRealtime = async (helloMs: number, work: () => Promise<void>): Promise<void> => {
  const deps = { ...app.deps, config: { ...app.deps.config, trustedProxies: 1 } };
  const realtime = attachRealtime(app.server, deps, {
    helloMs,
    strangersPerAddress: PER_ADDRESS,
    strangers: OVERALL,
    socketsPerCaller: PER_CALLER,
  });
  try {
    await work();
  } finally {
    await realtime.close();
  }
};
const open = async (address: string): Promise<WebSocket> => {
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': `203.0.113.250, ${address}` } });
  await once(socket, 'open');
  return socket;
};
/** What the handshake is answered with; 101 for a socket that opened, which is closed again. */
const statusFor = async (address: string): Promise<number> => {
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': address } });
  const refused = once(socket, 'unexpected-response').then(([, answer]) => {
    const { statusCode, headers } = answer as IncomingMessage;
    assert.ok(Number(headers['retry-after']) > 0);
    return statusCode!;
  });
  const opened = once(socket, 'open').then(() => 101);
  socket.on('error', () => {});
  const status = await Promise.race([refused, opened]);
  socket.terminate();
  return status;
};
const until = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('silent sockets of one address leave room for those of others, and silent sockets of all for those who said hello', () =>
  withRealtime(3_600_000, async () => {
    const silent = await Promise.all(Array.from({ length: PER_ADDRESS }, () => open('203.0.113.1')));
    assert.equal(await statusFor('203.0.113.1'), 429);
    const guest = await open('203.0.113.2');
    const { ticket } = (await app.request('POST', '/v1/realtime/tickets', { token: brand.secretKey, body: {} })).body;
    const answer = once(guest, 'message');
    guest.send(JSON.stringify({ ticket, topics: ['orders'] }));
    assert.equal(JSON.parse(String((await answer)[0])).type, 'ready');
    // Who has shown a ticket counts no more.
    silent.push(...(await Promise.all(Array.from({ length: PER_ADDRESS }, () => open('203.0.113.2')))));
    assert.equal(await statusFor('203.0.113.2'), 429);
    // An IPv6 customer has a whole /64.
    const six = ['2001:db8::1', '2001:db8::2', '2001:db8:0:0:ffff::3', '2001:db8::4', '2001:db8::5'];
    silent.push(...(await Promise.all(six.map(open))));
    assert.equal(await statusFor('203.0.113.3'), 503);
    assert.equal(guest.readyState, WebSocket.OPEN);
    silent[0]!.close();
    await until(async () => (await statusFor('203.0.113.1')) === 101);
  }));

test('who says nothing in time is sent away, who does not even say goodbye is cut off, and their places are free', () =>
  withRealtime(50, async () => {
    const polite = await open('203.0.113.1');
    assert.equal((await once(polite, 'close'))[0], REALTIME_CLOSE.invalid);
    const mute = await Promise.all(Array.from({ length: PER_ADDRESS }, () => open('203.0.113.1')));
    for (const socket of mute) socket.pause();
    await until(async () => (await statusFor('203.0.113.1')) === 101);
    for (const socket of mute) socket.terminate();
  }));

test('one caller has so many sockets at the most, also when all of them say hello at once', () =>
  withRealtime(3_600_000, async () => {
    const tickets = await Promise.all(
      Array.from({ length: 2 * PER_CALLER }, () => app.request('POST', '/v1/realtime/tickets', { token: brand.secretKey, body: {} })),
    );
    const sockets = await Promise.all(tickets.map(() => open('203.0.113.1')));
    const ends = sockets.map(async (socket, i) => {
      const end = Promise.race([once(socket, 'message').then(() => 'ready'), once(socket, 'close').then(([code]) => code as number)]);
      socket.send(JSON.stringify({ ticket: tickets[i]!.body.ticket, topics: ['orders'] }));
      return end;
    });
    const outcomes = await Promise.all(ends);
    assert.equal(outcomes.filter((outcome) => outcome === 'ready').length, PER_CALLER);
    assert.equal(outcomes.filter((outcome) => outcome === REALTIME_CLOSE.connections).length, PER_CALLER);
  }));
