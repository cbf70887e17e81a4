import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { EndpointName } from '@luneo/sdk/contracts/endpoints.js';
import type { Scope } from './auth/scope.js';
import type { Deps } from './deps.js';
import { traceIdOf } from './observe/tracing.js';
import type { Problem } from './problem.js';

declare global {
  namespace Express {
    interface Request {
      /** In every log line and error answer. */
      id: string;
      scope: Scope | null;
      endpointName?: EndpointName;
      problem?: Problem;
      /** RateLimit headers, once the call was counted. */
      counted?: Readonly<Record<string, string>>;
      /** More ids for the log line, e.g. of the design that was made. */
      logged?: Readonly<Record<string, string>>;
    }
  }
}

/**
 * Gives each request an id (the caller's `X-Request-Id` when it is a plain one) and logs one line when it ends: no query, header
 * or body, so neither secrets nor prompts.
 */
export function requestLog({ log, observe: { metrics, tracing, report } }: Pick<Deps, 'log' | 'observe'>): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    request.id = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : `req_${randomUUID()}`;
    request.scope = null;
    const start = performance.now();
    const { traceparent } = request.headers;
    const span = tracing?.begin('request', 'server', typeof traceparent === 'string' ? traceparent : undefined);
    response.on('close', () => {
      const { problem, scope } = request;
      const seconds = (performance.now() - start) / 1000;
      const traceId = span?.traceId ?? traceIdOf(traceparent);
      const line: Line = { requestId: request.id };
      if (traceId !== null) line['traceId'] = traceId;
      line['method'] = request.method;
      line['endpoint'] = request.endpointName ?? request.path.slice(0, 120);
      line['status'] = response.statusCode;
      line['ms'] = Math.round(seconds * 10_000) / 10;
      if (scope) {
        line['brandId'] = scope.brandId;
        line['via'] = scope.via;
        line['actorId'] = scope.actorId;
      }
      addIds(line, request.params);
      if (request.logged) Object.assign(line, request.logged);
      if (problem) line['code'] = problem.code;
      if (!response.writableFinished) line['aborted'] = true;
      metrics.request(request.endpointName ?? 'other', request.method, response.statusCode, seconds);
      span?.end(
        { ...ids(line), 'http.response.status_code': response.statusCode },
        problem?.status === 500 ? problem : undefined,
        request.endpointName,
      );
      if (problem?.code === 'internal') {
        log.error({ ...line, err: problem.cause }, 'request failed');
        report.error(problem.cause, ids(line));
      } else log.info(line, 'request');
    });
    next();
  };
}

type Line = Record<string, string | number | boolean>;

const ID = /^[a-z]{3}_\w{1,40}$/;

/** Ids of the path: `/v1/designs/{designId}` → `designId`. Only what is an id of ours is logged, for a path may hold anything. */
function addIds(line: Line, params: Readonly<Record<string, unknown>>): void {
  for (const key in params) {
    const value = params[key];
    if (key.endsWith('Id') && typeof value === 'string' && ID.test(value)) line[key] = value;
  }
}

/** What may leave for other services: where and who by id, no messages. */
const ids = (line: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(line).filter(([key, value]) => typeof value === 'string' && /Id$|^(endpoint|method|via|code)$/.test(key)),
  ) as Record<string, string>;
