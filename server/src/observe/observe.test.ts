import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { makeCatalogue } from '../testing-catalogue.js';
import { observeJobs } from './jobs.js';
import { quietObserve } from './observe.js';
import { createSentryReport } from './report.js';
import { createTracing } from './tracing.js';

const lines: Record<string, unknown>[] = [];
let app: TestApp;
let brand: TestBrand;
before(async () => {
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(JSON.parse(chunk.toString())), done()) });
  app = await startTestApp({ log: pino({ level: 'info' }, stream) });
  brand = await app.brand();
});
after(() => app.close());

const lineOf = (requestId: string | null) => lines.find((line) => line['requestId'] === requestId);
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a log line has trace, brand, caller and design, and nothing of what was asked', async () => {
  const { product } = await makeCatalogue(app.deps, brand.scope);
  const { token, ownerId } = await brand.shopper();
  const body = { productId: product.id, name: 'a private name', prompt: 'engrave "Canary Confidential" in gold' };
  const made = await app.request('POST', '/v1/designs', { token, body, headers: { traceparent: TRACEPARENT } });
  assert.equal(made.status, 202);
  const read = await app.request('GET', `/v1/designs/${made.body.designId}?x=Canary`, { token });
  const [create, get] = [lineOf(made.headers.get('x-request-id')), lineOf(read.headers.get('x-request-id'))];
  assert.equal(create?.['traceId'], '0af7651916cd43dd8448eb211c80319c');
  assert.equal(create?.['designId'], made.body.designId);
  assert.equal(create?.['generationId'], made.body.generationId);
  assert.match(String(create?.['promptHash']), /^[0-9a-f]{16}$/);
  assert.deepEqual([get?.['brandId'], get?.['actorId'], get?.['designId']], [brand.brandId, ownerId, made.body.designId]);
  assert.doesNotMatch(JSON.stringify(lines), /Canary|private name/);
});

test('a path that is no id of ours is not logged as one', async () => {
  const { headers } = await app.request('GET', '/v1/designs/jane.doe@example.com', { token: brand.secretKey });
  assert.doesNotMatch(JSON.stringify(lineOf(headers.get('x-request-id'))), /jane/);
});

test('metrics count requests by endpoint name and status, never by path', async () => {
  await app.request('GET', '/v1/products', { token: brand.secretKey });
  await app.request('GET', '/nowhere/secret-path', { token: brand.secretKey });
  const { status, body, headers } = await app.request('GET', '/metrics');
  assert.equal(status, 200);
  assert.match(headers.get('content-type')!, /^text\/plain; version=/);
  assert.match(body, /luneo_http_requests_total\{endpoint="products.list",method="GET",status="200"\} [1-9]/);
  assert.match(body, /luneo_http_requests_total\{endpoint="other",method="GET",status="404"\} [1-9]/);
  assert.doesNotMatch(body, /secret-path/);
});

test('metrics are for those with the token once there is one, and for nobody in production without', async () => {
  const { config } = app.deps;
  config.metrics = { ...config.metrics, token: 'a token to scrape with' };
  const status = async (token?: string) => (await app.request('GET', '/metrics', token === undefined ? {} : { token })).status;
  assert.deepEqual([await status(), await status('another'), await status('a token to scrape with')], [404, 404, 200]);
  config.metrics = { ...config.metrics, token: null };
  config.env = 'production';
  assert.equal(await status(), 404);
  config.env = 'test';
});

test('jobs are counted and logged by their ids; one that is given up is reported without its content', async () => {
  const reported: unknown[] = [];
  const observe = { ...quietObserve(), report: { error: (...args: unknown[]) => void reported.push(args), close: async () => {} } };
  const watched = observeJobs(
    { observe, log: app.deps.log },
    {
      handlers: {
        print: async () => {
          throw new Error('no ink');
        },
        mail: async () => {},
      },
      dead: {},
    },
  );
  const context = { attempt: 1, signal: new AbortController().signal };
  await watched.handlers.mail!({ mailId: 'msg_1', brandId: 'brd_1', text: 'Canary' } as never, context);
  await assert.rejects(watched.handlers.print!({ orderId: 'ord_1', brandId: 'brd_1' }, context), /no ink/);
  await watched.dead.print!({ orderId: 'ord_1', brandId: 'brd_1' }, 'no ink for Canary');
  const text = await observe.metrics.text();
  assert.match(text, /luneo_jobs_total\{name="mail",outcome="done"\} 1/);
  assert.match(text, /luneo_jobs_total\{name="print",outcome="failed"\} 1/);
  assert.match(text, /luneo_jobs_total\{name="print",outcome="dead"\} 1/);
  assert.deepEqual((reported[0] as unknown[])[1], { job: 'print', orderId: 'ord_1', brandId: 'brd_1' });
  assert.doesNotMatch(JSON.stringify([lines, reported]), /Canary/);
});

/** Takes one POST, and gives its path and body as text. */
async function collector() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const first = new Promise<{ path: string; body: string }>((resolve) => {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        resolve({ path: request.url!, body: body.toString('utf8') });
      });
    });
  });
  return { port: (server.address() as AddressInfo).port, first, close: () => server.close() };
}

test('sends spans to an OpenTelemetry collector, within the trace of the caller', async () => {
  const { port, first, close } = await collector();
  const tracing = await createTracing(`http://127.0.0.1:${port}`, 'luneo-test');
  const span = tracing.begin('request', 'server', TRACEPARENT);
  assert.equal(span.traceId, '0af7651916cd43dd8448eb211c80319c');
  span.end({ brandId: 'brd_1' }, undefined, 'designs.get');
  await tracing.close();
  const { path, body } = await first;
  close();
  assert.equal(path, '/v1/traces');
  for (const part of ['designs.get', '0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331', 'brd_1', 'luneo-test'])
    assert.ok(body.includes(part), part);
});

test('reports an error to Sentry with ids, and with nothing of the request or the machine', async () => {
  const { port, first, close } = await collector();
  const report = await createSentryReport(`http://key@127.0.0.1:${port}/7`, 'test');
  report.error(new TypeError('unexpected'), { requestId: 'req_1', brandId: 'brd_1', via: undefined });
  await report.close();
  const { path, body } = await first;
  close();
  assert.match(path, /^\/api\/7\/envelope\//);
  const event = JSON.parse(body.split('\n')[2]!) as Record<string, unknown>;
  assert.deepEqual(event['tags'], { requestId: 'req_1', brandId: 'brd_1' });
  assert.match(body, /unexpected/);
  assert.deepEqual(
    Object.keys(event).filter((key) => /user|request|breadcrumbs|contexts|server_name|extra|modules/.test(key)),
    [],
  );
});
