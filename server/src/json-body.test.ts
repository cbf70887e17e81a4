import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { BOMBS } from './fuzz/broken.js';
import { readJson } from './json-body.js';
import { toProblem } from './problem.js';

const app = express();
app.post('/ours', async (request, response) => void response.json({ read: (await readJson(request, response)) ?? null }));
app.post('/theirs', express.json({ limit: 2_000_000, strict: false }), (request, response) => {
  response.json({ read: (request.body as unknown) ?? null });
});
app.use(((error, _request, response, _next) => {
  const { code, message } = toProblem(error);
  response.json({ code, message });
}) satisfies express.ErrorRequestHandler);
const server = createServer(app);
let port: number;
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
});
after(() => void server.close());

type Headers = Record<string, string>;

async function post(path: string, body: Buffer, headers: Headers): Promise<unknown> {
  const chunked = headers['transfer-encoding'] !== undefined;
  const socket = connect(port, '127.0.0.1');
  const length: Headers = chunked ? {} : { 'content-length': String(body.length) };
  const lines = Object.entries({ host: 'x', connection: 'close', ...length, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  // In two parts, as a long body arrives.
  const parts = [body.subarray(0, body.length >> 1), body.subarray(body.length >> 1)].filter((part) => part.length > 0);
  for (const part of parts)
    socket.write(chunked ? Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]) : part);
  if (chunked) socket.write('0\r\n\r\n');
  const reply = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
  return JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
}

test('reads every body as Express does, however it is sent', async () => {
  const bodies = ['{"a":"é😀"}', ' [1] ', '"text"', '7', 'null', ...BOMBS].map((text) => Buffer.from(text));
  const json = { 'content-type': 'application/json' };
  const sent: [Buffer, Headers][] = [
    ...bodies.map((body): [Buffer, Headers] => [body, json]),
    [Buffer.from([0x22, 0xff, 0xfe, 0x22]), json],
    [Buffer.alloc(2_000_001, ' '), json],
    [Buffer.from('{}'.padEnd(2_000_000)), json],
    [gzipSync('{"a":1}'), { ...json, 'content-encoding': 'gzip' }],
    [Buffer.from('{}'), { ...json, 'content-encoding': 'gzip' }],
    [Buffer.from('{}'), { ...json, 'content-encoding': 'identity' }],
    [Buffer.from('{"a":1}'), { ...json, 'transfer-encoding': 'chunked' }],
    [Buffer.from('"é"', 'utf16le'), { 'content-type': 'application/json; charset=utf-16le' }],
    ...[
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'APPLICATION/JSON',
      'application/json; charset="utf-8"',
      'application/json; charset=latin1',
      'application/json; a=b',
      'application/problem+json',
      'text/plain',
      'application/jsonx',
      '',
    ].map((type): [Buffer, Headers] => [Buffer.from('{"a":"é"}'), { 'content-type': type }]),
  ];
  for (const [body, headers] of sent) {
    const what = `${JSON.stringify(headers)} ${body.subarray(0, 60).toString()}`;
    assert.deepEqual(await post('/ours', body, headers), await post('/theirs', body, headers), what);
  }
});

test('ends when its caller goes away, before it is read and while it is', async () => {
  for (const goesFirst of [true, false]) {
    const requests = once(server, 'request') as Promise<[IncomingMessage, unknown]>;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /nowhere HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a":');
    const [request, response] = await requests;
    const gone = once(request, 'close').catch(() => {});
    if (goesFirst) {
      socket.destroy();
      await gone;
    }
    const reading = readJson(request as express.Request, response as express.Response);
    if (!goesFirst) socket.destroy();
    await assert.rejects(reading, (error) => toProblem(error).message === 'The request ended before its body was complete.');
  }
});
