import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, buildConnector, request, type Dispatcher } from 'undici';
import { isLoopbackAddress, isPublicAddress } from './public-address.js';

/** As `fetch` takes it, with our limits. The body of the answer is complete and within them when the promise resolves. */
export interface GuardedInit {
  method?: string;
  headers?: HeadersInit;
  body?: BodyInit | null;
  signal?: AbortSignal | null;
  /** Redirects are never followed: the answer that asks for one is the answer. */
  redirect?: RequestRedirect;
  /** Largest body after decompression; default 1 MB. */
  maxBytes?: number;
  /** `true`: a longer body is cut instead of refused. */
  isCut?: boolean;
  /** From the resolving of the name to the last byte; default 15 s. */
  timeoutMs?: number;
  /** Refuses `http:` except where the development allow-list names the host. */
  isHttpsOnly?: boolean;
}

/**
 * `fetch` for addresses that a tenant or a provider gave. Throws `GuardedFetchError`. `input` is an absolute URL; the answer is an
 * ordinary `Response`.
 */
export type GuardedFetch = (input: string | URL, init?: GuardedInit) => Promise<Response>;

/** `refused`: the address may not be called, now or later. Everything else may work another time. */
export type GuardedFetchCode = 'refused' | 'unreachable' | 'timeout' | 'too-large' | 'aborted';
export class GuardedFetchError extends Error {
  readonly code: GuardedFetchCode;
  constructor(code: GuardedFetchCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'GuardedFetchError';
    this.code = code;
  }
}

export interface GuardRules {
  /** `host:port` or `host:*`, in development: these may be on this machine. */
  allowHosts: readonly string[];
  isHttpsOnly?: boolean;
}
export type Resolve = (hostname: string, found: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const MAX_BYTES = 1_000_000;
const TIMEOUT_MS = 15_000;
const CONNECT_MS = 5_000;
/** Ports above 1023 that browsers refuse too: other protocols are spoken there, and some take HTTP for their own. */
const OTHER_PROTOCOLS = new Set([1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6667, 6697, 10_080, 11_211]);

/** Why a URL may not be called, as far as can be said without resolving its name; null when it may. */
export function refusalOf(input: string | URL, rules: GuardRules): string | null {
  const url = URL.canParse(input) ? new URL(input) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'must be an absolute http or https address';
  if (url.username || url.password) return 'must not contain a user name or a password';
  const host = bareHost(url.hostname);
  const port = portOf(url);
  if (isAllowed(rules.allowHosts, url.hostname, port)) return null;
  if (rules.isHttpsOnly && url.protocol !== 'https:') return 'must be an https address';
  if (isIP(host) ? !isPublicAddress(host) : /(^|\.)(localhost|local|internal)\.?$/.test(host)) return 'must be a public address';
  if (port < 1024 ? port !== 80 && port !== 443 : OTHER_PROTOCOLS.has(port)) return `must not use port ${port}`;
  return null;
}

/**
 * Makes the fetch of a process. A name is resolved once for each connection, all its addresses are checked, and the connection goes
 * to a checked one while Host and TLS server name stay: an answer that changes between check and use changes nothing.
 */
export function createGuardedFetch({ allowHosts }: GuardRules, resolve: Resolve = resolveAll): GuardedFetch {
  const publicOnly = buildConnector({ timeout: CONNECT_MS, lookup: checkedLookup(resolve, isPublicAddress) });
  const withLoopback = buildConnector({
    timeout: CONNECT_MS,
    lookup: checkedLookup(resolve, (address) => isPublicAddress(address) || isLoopbackAddress(address)),
  });
  const dispatcher = new Agent({
    connections: 64,
    maxHeaderSize: 16_384,
    connect: (options, callback) => {
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
      (isAllowed(allowHosts, options.hostname, port) ? withLoopback : publicOnly)(options, callback);
    },
  });
  return async (input, init = {}) => {
    const url = new URL(input);
    const refusal = refusalOf(url, { allowHosts, ...(init.isHttpsOnly && { isHttpsOnly: true }) });
    if (refusal) throw new GuardedFetchError('refused', `${url.host} ${refusal}.`);
    const timeout = AbortSignal.timeout(init.timeoutMs ?? TIMEOUT_MS);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    try {
      const { body, headers } = await prepared(init);
      const reply = await request(url, { dispatcher, signal, method: (init.method ?? 'GET') as Dispatcher.HttpMethod, headers, body });
      return await received(reply, init.maxBytes ?? MAX_BYTES, init.isCut === true);
    } catch (error) {
      throw named(error, url, timeout, init.signal);
    }
  };
}

const resolveAll: Resolve = (hostname, found) => systemLookup(hostname, { all: true }, found);

/** All addresses must pass: a name that also leads inside is not trusted with the others. */
function checkedLookup(resolve: Resolve, mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname, (error, addresses) => {
      const bad = error ? null : addresses.length === 0 || !addresses.every(({ address }) => mayConnect(address));
      const refusal = bad ? new GuardedFetchError('refused', `${hostname} does not lead to a public address.`) : error;
      if (refusal) return callback(refusal, all ? [] : '');
      const [first] = addresses;
      if (all) callback(null, addresses);
      else callback(null, first!.address, first!.family);
    });
  };
}

