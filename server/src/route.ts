import express, { type Request, type RequestHandler, type Response } from 'express';
import type { Knex } from 'knex';
import type * as z from 'zod/mini';
import { ENDPOINTS, type Endpoint, type EndpointName } from '@luneo/sdk/contracts/endpoints.js';
import type { Authenticate } from './auth/authenticate.js';
import type { Limits } from './auth/rate-limit.js';
import type { Scope } from './auth/scope.js';
import type { Config } from './config.js';
import type { AnswerHeaders } from './headers.js';
import { asSystem, runInScope } from './drivers/database/tenancy.js';
import { readJson } from './json-body.js';
import { Problem } from './problem.js';
import type { RouteTable } from './route-table.js';
import { parseInput } from './validation.js';

type Table = typeof ENDPOINTS;
type Output<T> = T extends z.ZodMiniType ? z.output<T> : undefined;
type Field<N extends EndpointName, K extends string> = Table[N] extends Record<K, infer T> ? T : undefined;
type BodyOf<T> = T extends { raw: readonly string[] } ? Buffer : Output<T>;

/** What a handler gets: everything checked. `scope` is null for public endpoints only. */
export interface Context<N extends EndpointName> {
  scope: Table[N]['callers'] extends readonly ['public'] ? null : Scope;
  params: Output<Field<N, 'params'>>;
  query: Output<Field<N, 'query'>>;
  body: BodyOf<Field<N, 'body'>>;
  request: Request;
}

/** Several values: the header several times, e.g. `Set-Cookie`. */
type Headers = Record<string, string | string[]>;
/** `json` is a body that is JSON text already, e.g. from a cache. */
export type Reply<N extends EndpointName> = {
  [S in keyof Table[N]['replies']]: Table[N]['replies'][S] extends z.ZodMiniType
    ? { status: S; body: z.output<Table[N]['replies'][S]>; headers?: Headers } | { status: S; json: string | Buffer; headers?: Headers }
    : { status: S; headers?: Headers };
}[keyof Table[N]['replies']];

/** `R` is inferred with its literals, so that `status: 201` is 201 and not a number. */
export type Handler<N extends EndpointName, R extends Reply<N> = Reply<N>> = (context: Context<N>) => R | Promise<R>;

export interface RouteRuntime {
  config: Config;
  db: Knex;
  authenticate: Authenticate;
  limits: Limits;
  answer: AnswerHeaders;
}
/** An endpoint of the contract with its handler; `createApp` mounts it. */
export interface Route {
  name: EndpointName;
  mount(routes: RouteTable, runtime: RouteRuntime): void;
}

interface AnyReply {
  status: number;
  body?: unknown;
  json?: string | Buffer;
  headers?: Headers;
}

/**
 * Binds a handler to an endpoint: authentication by its `callers`, validation by its schemas. PostgreSQL shows the handler what its
 * caller may see; one without a caller (login, a payment event) finds out itself whose rows it is about.
 */
export function route<N extends EndpointName, const R extends Reply<N>>(name: N, handler: Handler<N, R>): Route {
  const endpoint: Endpoint = ENDPOINTS[name];
  return {
    name,
    mount(routes, runtime) {
      const { config } = runtime;
      const identify = isPublic(endpoint) ? null : identifier(endpoint, runtime);
      const isLimited = endpoint.path.startsWith('/v1/') && !UNLIMITED.has(name);
      const read = bodyReader(endpoint);
      routes.add(endpoint.method, endpoint.path, async (request, response) => {
        request.endpointName = name;
        if (identify) await identify(request);
        if (isLimited) request.counted = runtime.limits.general(request);
        if (endpoint.limit) request.counted = { ...request.counted, ...(await runtime.limits.take(endpoint.limit, request)) };
        const context = {
          scope: request.scope,
          params: endpoint.params && parseInput(endpoint.params, request.params, 'params'),
          query: endpoint.query && parseInput(endpoint.query, { ...request.query }, 'query'),
          body: read && (await read(request, response)),
          request,
        };
        const work = () => handler(context as unknown as Context<N>);
        const reply = (await (identify ? runInScope(runtime.db, request.scope!, work) : asSystem(runtime.db, work))) as unknown as AnyReply;
        if (config.checkReplies) checkReply(name, endpoint, reply);
        send(response, reply, runtime.answer(request));
      });
    },
  };
}

/** Payment events come from few addresses in bursts, signed; refusing one would only delay it. */
const UNLIMITED: ReadonlySet<EndpointName> = new Set(['webhooks.stripe'] as const);

const isPublic = (endpoint: Endpoint): boolean => endpoint.callers.includes('public');

/** Who calls. Addresses that keep sending keys that do not work have to wait. */
function identifier(endpoint: Endpoint, { authenticate, limits, db }: RouteRuntime) {
  return async (request: Request): Promise<void> => {
    limits.mayAuthenticate(request);
    try {
      request.scope = await asSystem(db, () => authenticate(request, endpoint));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) limits.refused(request);
      throw error;
    }
  };
}

/** Reads and checks the body; called after authentication, so that nobody uploads without a key. */
function bodyReader({ body }: Endpoint): ((request: Request, response: Response) => Promise<unknown>) | undefined {
  if (!body) return undefined;
  if (!('raw' in body)) {
    return async (request, response) => {
      const json = await readJson(request, response);
      if (json === undefined && hasBody(request)) throw new Problem('unsupported-media-type', 'Send application/json as Content-Type.');
      return parseInput(body, json === undefined ? {} : json, 'body');
    };
  }
  const parseRaw = express.raw({ type: () => true, limit: body.maxBytes });
  return async (request, response) => {
    if (!request.is([...body.raw])) throw new Problem('unsupported-media-type', `Send ${body.raw.join(' or ')} as Content-Type.`);
    await parsed(parseRaw, request, response);
    const bytes: unknown = request.body;
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Problem('invalid-request', 'The body is empty.');
    return bytes;
  };
}

const parsed = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void parser(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve()));
  });

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

function checkReply(name: string, endpoint: Endpoint, reply: AnyReply): void {
  const schema = endpoint.replies[reply.status];
  if (schema === undefined) throw new Error(`${name} answered ${reply.status}, which its contract does not name`);
  if (schema === null) return;
  const body = reply.json === undefined ? reply.body : (JSON.parse(reply.json.toString()) as unknown);
  const result = schema.safeParse(body);
  if (!result.success) throw new Error(`${name} answered a body that its contract does not allow: ${JSON.stringify(result.error.issues)}`);
}

function send(response: Response, reply: AnyReply, headers: Headers): void {
  const text = reply.json ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body));
  if (text !== undefined) {
    headers['Content-Type'] = 'application/json; charset=utf-8';
    headers['Content-Length'] = String(Buffer.byteLength(text));
    headers['Cache-Control'] = 'no-store';
  }
  response.writeHead(reply.status, reply.headers ? Object.assign(headers, reply.headers) : headers).end(text);
}
