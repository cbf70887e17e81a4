import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { LuneoAdmin } from './admin.js';
import { ENDPOINTS } from './contracts/endpoints.js';
import { Luneo, LuneoError } from './luneo.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
type Answer = (seen: Seen, response: ServerResponse) => void;

const seen: Seen[] = [];
let answers: Answer[] = [];
let apiUrl = '';

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('latin1').on('data', (part: string) => (body += part));
  request.on('end', () => {
    const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    seen.push(entry);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    (answer ?? problem(500, 'internal'))(entry, response);
  });
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  answers = [];
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', 'X-Request-Id': 'req_1', ...headers }).end(JSON.stringify(body));

const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Answer =>
  json(status, { type: `/errors/${code}`, title: code, status, detail: `detail of ${code}`, code, requestId: 'req_2', ...more }, headers);

const session = (token: string, lastsMs = 900_000): Answer =>
  json(201, { token, ownerId: 'own_1', brandId: 'brd_1', expiresAt: new Date(Date.now() + lastsMs).toISOString() });

const bearer = (index: number): string | undefined => seen[index]?.headers.authorization;
const withSecret = (): Luneo => new Luneo({ apiUrl, secretKey: 'sk_test_1' });
const refused = (code: string) => (error: unknown) => error instanceof LuneoError && error.code === code;

test('sends the key, the path and the query', async () => {
  answers = [json(200, { items: [], nextCursor: null })];
  await withSecret().orders.list({ status: 'paid', limit: 5 });
  assert.equal(seen[0]?.url, '/v1/orders?status=paid&limit=5');
  assert.equal(bearer(0), 'Bearer sk_test_1');
});

test('ids cannot climb out of their path', async () => {
  answers = [json(200, {})];
  await withSecret().designs.get('../orders?x=/#');
  assert.equal(seen[0]?.url, '/v1/designs/..%2Forders%3Fx%3D%2F%23');
});

test('saves over a revision', async () => {
  answers = [json(200, { id: 'dsn_1', revision: 8 })];
  const design = await withSecret().designs.update('dsn_1', 7, { name: 'Ring' });
  assert.equal(design.revision, 8);
  assert.equal(seen[0]?.method, 'PATCH');
  assert.equal(seen[0]?.headers['if-match'], '"7"');
  assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), { name: 'Ring' });
});

test('tells everything that a problem says', async () => {
  answers = [problem(412, 'revision-stale', { meta: { current: { revision: 9 } }, errors: [{ path: 'name', message: 'old' }] })];
  await assert.rejects(withSecret().designs.update('dsn_1', 7, {}), (error: unknown) => {
    assert(error instanceof LuneoError);
    assert.equal(error.code, 'revision-stale');
    assert.equal(error.status, 412);
    assert.equal(error.message, 'detail of revision-stale');
    assert.equal(error.requestId, 'req_2');
    assert.equal(error.retryable, false);
    assert.deepEqual(error.meta, { current: { revision: 9 } });
    assert.deepEqual(error.errors, [{ path: 'name', message: 'old' }]);
    return true;
  });
  assert.equal(seen.length, 1);
});

test('an answer that is not JSON is an invalid response', async () => {
  answers = [(_, response) => response.writeHead(200).end('<h1>Wi-Fi login</h1>')];
  await assert.rejects(withSecret().designs.get('dsn_1'), refused('invalid-response'));
  answers = [(_, response) => response.writeHead(404).end('<h1>nginx</h1>')];
  await assert.rejects(withSecret().designs.get('dsn_1'), refused('invalid-response'));
});

test('reads are repeated after a failure that may pass', async () => {
  answers = [problem(500, 'internal'), (_, response) => void response.destroy(), json(200, { id: 'dsn_1' })];
  assert.equal((await withSecret().designs.get('dsn_1')).id, 'dsn_1');
  assert.equal(seen.length, 3);
});

test('reads give up after two more tries', async () => {
  answers = [problem(502, 'provider-failed')];
  await assert.rejects(withSecret().designs.get('dsn_1'), refused('provider-failed'));
  assert.equal(seen.length, 3);
});

