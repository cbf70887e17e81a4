import type * as z from 'zod/mini';
import type { ENDPOINTS, EndpointName } from './contracts/endpoints.js';
import { errorFromResponse, LuneoError } from './error.js';
import { Limit, pause } from './limit.js';
import { ShopperSession, type TokenStorage } from './session.js';

export interface HttpOptions {
  /** Origin of the API, e.g. `https://api.luneo.example`. */
  apiUrl: string;
  /** `pk_…`: for shops; the client makes and renews a shopper session by itself. */
  publishableKey?: string | undefined;
  /** `sk_…`: for servers only. */
  secretKey?: string | undefined;
  /** A shopper token made elsewhere. */
  token?: string | undefined;
  /** A staff access token. */
  accessToken?: string | undefined;
  /** Where the shopper session is kept: `localStorage` in browsers, memory elsewhere or with `null`. */
  storage?: TokenStorage | null | undefined;
  fetch?: typeof fetch | undefined;
  /** Further tries after a failure that may pass. Default 2. */
  maxRetries?: number | undefined;
  /** Per try. Default 30,000. */
  timeoutMs?: number | undefined;
}

type Table = typeof ENDPOINTS;
type Fill<P> = P extends `${infer Head}{${string}}${infer Tail}` ? `${Head}${string}${Fill<Tail>}` : P;
type Field<N extends EndpointName, K extends string> = Table[N] extends Record<K, infer T> ? T : never;
type Input<T> = T extends z.ZodMiniType ? z.input<T> : T extends { raw: unknown } ? Blob | Uint8Array : never;
type Replies<N extends EndpointName> = Table[N]['replies'][keyof Table[N]['replies']];

/** What the endpoint answers, by its contract. */
export type ReplyOf<N extends EndpointName> = Replies<N> extends infer R ? (R extends z.ZodMiniType ? z.output<R> : void) : never;

/** Given with every call. */
export interface RequestOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

/** Given with calls that make something. */
export interface CreateOptions extends RequestOptions {
  /** The same key with the same request makes one thing, however often it is sent. Default: a new one for each call. */
  idempotencyKey?: string | undefined;
}

export interface CallOptions<N extends EndpointName> extends RequestOptions {
  body?: Input<Field<N, 'body'>>;
  query?: Partial<Input<Field<N, 'query'>>>;
  headers?: Record<string, string>;
  /** Who calls where a publishable key is set: the shopper (default) or the key itself, for the public catalogue. */
  as?: 'shopper' | 'key';
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type AnyOptions = RequestOptions & { body?: unknown; query?: object; headers?: Record<string, string>; as?: 'shopper' | 'key' };

/** The only place that talks to the network: credentials, retries, time limits and errors. */
export class Http {
  readonly #options: HttpOptions;
  readonly #base: string;
  readonly #session: ShopperSession | null;
  #accessToken: string | undefined;

  constructor(options: HttpOptions) {
    if (!/^https?:\/\/[^/]/.test(options.apiUrl)) throw new TypeError(`apiUrl must be an http(s) origin, not ${String(options.apiUrl)}`);
    this.#options = options;
    this.#base = options.apiUrl.replace(/\/+$/, '');
    this.#accessToken = options.accessToken;
    const key = options.publishableKey;
    this.#session = key === undefined ? null : new ShopperSession(key, options.storage, (renew) => this.#startSession(renew));
  }

  /** Later calls are made as this member of staff. */
  signIn(accessToken: string): void {
    this.#accessToken = accessToken;
  }

  /** Later calls are made as the shopper of this session. */
  adopt(session: { token: string; expiresAt: string }): void {
    this.#session?.adopt(session);
  }

  /** One call of the endpoint `N`; method and path are checked against the contract by the compiler. Throws `LuneoError`. */
  async call<N extends EndpointName>(
    method: Table[N]['method'],
    path: Fill<Table[N]['path']>,
    options: CallOptions<N> = {},
  ): Promise<ReplyOf<N>> {
    if (EMPTY_SEGMENT.test(path)) throw new LuneoError('invalid-request', `An id is missing in ${method} ${path}.`);
    const { token, isSession } = await this.#credential(options.as);
    try {
      return await this.#tryAgain<ReplyOf<N>>(method, path, options, token);
    } catch (error) {
      if (!isSession || token === undefined || !(error instanceof LuneoError)) throw error;
      if (error.code !== 'token-expired' && error.code !== 'unauthenticated') throw error;
      this.#session?.refused(token, { forget: error.code === 'unauthenticated' });
      return this.#tryAgain<ReplyOf<N>>(method, path, options, await this.#session?.token());
    }
  }