const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL): number => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));
const isAllowed = (allowHosts: readonly string[], hostname: string, port: number): boolean => {
  const host = isIP(bareHost(hostname)) === 6 ? `[${bareHost(hostname)}]` : hostname;
  return allowHosts.includes(`${host}:${port}`) || allowHosts.includes(`${host}:*`);
};

async function prepared({ headers: given, body }: GuardedInit): Promise<{ headers: Record<string, string>; body: Buffer | null }> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', ...Object.fromEntries(new Headers(given)) };
  delete headers['host'];
  if (body === undefined || body === null) return { headers, body: null };
  if (body instanceof Uint8Array) return { headers, body: Buffer.from(body) };
  if (typeof body === 'string' && headers['content-type'] !== undefined) return { headers, body: Buffer.from(body) };
  const whole = new Response(body);
  headers['content-type'] ??= whole.headers.get('content-type') ?? 'application/octet-stream';
  return { headers, body: Buffer.from(await whole.arrayBuffer()) };
}

async function received(reply: Dispatcher.ResponseData, maxBytes: number, isCut: boolean): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(reply.headers)) for (const one of [value ?? []].flat()) headers.append(name, one);
  const encoding = headers.get('content-encoding');
  const bytes = await limited(decoded(reply.body, encoding), maxBytes, isCut);
  headers.delete('content-encoding');
  headers.delete('content-length');
  const hasNoBody = [204, 205, 304].includes(reply.statusCode);
  return new Response(hasNoBody ? null : bytes, { status: reply.statusCode, headers });
}

function decoded(body: Readable, encoding: string | null): Readable {
  // Who leaves a body before its end makes it fail, with nobody left to hear of it.
  body.on('error', () => {});
  if (encoding === null || encoding === '' || encoding === 'identity') return body;
  const make = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }[encoding];
  if (!make) {
    body.destroy();
    throw new GuardedFetchError('unreachable', `The answer has the content encoding ${encoding.slice(0, 40)}, which was not asked for.`);
  }
  // The reader of the last stream hears of every error.
  return pipeline(body, make(), () => {});
}

/** Counts what comes out of decompression: a few kilobytes may stand for gigabytes. */
async function limited(source: Readable, maxBytes: number, isCut: boolean): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length <= maxBytes) continue;
    if (!isCut) throw new GuardedFetchError('too-large', `The answer has more than ${maxBytes} bytes.`);
    break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes) as Buffer<ArrayBuffer>;
}

function named(error: unknown, { host }: URL, timeout: AbortSignal, caller: AbortSignal | null | undefined): GuardedFetchError {
  if (error instanceof GuardedFetchError) return error;
  if (caller?.aborted) return new GuardedFetchError('aborted', `The request to ${host} was given up.`, error);
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (timeout.aborted || /TIMEOUT|TIMEDOUT/.test(code)) return new GuardedFetchError('timeout', `${host} did not answer in time.`, error);
  return new GuardedFetchError('unreachable', `${host} could not be reached (${code || message}).`, error);
}