test('writes without a key are not repeated when they may have been done', async () => {
  const save = () => withSecret().designs.update('dsn_1', 1, { name: 'Ring' });
  answers = [problem(500, 'internal')];
  await assert.rejects(save(), refused('internal'));
  answers = [(_, response) => void response.destroy()];
  await assert.rejects(save(), refused('network'));
  assert.equal(seen.length, 2);
});

test('writes are repeated when the server says that it did nothing, after the time it asks for', async () => {
  answers = [problem(429, 'rate-limited', {}, { 'Retry-After': '0' }), json(201, { id: 'snp_1' })];
  assert.equal((await withSecret().designs.finalize('dsn_1')).id, 'snp_1');
  assert.equal(seen.length, 2);
});

test('a wait of more than a minute is not waited for', async () => {
  answers = [problem(429, 'rate-limited', {}, { 'Retry-After': '900' })];
  await assert.rejects(withSecret().designs.get('dsn_1'), refused('rate-limited'));
  assert.equal(seen.length, 1);
});

test('somebody who waits at a form is told at once how long, in the words of the server', async () => {
  const admin = new LuneoAdmin({ apiUrl });
  const { sessions } = new Luneo({ apiUrl, token: 'a shopper' });
  for (const call of [
    () => admin.auth.login('ana@example.com', 'a password'),
    () => admin.auth.forgotPassword('ana@example.com'),
    () => sessions.email('ana@example.com'),
  ]) {
    seen.length = 0;
    answers = [problem(429, 'rate-limited', { detail: 'Too many failed attempts. Try again in 0 seconds.' }, { 'Retry-After': '0' })];
    await assert.rejects(call(), (error) => refused('rate-limited')(error) && /Try again in 0 seconds/.test((error as Error).message));
    assert.equal(seen.length, 1);
  }
});

test('what makes something is sent again under the same key, so that it is made once', async () => {
  answers = [(_, response) => void response.destroy(), json(201, { id: 'ord_1' })];
  const order = { items: [], successUrl: 'http://127.0.0.1/', cancelUrl: 'http://127.0.0.1/' };
  assert.equal((await withSecret().orders.create(order)).id, 'ord_1');
  await withSecret().orders.create(order);
  await withSecret().orders.create(order, { idempotencyKey: 'cart-7' });
  const keys = seen.map(({ headers }) => headers['idempotency-key']);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
  assert.equal(keys[3], 'cart-7');
});

test('a request that overtakes its own first try waits for its answer', async () => {
  answers = [problem(409, 'idempotency-conflict', {}, { 'Retry-After': '0' }), json(201, { id: 'ord_1' })];
  const order = { items: [], successUrl: 'http://127.0.0.1/', cancelUrl: 'http://127.0.0.1/' };
  assert.equal((await withSecret().orders.create(order)).id, 'ord_1');
  assert.equal(seen.length, 2);
  assert.equal(seen[0]!.headers['idempotency-key'], seen[1]!.headers['idempotency-key']);
});

test('an unreachable server is a network error', async () => {
  const luneo = new Luneo({ apiUrl: 'http://127.0.0.1:1', secretKey: 'sk_test_1', maxRetries: 0 });
  await assert.rejects(luneo.products.list(), (error: unknown) => {
    assert(error instanceof LuneoError);
    assert.equal(error.code, 'network');
    assert.equal(error.retryable, true);
    assert(error.cause instanceof Error);
    return true;
  });
});

test('a silent server is a timeout', async () => {
  // One of its own: the call may reach it after the test has ended.
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const luneo = new Luneo({ apiUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, secretKey: 'sk_test_1' });
  await assert.rejects(luneo.designs.finalize('dsn_1', { timeoutMs: 30 }), refused('timeout'));
  silent.closeAllConnections();
  silent.close();
});

