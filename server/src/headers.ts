import type { RequestHandler } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const EXPOSED = 'ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
const ALLOWED = 'Authorization, Content-Type, If-Match, Idempotency-Key, Luneo-Mode, X-Request-Id';

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
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** Any origin may call: callers are known by bearer tokens only, never by cookies, so no credentials are allowed. */
export const cors: RequestHandler = (request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
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
