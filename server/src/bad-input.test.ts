import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PROBLEMS } from '@luneo/sdk/contracts/problem.js';
import { createApp } from './app.js';
import { answerBadHttp } from './bad-http.js';
import { BOMBS } from './fuzz/broken.js';
import { makeCatalogue } from './testing-catalogue.js';
import { startTestApp, type TestApp, type TestBrand, type TestReply } from './testing.js';

let app: TestApp;
let brand: TestBrand;
let token: string;
let productId: string;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
  productId = (await makeCatalogue(app.deps, brand.scope)).product.id;
  token = (await brand.shopper()).token;
});
after(() => app.close());

const JSON_TYPE = { 'content-type': 'application/json' };

function assertRefused(
  reply: Pick<TestReply, 'status' | 'headers' | 'body'>,
  what: string,
  statuses = [400, 401, 403, 404, 405, 413, 415, 422],
): void {
  assert.ok(statuses.includes(reply.status), `${what} answered ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`);
  assert.match(reply.headers.get('content-type')!, /^application\/problem\+json/, what);
  assert.equal(PROBLEMS[reply.body.code as keyof typeof PROBLEMS].status, reply.status, what);
}

/** A path exactly as it is: `fetch` would tidy it up. */
function raw(path: string, headers: Record<string, string> = {}): Promise<{ status: number; headers: Headers; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(app.url);
    const sent = httpRequest({ host: '127.0.0.1', port, path, headers, method: 'GET' }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: new Headers(response.headers as Record<string, string>),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('refuses JSON that is none, too deep, too wide or too large, wherever JSON is read', async () => {
  const paths = ['/v1/auth/login', '/v1/designs', `/v1/products/${productId}/preflight`, '/v1/orders'];
  for (const path of paths)
    for (const body of BOMBS.filter((text) => text !== '' && text !== '\uFEFF{}'))
      assertRefused(await app.request('POST', path, { token, body, headers: JSON_TYPE }), `${path} ${body.slice(0, 60)}`);
});

test('lets no key of a body reach the prototype of anything', async () => {
  const bodies = [
    `{"productId":"${productId}","options":{"__proto__":{"admin":true},"metal":"gold"}}`,
    `{"productId":"${productId}","__proto__":{"name":"hidden"}}`,
    `{"productId":"${productId}","options":{"constructor":{"prototype":{"admin":true}}}}`,
  ];
  for (const body of bodies) {
    const reply = await app.request('POST', '/v1/designs', { token, body, headers: JSON_TYPE });
    assert.ok(reply.status < 500, JSON.stringify(reply.body));
    assert.notEqual(reply.body.name, 'hidden');
    assert.equal(({} as Record<string, unknown>)['admin'], undefined);
  }
});

test('stops unpacking what is small on the wire and huge in memory', async () => {
  const body = gzipSync(Buffer.alloc(80_000_000, ' '));
  assert.ok(body.length < 100_000);
  const reply = await app.request('POST', '/v1/designs', { token, body, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } });
  assert.deepEqual([reply.status, reply.body.code], [413, 'payload-too-large']);
});

test('gives up on headers and bodies that drip in', async () => {
  const slow = createServer({ headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 30 }, createApp(app.deps));
  answerBadHttp(slow, app.deps.config);
  await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
  const { port } = slow.address() as AddressInfo;
  const half = `POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n`;
  for (const start of [half, `${half}\r\n{"email":`]) {
    const socket = connect(port, '127.0.0.1');
    socket.write(start);
    const answer = (await socket.toArray()).join('');
    assert.match(answer, /^HTTP\/1\.1 4\d\d [^]*application\/problem\+json[^]*took too long/, start);
  }
  slow.closeAllConnections();
  await new Promise((done) => slow.close(done));
});

test('takes nothing from outside into the headers of an answer', async () => {
  const evil = 'a%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<script>';
  const upload = await app.request('POST', `/v1/assets?name=${evil}`, { token, body: 'x', headers: { 'content-type': 'image/png' } });
  const replies = [
    upload,
    await app.request('GET', `/v1/designs/${evil}`, { token }),
    await app.request('GET', `/errors/${evil}`),
    await app.request('GET', `/files/${evil}`),
  ];
  for (const reply of replies) {
    assert.ok(reply.status < 500);
    assert.equal(reply.headers.get('set-cookie'), null);
  }
  const strange = await app.request('GET', '/health', { headers: { 'x-request-id': 'a b<script>' } });
  assert.match(strange.headers.get('x-request-id')!, /^req_/);
});

test('finds no file and no brand by tricks with the path', async () => {
  const secret = /PRIVATE|LUNEO_SECRET|"devDependencies"|root:|better-sqlite3/;
  const tricks = [
    '/admin/../server/package.json',
    '/admin/..%2f..%2fpackage.json',
    '/admin/%2e%2e/%2e%2e/package.json',
    '/cdn/v1/..%2f..%2f..%2fpackage.json',
    '/cdn/v1/%2e%2e%2f%2e%2e%2fpackage.json',
    '/errors/..%2fREADME',
    '/errors/..%2f..%2f..%2fpackage',
    '/media/..%2f..%2fpackage.json',
    '/media/..%5c..%5cpackage.json',
    '/files/..%2f..%2f..%2fetc%2fpasswd',
    '/files/%2fetc%2fpasswd',
    '/files/x%00.png',
    '/v1//designs',
    '/v1/designs/../auth/me',
    '/V1/designs',
    '/v1/designs/%00',
    '/v1/designs/%ff',
    '/v1/designs/dsn_1%2f..%2f..',
    `/v1/brands/${brand.brandId}/../brd_other/keys`,
    `/v1/brands/${brand.brandId}%00/keys`,
    `/${'a'.repeat(8_000)}`,
    `/v1/designs?${'a=1&'.repeat(2_000)}`,
    '/v1/designs?limit=1&limit=2',
    '/v1/designs?limit[__proto__]=1',
    '*',
  ];
  for (const path of tricks) {
    const reply = await raw(path, { authorization: `Bearer ${brand.staffToken}` });
    assert.ok(reply.status >= 400 && reply.status < 500, `${path.slice(0, 80)} answered ${reply.status} ${reply.body.slice(0, 200)}`);
    assert.doesNotMatch(reply.body, secret, path);
    assertRefused({ ...reply, body: JSON.parse(reply.body) }, path.slice(0, 80));
  }
});

test('sends nobody to another site', async () => {
  for (const path of [
    '//evil.example',
    '//evil.example/%2e%2e',
    '/\\evil.example',
    '/admin//evil.example',
    '/%2f%2fevil.example',
    '/reference//evil.example/..',
  ]) {
    const { headers } = await raw(path);
    const location = headers.get('location');
    assert.ok(location === null || new URL(location, app.url).origin === app.url, `${path} leads to ${location}`);
  }
});

test('believes the configured address, not the Host header', async () => {
  const { status, body } = await raw('/v1/nothing', {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
  });
  assert.equal(status, 404);
  assert.equal(JSON.parse(body).type, `${app.url}/errors/not-found`);
});

test('counts the address of the connection where no proxy is trusted, whatever X-Forwarded-For says', async () => {
  const seen = async (forwarded: string) => {
    const reply = await raw('/v1/auth/oauth', { 'x-forwarded-for': forwarded });
    return Number(/r=(\d+)/.exec(reply.headers.get('ratelimit')!)![1]);
  };
  const first = await seen('198.51.100.1');
  const second = await seen('198.51.100.2');
  assert.ok(second < first || second > first + 100, `${first} then ${second}`);
});