test('a signal cancels a call, also while it waits to try again', async () => {
  const asked = new AbortController();
  answers = [() => asked.abort()];
  await assert.rejects(withSecret().designs.get('dsn_1', { signal: asked.signal }), refused('aborted'));
  const refusedOnce = new AbortController();
  answers = [
    (entry, response) => {
      response.once('finish', () => setTimeout(() => refusedOnce.abort(), 50));
      problem(503, 'unavailable', {}, { 'Retry-After': '30' })(entry, response);
    },
  ];
  await assert.rejects(withSecret().designs.get('dsn_1', { signal: refusedOnce.signal }), refused('aborted'));
  await assert.rejects(withSecret().designs.get('dsn_1', { signal: AbortSignal.abort() }), refused('aborted'));
  assert.equal(seen.length, 2);
});

test('a shop reads the catalogue with its key and starts a session only for what belongs to the shopper', async () => {
  const luneo = new Luneo({ apiUrl, publishableKey: 'pk_test_1' });
  answers = [json(200, { id: 'prd_1' }), session('tok_1'), json(200, { id: 'dsn_1' }), json(200, { id: 'dsn_2' })];
  await luneo.products.get('bracelet');
  await luneo.designs.get('dsn_1');
  await luneo.designs.get('dsn_2');
  assert.deepEqual(
    seen.map(({ url, headers }) => `${url} ${headers.authorization}`),
    [
      '/v1/products/bracelet Bearer pk_test_1',
      '/v1/sessions Bearer pk_test_1',
      '/v1/designs/dsn_1 Bearer tok_1',
      '/v1/designs/dsn_2 Bearer tok_1',
    ],
  );
});

test('calls at the same time share one session', async () => {
  const luneo = new Luneo({ apiUrl, publishableKey: 'pk_test_1' });
  answers = [session('tok_1'), json(200, {})];
  await Promise.all(['a', 'b', 'c'].map((id) => luneo.designs.get(`dsn_${id}`)));
  assert.equal(seen.filter(({ url }) => url === '/v1/sessions').length, 1);
});

test('a session that is about to end is renewed first', async () => {
  const luneo = new Luneo({ apiUrl, publishableKey: 'pk_test_1' });
  answers = [session('tok_1', 10_000), json(200, {}), session('tok_2'), json(200, {})];
  await luneo.designs.get('dsn_1');
  await luneo.designs.get('dsn_1');
  assert.deepEqual(JSON.parse(seen[2]?.body ?? ''), { renew: 'tok_1' });
  assert.equal(bearer(3), 'Bearer tok_2');
});

test('a session that ended on the way is renewed and the call made again', async () => {
  const luneo = new Luneo({ apiUrl, publishableKey: 'pk_test_1' });
  answers = [session('tok_1'), problem(401, 'token-expired'), session('tok_2'), json(201, { id: 'snp_1' })];
  assert.equal((await luneo.designs.finalize('dsn_1')).id, 'snp_1');
  assert.deepEqual(JSON.parse(seen[2]?.body ?? ''), { renew: 'tok_1' });
  assert.equal(bearer(3), 'Bearer tok_2');
});

test('a session that the server does not know is replaced by a new one, once', async () => {
  const luneo = new Luneo({ apiUrl, publishableKey: 'pk_test_1' });
  answers = [session('tok_1'), problem(401, 'unauthenticated'), session('tok_2'), problem(401, 'unauthenticated')];
  await assert.rejects(luneo.designs.get('dsn_1'), refused('unauthenticated'));
  assert.deepEqual(JSON.parse(seen[2]?.body ?? ''), {});
  assert.equal(seen.length, 4);
});

test('a session outlives the page in the given storage', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  answers = [session('tok_1'), json(200, {})];
  await new Luneo({ apiUrl, publishableKey: 'pk_test_1', storage }).designs.get('dsn_1');
  await new Luneo({ apiUrl, publishableKey: 'pk_test_1', storage }).designs.get('dsn_1');
  assert.equal(seen.length, 3);
  assert.equal(bearer(2), 'Bearer tok_1');
});