  async #credential(as: 'shopper' | 'key' = 'shopper'): Promise<{ token: string | undefined; isSession: boolean }> {
    const { secretKey, token, publishableKey } = this.#options;
    const fixed = secretKey ?? this.#accessToken ?? token;
    if (fixed !== undefined || !this.#session) return { token: fixed, isSession: false };
    if (as === 'key') return { token: publishableKey, isSession: false };
    return { token: await this.#session.token(), isSession: true };
  }

  #startSession(renew: string | undefined): Promise<ReplyOf<'sessions.create'>> {
    const body = renew === undefined ? {} : { renew };
    return this.#tryAgain('POST', '/v1/sessions', { body }, this.#options.publishableKey);
  }

  /** Reads, and what has an idempotency key, are repeated after every failure that may pass; other writes only where the server says that it did nothing. */
  async #tryAgain<T>(method: Method, path: string, options: AnyOptions, token: string | undefined): Promise<T> {
    const retries = this.#options.maxRetries ?? 2;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#once<T>(method, path, options, token);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const wait = error.retryAfterMs ?? 300 * 2 ** attempt * (0.75 + Math.random() / 2);
        const isTooLong = wait > LONGEST_WAIT_MS || (error.error.code === 'rate-limited' && isTyped(method, path));
        if (attempt >= retries || isTooLong || !mayRepeat(method, options.headers, error.error)) throw error.error;
        await pause(wait, options.signal);
      }
    }
  }

  async #once<T>(method: Method, path: string, options: AnyOptions, token: string | undefined): Promise<T> {
    const limit = new Limit(options.signal, options.timeoutMs ?? this.#options.timeoutMs ?? 30_000);
    try {
      const init = requestInit(method, options, token);
      const response = await (this.#options.fetch ?? fetch)(this.#base + path + queryString(options.query), {
        ...init,
        signal: limit.signal,
      });
      if (!response.ok) throw new Failure(await errorFromResponse(response), retryAfter(response));
      return await readBody<T>(response);
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(limit.explain(error));
    } finally {
      limit.end();
    }
  }
}

/** Who is asked to wait longer is told at once instead. Most limits are of a minute. */
const LONGEST_WAIT_MS = 60_000;

/** Somebody waits at a form with a password or a code: who has to try again in a while is told so at once. */
const isTyped = (method: Method, path: string): boolean => method === 'POST' && /^\/v1\/(auth\/(?!refresh)|sessions\/email)/.test(path);

/** An empty id, or one of dots, which URLs leave out: the call would reach another endpoint, e.g. the list. */
const EMPTY_SEGMENT = /\/\.{0,2}(?:\/|$)/;

/** An error on its way to the caller, with what only the retry loop needs. */
class Failure {
  readonly error: LuneoError;
  readonly retryAfterMs: number | null;
  constructor(error: LuneoError, retryAfterMs: number | null = null) {
    this.error = error;
    this.retryAfterMs = retryAfterMs;
  }
}

function mayRepeat(method: Method, headers: AnyOptions['headers'], error: LuneoError): boolean {
  if (error.code === 'rate-limited' || (error.code === 'unavailable' && error.requestId !== null)) return true;
  return error.retryable && (method === 'GET' || headers?.[IDEMPOTENCY_KEY] !== undefined);
}

const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** Options of a call that makes something: one key for all of its tries, so that a lost answer cannot make two. */
export function createOptions({ idempotencyKey = randomKey(), ...options }: CreateOptions = {}): RequestOptions & {
  headers: Record<string, string>;
} {
  return { ...options, headers: { [IDEMPOTENCY_KEY]: idempotencyKey } };
}

function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `Retry-After` in milliseconds. */
function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : null;
}

function requestInit(method: Method, { body, headers }: AnyOptions, token: string | undefined): RequestInit {
  const isBinary = body instanceof Uint8Array || (typeof Blob !== 'undefined' && body instanceof Blob);
  return {
    method,
    credentials: 'omit',
    headers: {
      Accept: 'application/json',
      ...(body !== undefined && !isBinary && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: isBinary ? (body as BodyInit) : JSON.stringify(body) }),
  };
}

function queryString(query: object = {}): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`;
}

async function readBody<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    const requestId = response.headers.get('x-request-id');
    throw new LuneoError('invalid-response', 'The server did not answer with JSON.', { status: response.status, requestId, cause });
  }
}
