import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { clientAddress } from './auth/client-address.js';
import { createListener } from './listener.js';
import { RouteTable } from './route-table.js';

const routes = new RouteTable();
routes.add('GET', '/v1/things/{thingId}', async (request, response) => {
  response.end(JSON.stringify({ params: request.params, query: request.query, address: clientAddress(request), url: request.originalUrl }));
});
routes.add('GET', '/v1/broken', () => Promise.reject(new Error('broken')));
routes.add('GET', '/v1/throws', () => {
  throw new Error('at once');
});
routes.add('GET', '/v1/half', async (_request, response) => {
  response.writeHead(200, { 'content-length': 10 }).flushHeaders();
  await pipeline(Readable.from([Promise.reject(new Error('half way'))]), response);
});

const gate: RequestHandler = (request, response, next) => {
  if (request.headers['x-gate'] === 'answers') return void response.end('"gate"');
  if (request.headers['x-gate'] === 'rejects') return Promise.reject(new Error('gate, later'));
  if (request.headers['x-gate'] === 'throws') throw new Error('gate');
  next(request.headers['x-gate'] === 'refuses' ? new Error('refused') : undefined);
};
const app = express();
app.use((request, response) => void response.end(JSON.stringify(`express ${request.path}`)));
const refuse: ErrorRequestHandler = (error, request, response, _next) => {
  if (request.headers['x-refuse'] === 'fails') throw new Error('nothing can be said');
  if (response.headersSent) return void response.destroy();
  response.status(500).end(JSON.stringify(`${(error as Error).name} ${(error as Error).message}`));
};
const server = createServer(createListener({ first: [gate], routes, app, refuse, trustedProxies: 1 }));
before(() => once(server.listen(0, '127.0.0.1'), 'listening'));
after(() => void server.close());

async function ask(target: string, headers: Record<string, string> = {}): Promise<unknown> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const lines = Object.entries({ host: 'x', connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const reply = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
  return reply === '' ? null : JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
}

test('answers an endpoint with all that Express tells of a request', async () => {
  const target = '/v1/things/t%C3%A9?a=1&a=2&b=%20#c';
  const answer = { params: { thingId: 'té' }, query: { a: ['1', '2'], b: ' ' }, address: '10.0.0.9', url: target };
  assert.deepEqual(await ask(target, { 'x-forwarded-for': '1.2.3.4, 10.0.0.9' }), answer);
  const whole = 'http://x/v1/things/a?b=c';
  assert.deepEqual(await ask(whole), { params: { thingId: 'a' }, query: { b: 'c' }, address: '127.0.0.1', url: whole });
});

test('leaves everything else to Express', async () => {
  assert.equal(await ask('/admin/x?y'), 'express /admin/x');
  assert.equal(await ask('/v1/things'), 'express /v1/things');
});

test('does first what comes first, which may answer', async () => {
  assert.equal(await ask('/v1/things/a', { 'x-gate': 'answers' }), 'gate');
});

test('answers every error, and closes the connection where not even that can be done', async () => {
  assert.equal(await ask('/v1/broken'), 'Error broken');
  assert.match(String(await ask('/v1/things/%ff')), /^URIError /);
  assert.equal(await ask('/v1/things/a', { 'x-gate': 'refuses' }), 'Error refused');
  assert.equal(await ask('/v1/things/a', { 'x-gate': 'throws' }), 'Error gate');
  assert.equal(await ask('/v1/things/a', { 'x-gate': 'rejects' }), 'Error gate, later');
  assert.equal(await ask('/v1/throws'), 'Error at once');
  assert.equal(await ask('http://['), 'Problem The address of the request cannot be read.');
  await assert.rejects(ask('/v1/half'));
  assert.equal(await ask('/v1/broken', { 'x-refuse': 'fails' }), null);
});