test('a session that another tab renewed is used, not renewed again', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const tabs = [1, 2].map(() => new Luneo({ apiUrl, publishableKey: 'pk_test_1', storage }));
  answers = [session('tok_1', 10_000), json(200, {}), session('tok_2'), json(200, {})];
  for (const tab of [...tabs, tabs[0]!]) await tab.designs.get('dsn_1');
  assert.deepEqual(
    seen.map((_, index) => bearer(index)),
    ['Bearer pk_test_1', 'Bearer tok_1', 'Bearer pk_test_1', 'Bearer tok_2', 'Bearer tok_2'],
  );
});

test('a storage that refuses or holds rubbish does no harm', async () => {
  const storage = {
    getItem: () => '{"token":',
    setItem() {
      throw new Error('QuotaExceededError');
    },
    removeItem() {},
  };
  answers = [session('tok_1'), json(200, { id: 'dsn_1' })];
  const luneo = new Luneo({ apiUrl, publishableKey: 'pk_test_1', storage });
  assert.equal((await luneo.designs.get('dsn_1')).id, 'dsn_1');
});

test('a revoked key is told as it is', async () => {
  answers = [problem(401, 'key-revoked')];
  await assert.rejects(new Luneo({ apiUrl, publishableKey: 'pk_test_1' }).designs.get('dsn_1'), refused('key-revoked'));
  assert.equal(seen.length, 1);
});

test('staff sign in for the calls after', async () => {
  answers = [json(200, { accessToken: 'jwt_1', expiresIn: 900, user: { id: 'usr_1' } }), json(200, { id: 'usr_1' })];
  const luneo = new Luneo({ apiUrl });
  await luneo.auth.login('lune@example.com', 'secret');
  await luneo.auth.me();
  assert.equal(bearer(0), undefined);
  assert.equal(bearer(1), 'Bearer jwt_1');
});

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 255]);

test('uploads bytes and blobs as what they are', async () => {
  answers = [json(201, { id: 'ast_1' })];
  await withSecret().assets.create(png, { name: 'café & co.png' });
  await withSecret().assets.create(new Blob([png], { type: 'image/jpeg' }), { name: 'wrong-name.jpg' });
  await withSecret().assets.create(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']));
  assert.deepEqual(
    seen.map(({ headers }) => headers['content-type']),
    ['image/png', 'image/png', 'image/svg+xml'],
  );
  assert.equal(seen[0]?.url, '/v1/assets?name=caf%C3%A9+%26+co.png');
  assert.deepEqual(Buffer.from(seen[0]?.body ?? '', 'latin1'), Buffer.from(png));
  assert.deepEqual(Buffer.from(seen[1]?.body ?? '', 'latin1'), Buffer.from(png));
});

test('revoking answers nothing', async () => {
  answers = [(_, response) => response.writeHead(204).end()];
  assert.equal(await withSecret().keys.revoke('brd_1', 'key_1'), undefined);
});

test('every endpoint that is for clients has its method', () => {
  const folder = new URL('./resources/', import.meta.url);
  const files = [...readdirSync(folder).map((name) => new URL(name, folder)), new URL('./events.ts', import.meta.url)];
  const sources = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const called = new Set(Array.from(sources.matchAll(/call<'([\w.-]+)'>/g), ([, name]) => name));
  // `auth.refresh` is called by staff-fetch.ts, beneath the calls.
  const forOthers = ['webhooks.stripe', 'health', 'ready', 'auth.refresh', 'auth.oauth.callback'];
  assert.deepEqual(
    Object.keys(ENDPOINTS).filter((name) => !called.has(name) && !forOthers.includes(name)),
    [],
    'add a method to a class in sdk/src/resources, as its neighbours do',
  );
});

test('says at once which apiUrl cannot be one', () => {
  for (const wrong of ['', 'api.example.com', '/v1', undefined as unknown as string])
    assert.throws(() => new Luneo({ apiUrl: wrong }), /^TypeError: apiUrl must be an http\(s\) origin/);
});

test('refuses an empty id instead of reading the list', async () => {
  for (const id of ['', '.', '..']) await assert.rejects(withSecret().designs.get(id), refused('invalid-request'));
  await assert.rejects(withSecret().orders.files(''), refused('invalid-request'));
  assert.equal(seen.length, 0);
});
