import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookPayload } from '@luneo/sdk/contracts/webhooks.js';

export interface Received {
  headers: IncomingHttpHeaders & Record<string, string>;
  body: string;
  /** What the official library makes of it with this secret; throws what it throws. */
  verify(secret: string): WebhookPayload;
  /** By the specification of `v1a`, with what Node has, as the guide shows it. */
  isSignedBy(publicKey: string): boolean;
}
interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Answers once this resolves. */
  after?: Promise<unknown>;
}

export interface Receiver {
  url: string;
  port: number;
  received: Received[];
  /** Decides what is answered; 204 without it. */
  answer: (received: Received, count: number) => Answer;
  /** Resolves once so many have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

function isSignedBy(publicKey: string, headers: Received['headers'], body: string): boolean {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey.slice('whpk_'.length), 'base64')]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  const given = headers['webhook-signature']!.split(' ').filter((one) => one.startsWith('v1a,'));
  return given.some((one) => verify(null, content, key, Buffer.from(one.slice(4), 'base64')));
}

/** A merchant's server that takes webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const headers = request.headers as Received['headers'];
      const one: Received = {
        headers,
        body,
        verify: (secret) => new Webhook(secret).verify(body, headers) as WebhookPayload,
        isSignedBy: (publicKey) => isSignedBy(publicKey, headers, body),
      };
      receiver.received.push(one);
      const { status, headers: extra, body: text, after } = receiver.answer(one, receiver.received.length);
      void Promise.resolve(after).then(() => response.writeHead(status, extra).end(text));
      waiting.splice(0).forEach((resolve) => resolve());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    received: [],
    answer: () => ({ status: 204 }),
    until: async (count) => {
      while (receiver.received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return receiver;
}
