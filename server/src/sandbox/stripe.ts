import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerApi } from './api.js';
import type { ApiContext } from './api.js';
import { startDeliveries } from './deliveries.js';
import type { Deliveries } from './deliveries.js';
import { openLedger } from './ledger.js';
import { answerPay } from './pay.js';
import { belongsTo, current } from './reading.js';
import { stripeId, type Session } from './objects.js';
import { answerConnect } from './connect.js';
import { PAY_STYLE } from './pay-style.js';
import { openTill } from './till.js';

export interface SandboxOptions {
  /** 0 picks a free port. */
  port: number;
  /** Folder for `stripe-sandbox.sqlite`; made when missing. */
  dataDir: string;
  /** Must begin with `sk_test_`. */
  secretKey: string;
  /** Where events are posted, until they are taken; without it nobody is told. */
  webhookUrl?: string;
  webhookSecret: string;
  production?: boolean;
}
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  close(): Promise<void>;
}

const NO_DELIVERIES: Deliveries = { wake: () => {}, stop: async () => {} };
const MAX_BODY = 500_000;
const HOSTS = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * A stand-in for the part of Stripe that we use, for development and tests: HTTP API, hosted pay page, signed webhooks.
 * Listens on 127.0.0.1 only; what it knows survives being killed. Throws in production and for anything but a test key.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (options.production) throw new Error('The payment sandbox does not run with NODE_ENV=production.');
  if (!options.secretKey.startsWith('sk_test_')) throw new Error('The payment sandbox takes test keys (sk_test_…) only.');
  mkdirSync(options.dataDir, { recursive: true });
  const ledger = openLedger(join(options.dataDir, 'stripe-sandbox.sqlite'));
  const server = createServer();
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const { webhookUrl, webhookSecret } = options;
  const deliveries = webhookUrl ? startDeliveries(ledger, { url: webhookUrl, secret: webhookSecret }) : NO_DELIVERIES;
  const till = openTill(ledger, deliveries.wake);
  const context: ApiContext = {
    ledger,
    till,
    secretKey: options.secretKey,
    payUrl: (id) => `${url}/pay/${id}`,
    connectUrl: (id) => `${url}/connect/${id}`,
    resend: (eventId) => {
      ledger.enqueue(eventId);
      deliveries.wake();
    },
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(context, url, request, response).catch((error: unknown) => {
      process.stderr.write(`payment sandbox: ${String(error instanceof Error ? error.stack : error)}\n`);
      if (!response.headersSent) json(response, 500, { error: { type: 'api_error', message: 'An unexpected error occurred.' } });
    });
  });
  return { url, port, close: () => close(server, deliveries, () => ledger.close()) };
}

async function answer(context: ApiContext, origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!HOSTS.test(request.headers.host ?? '')) return send(response, 421, 'text/plain', 'This sandbox answers on loopback only.');
  const url = URL.canParse(request.url ?? '/', origin) ? new URL(request.url ?? '/', origin) : null;
  if (!url) return send(response, 400, 'text/plain', 'This is not an address.');
  if (url.pathname === '/pay.css') return send(response, 200, 'text/css; charset=utf-8', PAY_STYLE);
  if (url.pathname === '/health') return json(response, 200, { status: 'ok' });
  const body = await readBody(request);
  if (body === null) return json(response, 413, { error: { type: 'invalid_request_error', message: 'The body is too large.' } });
  if (url.pathname.startsWith('/pay/')) {
    const session = { find: (id: string) => sessionToPay(context, id), pay: context.till.pay };
    const reply = answerPay(session, { method: request.method ?? 'GET', url, body, origin: request.headers.origin, self: origin });
    return void response.writeHead(reply.status, reply.headers).end(reply.body);
  }
  if (url.pathname.startsWith('/connect/')) {
    const reply = answerConnect(context, { method: request.method ?? 'GET', url, origin: request.headers.origin, self: origin });
    return void response.writeHead(reply.status, reply.headers).end(reply.body);
  }
  const reply = answerApi(context, {
    method: request.method ?? 'GET',
    url,
    body,
    authorization: request.headers.authorization,
    idempotencyKey: request.headers['idempotency-key']?.toString(),
    account: request.headers['stripe-account']?.toString(),
  });
  json(response, reply.status, reply.body);
}

/** Whoever has the address of a pay page may pay, for whichever account it is. */
function sessionToPay({ ledger, till }: ApiContext, id: string): Session {
  const { account } = belongsTo(ledger.get('session', id), 'checkout.session', id).sandbox;
  return current({ ledger, till, account }, 'session', id);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? null : Buffer.concat(chunks).toString('utf8');
}

function json(response: ServerResponse, status: number, body: object): void {
  response.setHeader('request-id', stripeId('req'));
  send(response, status, 'application/json', JSON.stringify(body, null, 2));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }).end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function close(server: Server, deliveries: Deliveries, closeLedger: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await deliveries.stop();
  await closed;
  closeLedger();
}
