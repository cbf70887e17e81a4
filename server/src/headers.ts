import type { Request, RequestHandler } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import { isLoopback, type Config } from './config.js';

const EXPOSED = 'ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
const ALLOWED = 'Authorization, Content-Type, If-Match, Idempotency-Key, Luneo-CSRF, Luneo-Mode, X-Request-Id';

/**
 * Security headers of an API that is called from other origins. Pages (`/reference`) replace the policy by their own.
 * HSTS only where the public URL is https. Helmet says once what they are: they are the same for every answer.
 */
export function securityHeaders(isHttps: boolean): RequestHandler {
  const headers = new Map<string, string>();
  const recorder = { setHeader: (name: string, value: string) => headers.set(name, value), removeHeader: () => {} };
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], sandbox: [] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: isHttps,
  })({} as IncomingMessage, recorder as unknown as ServerResponse, () => {});
  const all = [...headers];
  return (_request, response, next) => {
    for (let i = 0; i < all.length; i++) response.setHeader(all[i]![0], all[i]![1]);
    next();
  };
}

/** The pages of ours where staff sign in with a cookie: the API's own origin and the admin's. */
export function isAdminOrigin(origin: string, { publicUrl, adminUrl }: Pick<Config, 'publicUrl' | 'adminUrl'>): boolean {
  return origin === publicUrl || (adminUrl !== null && origin === adminUrl);
}

/**
 * Who may read answers in a browser. A preflight carries no key, so it allows any origin, but credentials only to the admin's own.
 * The answer itself then names the one origin that the key allows (`allowOrigin`, called once the key is known). What is public, and
 * errors found before that, may be read from anywhere: there is nothing of a brand in them.
 */
export function cors(config: Config): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin !== undefined) response.setHeader('Vary', 'Origin');
    const isAdmin = origin !== undefined && isAdminOrigin(origin, config);
    response.setHeader('Access-Control-Allow-Origin', isAdmin ? origin : '*');
    if (isAdmin) response.setHeader('Access-Control-Allow-Credentials', 'true');
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) {
      response.setHeader('Access-Control-Expose-Headers', EXPOSED);
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
    response.setHeader('Access-Control-Allow-Headers', ALLOWED);
    response.setHeader('Access-Control-Max-Age', '7200');
    response.status(204).end();
  };
}

/**
 * After authentication, for a call that tells its origin: a publishable key's calls, and those of its shoppers, are answered to an origin of the key, named exactly (the
 * authenticator has refused others). Staff are answered on the admin's origin; on others, and to secret keys in a browser, nothing is
 * allowed, so that no page gets to read what only staff and servers should.
 */
export function allowOrigin(request: Request, response: ServerResponse, config: Config): void {
  const origin = request.headers.origin!;
  const via = request.scope?.via;
  if (isAdminOrigin(origin, config)) return;
  if (via === 'pk' || via === 'shopper' || isLocalDevelopment(origin, config)) response.setHeader('Access-Control-Allow-Origin', origin);
  else response.removeHeader('Access-Control-Allow-Origin');
}

const isLocalDevelopment = (origin: string, { env }: Config): boolean =>
  env !== 'production' && URL.canParse(origin) && isLoopback(new URL(origin).hostname);
