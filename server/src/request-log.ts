import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { EndpointName } from '@luneo/sdk/contracts/endpoints.js';
import type { Scope } from './auth/scope.js';
import type { Problem } from './problem.js';

declare global {
  namespace Express {
    interface Request {
      /** In every log line and error answer. */
      id: string;
      scope: Scope | null;
      endpointName?: EndpointName;
      problem?: Problem;
    }
  }
}

/**
 * Gives each request an id (the caller's `X-Request-Id` when it is a plain one) and logs one line when it ends: no query, header
 * or body, so neither secrets nor prompts.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    request.id = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : `req_${randomUUID()}`;
    request.scope = null;
    response.setHeader('X-Request-Id', request.id);
    const start = performance.now();
    response.on('close', () => {
      const { problem, scope } = request;
      const line = {
        requestId: request.id,
        method: request.method,
        endpoint: request.endpointName ?? request.path.slice(0, 120),
        status: response.statusCode,
        ms: Math.round((performance.now() - start) * 10) / 10,
        ...(scope && { brandId: scope.brandId, via: scope.via, actorId: scope.actorId }),
        ...(problem && { code: problem.code }),
        ...(!response.writableFinished && { aborted: true }),
      };
      if (problem?.code === 'internal') log.error({ ...line, err: problem.cause }, 'request failed');
      else log.info(line, 'request');
    });
    next();
  };
}
