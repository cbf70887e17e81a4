import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { S3Config } from '../../config/files.js';
import { filesSuite } from './files-suite.js';
import { createS3Files } from './s3.js';
import { startS3 } from './testing-s3.js';

const config = (endpoint: string, more: Partial<S3Config> = {}): S3Config => ({
  kind: 's3',
  bucket: 'luneo-test',
  region: 'us-east-1',
  endpoint,
  credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  pathStyle: true,
  prefix: 'shop/',
  ...more,
});
const pdf = new TextEncoder().encode('%PDF');

filesSuite('files in S3', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-s3-'));
  const server = await startS3(folder, 'luneo-test');
  return {
    files: createS3Files(config(server.url)),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

/** A server that answers every request in the same way. */
async function answering(answer: RequestListener): Promise<{ url: string; requests: () => number; close(): void }> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume();
    request.on('end', () => answer(request, response));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests: () => requests, close: () => (server.closeAllConnections(), server.close()) };
}
const failing = (status: number, code: string) =>
  answering((_, response) => response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`));

describe('S3 that fails', () => {
  test('asks for no public access, and sends the digest and the type of what it puts', async () => {
    const seen: Record<string, unknown>[] = [];
    const server = await answering((request, response) => {
      seen.push({ method: request.method, url: request.url, ...request.headers });
      response.end();
    });
    await createS3Files(config(server.url)).put('print/a.pdf', pdf, 'application/pdf');
    server.close();
    const [sent] = seen;
    assert.deepEqual([sent!['method'], sent!['url']], ['PUT', '/luneo-test/shop/print/a.pdf?x-id=PutObject']);
    assert.deepEqual([sent!['content-type'], sent!['content-length']], ['application/pdf', '4']);
    assert.match(String(sent!['content-md5']), /^[\w+/]{22}==$/);
    assert.equal(sent!['x-amz-acl'], undefined);
    assert.match(String(sent!['authorization']), /^AWS4-HMAC-SHA256 Credential=S3RVER\//);
  });

  test('a server in trouble is asked three times, then it is unavailable', async () => {
    const server = await failing(503, 'SlowDown');
    await assert.rejects(createS3Files(config(server.url)).put('a.pdf', pdf, 'application/pdf'), { code: 'unavailable' });
    server.close();
    assert.equal(server.requests(), 3);
  });

  test('a full store is a clear answer', async () => {
    const server = await failing(403, 'QuotaExceeded');
    await assert.rejects(createS3Files(config(server.url)).put('a.pdf', pdf, 'application/pdf'), { code: 'storage-full' });
    server.close();
  });

  test('a wrong key or bucket is not a missing file', async () => {
    for (const [status, code] of [
      [403, 'AccessDenied'],
      [404, 'NoSuchBucket'],
    ] as const) {
      const server = await failing(status, code);
      await assert.rejects(createS3Files(config(server.url)).get('a.pdf'), { code: 'unavailable' }, code);
      await assert.rejects(createS3Files(config(server.url)).check(), { code: 'unavailable' }, code);
      server.close();
    }
  });

  test('nobody there is unavailable', async () => {
    const files = createS3Files(config('http://127.0.0.1:1'));
    await assert.rejects(files.get('a.pdf'), { code: 'unavailable' });
    await assert.rejects(files.check(), { code: 'unavailable' });
  });
});
