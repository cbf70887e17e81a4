import type { Request, RequestHandler } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Scope } from './auth/scope.js';
import { isLoopback, type Config } from './config.js';

const EXPOSED = 'ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
const ALLOWED = 'Authorization, Content-Type, If-Match, Idempotency-Key, Luneo-CSRF, Luneo-Mode, X-Request-Id';

/** A new object for each answer: whoever sends it adds what is its own. */
export type AnswerHeaders = (request: Request) => Record<string, string>;

/**
 * What every answer says: its request's id, the security headers of an API that is called from other origins, who may read it in a
 * browser, and what is left of the caller's limits. Pages (`/reference`) replace the policy by their own. HSTS only where the public URL is https. It is one object for
 * `writeHead`: a dozen `setHeader` would cost a reading endpoint a fiftieth of its time.
 */
export function answerHeaders(config: Config): AnswerHeaders {
  const security = securityHeaders(config.publicUrl.startsWith('https:'));
  return (request) => {
    const headers: Record<string, string> = {
      'X-Request-Id': request.id,
      ...security,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': EXPOSED,
    };
    const { origin } = request.headers;
    if (origin !== undefined) allowOrigin(headers, origin, request.scope, config);
    return request.counted ? Object.assign(headers, request.counted) : headers;
  };
}

/** For answers that are not of an endpoint. */
export const setAnswerHeaders =
  (answer: AnswerHeaders): RequestHandler =>
  (request, response, next) => {
    response.set(answer(request));
    next();
  };

/** Helmet says once what they are: they are the same for every answer. */
function securityHeaders(isHttps: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  const recorder = { setHeader: (name: string, value: string) => (headers[name] = value), removeHeader: () => {} };
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], sandbox: [] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: isHttps,
  })({} as IncomingMessage, recorder as unknown as ServerResponse, () => {});
  return headers;
}

/** The pages of ours where staff sign in with a cookie: the API's own origin and the admin's. */
export function isAdminOrigin(origin: string, { publicUrl, adminUrl }: Pick<Config, 'publicUrl' | 'adminUrl'>): boolean {
  return origin === publicUrl || (adminUrl !== null && origin === adminUrl);
}

/**
 * Who may read an answer to a call that tells its origin. The admin's own pages may, with credentials. Once it is known who calls: a
 * publishable key's calls, and those of its shoppers, are answered to an origin of the key, named exactly (the authenticator has
 * refused others); staff elsewhere than on the admin's origin, and secret keys in a browser, are allowed nothing, so that no page gets
 * to read what only staff and servers should. What is public, and errors found before that, may be read from anywhere: there is
 * nothing of a brand in them.
 */
function allowOrigin(headers: Record<string, string>, origin: string, scope: Scope | null, config: Config): void {
  headers['Vary'] = 'Origin';
  if (isAdminOrigin(origin, config)) {
    headers['Access-Control-Allow-Origin'] = origin;
    headers['Access-Control-Allow-Credentials'] = 'true';
  } else if (scope?.via === 'pk' || scope?.via === 'shopper' || (scope && isLocalDevelopment(origin, config)))
    headers['Access-Control-Allow-Origin'] = origin;
  else if (scope) delete headers['Access-Control-Allow-Origin'];
}

/** A preflight carries no key, so it allows any origin, but credentials only to the admin's own. */
export function preflight(answer: AnswerHeaders): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return next();
    const headers = answer(request);
    delete headers['Access-Control-Expose-Headers'];
    headers['Access-Control-Allow-Methods'] = 'GET, HEAD, POST, PUT, PATCH, DELETE';
    headers['Access-Control-Allow-Headers'] = ALLOWED;
    headers['Access-Control-Max-Age'] = '7200';
    response.writeHead(204, headers).end();
  };
}

const isLocalDevelopment = (origin: string, { env }: Config): boolean =>
  env !== 'production' && URL.canParse(origin) && isLoopback(new URL(origin).hostname);
