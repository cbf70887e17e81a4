import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Cloudinary's HTTP API as far as files need it, for tests: it believes nothing that is not signed, and refuses what it does not know. */
export interface CloudinaryStandIn {
  url: string;
  /** `{kind}/{public id}` of what is stored. */
  keys(): string[];
  /** The next requests are answered with this. */
  failWith(status: number, message: string, times: number): void;
  close(): Promise<void>;
}

const UPLOAD = new Set(['public_id', 'type', 'overwrite', 'invalidate', 'timestamp', 'signature', 'api_key', 'file']);
const DESTROY = new Set(['public_id', 'type', 'invalidate', 'timestamp', 'signature', 'api_key']);
const DOWNLOAD = new Set(['public_id', 'type', 'format', 'expires_at', 'timestamp', 'signature', 'api_key']);

export async function startCloudinary(account: { cloud: string; key: string; secret: string }): Promise<CloudinaryStandIn> {
  const files = new Map<string, Buffer>();
  let failure = { status: 0, message: '', times: 0 };

  /** Throws a sentence where something is wrong. */
  const check = (params: Record<string, string>, known: ReadonlySet<string>): void => {
    const odd = Object.keys(params).find((name) => !known.has(name));
    if (odd) throw new Error(`Unknown parameter ${odd}`);
    if (params['type'] !== 'authenticated') throw new Error(`Files must not be of type ${params['type']}`);
    if (params['api_key'] !== account.key) throw new Error('Unknown api_key');
    if (Math.abs(Number(params['timestamp']) - Date.now() / 1000) > 3600) throw new Error('Stale request');
    const text = Object.entries(params)
      .filter(([name, value]) => !['file', 'api_key', 'signature'].includes(name) && value !== '')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value.replaceAll('&', '%26')}`)
      .join('&');
    const signature = createHash('sha1')
      .update(text + account.secret)
      .digest('hex');
    if (signature !== params['signature']) throw new Error('Invalid Signature');
  };

  /** A page of the list, of two at most, so that a few files make several. */
  function list(kind: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    const basic = Buffer.from(`${account.key}:${account.secret}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) return json(response, 401, { error: { message: 'Invalid credentials' } });
    const prefix = `${kind}/${query.get('prefix') ?? ''}`;
    const found = [...files.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(kind.length + 1));
    const from = Number(query.get('next_cursor') ?? 0);
    const resources = found.slice(from, from + 2).map((public_id) => ({ public_id }));
    json(response, 200, { resources, ...(from + 2 < found.length && { next_cursor: String(from + 2) }) });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (failure.times-- > 0) return json(response, failure.status, { error: { message: failure.message } });
    const url = new URL(request.url!, 'http://cloudinary');
    const listed = /^\/v1_1\/([\w-]+)\/resources\/(image|raw)\/authenticated$/.exec(url.pathname);
    if (listed?.[1] === account.cloud) return list(listed[2]!, url.searchParams, request, response);
    const match = /^\/v1_1\/([\w-]+)\/(image|raw)\/(upload|destroy|download)$/.exec(url.pathname);
    if (!match || match[1] !== account.cloud) return json(response, 404, { error: { message: `Nothing at ${url.pathname}` } });
    const [, , kind, action] = match;
    const params = action === 'download' ? Object.fromEntries(url.searchParams) : await form(request, Buffer.concat(chunks));
    const { file, ...fields } = params as { file?: File } & Record<string, string>;
    try {
      check(fields, { upload: UPLOAD, destroy: DESTROY, download: DOWNLOAD }[action!]!);
    } catch (error) {
      return json(response, 401, { error: { message: (error as Error).message } });
    }
    const key = `${kind}/${fields['public_id']}`;
    if (action === 'upload') {
      files.set(key, Buffer.from(await file!.arrayBuffer()));
      return json(response, 200, { public_id: fields['public_id'], resource_type: kind, type: 'authenticated' });
    }
    if (action === 'destroy') return json(response, 200, { result: files.delete(key) ? 'ok' : 'not found' });
    const stored = files.get(key);
    if (!stored) return json(response, 404, { error: { message: 'Resource not found' } });
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    // Raw files come whole, as from a server without ranges; pictures in parts.
    if (!range || kind === 'raw') return void response.writeHead(200, { 'Content-Length': stored.length }).end(stored);
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), stored.length - 1)];
    response.writeHead(206, { 'Content-Length': to - from + 1, 'Content-Range': `bytes ${from}-${to}/${stored.length}` });
    response.end(stored.subarray(from, to + 1));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => json(response, 500, { error: { message: String(error) } }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: () => [...files.keys()],
    failWith: (status, message, times) => (failure = { status, message, times }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function form(request: IncomingMessage, body: Buffer): Promise<Record<string, unknown>> {
  const data = await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
  return Object.fromEntries(data);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
