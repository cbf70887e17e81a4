import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from './testing.js';

let app: TestApp;
before(async () => (app = await startTestApp()));
after(() => app.close());

test('answers health without a key', async () => {
  const reply = await app.request('GET', '/health');
  assert.equal(reply.status, 200);
  assert.equal(reply.body.status, 'ok');
  assert.equal((await app.request('GET', '/ready')).status, 200);
});

test('answers an unknown path with a problem that names the request', async () => {
  const reply = await app.request('GET', '/v1/nothing');
  assert.equal(reply.status, 404);
  assert.match(reply.headers.get('content-type')!, /^application\/problem\+json/);
  assert.equal(reply.body.code, 'not-found');
  assert.equal(reply.body.requestId, reply.headers.get('x-request-id'));
  assert.equal(reply.body.type, `${app.url}/errors/not-found`);
});

test('answers a known path with the wrong method by 405 and Allow', async () => {
  const reply = await app.request('DELETE', '/v1/auth/login');
  assert.equal(reply.status, 405);
  assert.equal(reply.body.code, 'method-not-allowed');
  assert.equal(reply.headers.get('allow'), 'POST');
});

test('refuses malformed JSON, a body of 3 MB, another content type and an unknown field', async () => {
  const json = { 'content-type': 'application/json' };
  const malformed = await app.request('POST', '/v1/auth/login', { body: '{"email":', headers: json });
  assert.deepEqual([malformed.status, malformed.body.code], [400, 'malformed-json']);
  const nothing = await app.request('POST', '/v1/sessions', { token: (await app.brand()).publishableKey, body: 'null', headers: json });
  assert.deepEqual([nothing.status, nothing.body.code], [400, 'invalid-request']);
  const large = await app.request('POST', '/v1/auth/login', { body: JSON.stringify({ email: 'x'.repeat(3_000_000) }), headers: json });
  assert.deepEqual([large.status, large.body.code], [413, 'payload-too-large']);
  const form = await app.request('POST', '/v1/auth/login', {
    body: 'a=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.deepEqual([form.status, form.body.code], [415, 'unsupported-media-type']);
  const unknown = await app.request('POST', '/v1/auth/login', { body: { email: 'a@b.cd', password: 'x', admin: true } });
  assert.deepEqual([unknown.status, unknown.body.code], [400, 'invalid-request']);
  assert.match(JSON.stringify(unknown.body.errors), /admin/);
  const zipped = await app.request('POST', '/v1/auth/login', { body: 'not gzip', headers: { ...json, 'content-encoding': 'gzip' } });
  assert.deepEqual([zipped.status, zipped.body.code], [400, 'invalid-request']);
  const path = await app.request('GET', '/v1/brands/%E0%A4%A/keys');
  assert.equal(path.status, 400);
});

test('lets any origin call, without credentials', async () => {
  const preflight = await app.request('OPTIONS', '/v1/designs/dsn_1', {
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'PATCH' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
  assert.match(preflight.headers.get('access-control-allow-headers')!, /If-Match/);
});

test('sends the security headers and keeps a plain request id', async () => {
  const reply = await app.request('GET', '/health', { headers: { 'x-request-id': 'caller-chosen-1' } });
  assert.equal(reply.headers.get('x-request-id'), 'caller-chosen-1');
  assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
  assert.match(reply.headers.get('content-security-policy')!, /default-src 'none'/);
});

test('answers what is not HTTP, or has too many headers, with a problem', async () => {
  for (const [head, status, code] of [
    ['GARBAGE\r\n\r\n', 400, 'invalid-request'],
    [`GET /health HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(40_000)}\r\n\r\n`, 413, 'payload-too-large'],
    ['POST /v1/designs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400, 'invalid-request'],
  ] as const) {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write(head);
    const [reply, body] = (await socket.toArray()).join('').split('\r\n\r\n') as [string, string];
    assert.match(reply, new RegExp(`^HTTP/1\\.1 ${status} [^]*application/problem\\+json`));
    assert.equal(JSON.parse(body).code, code);
  }
});
