import type { ErrorRequestHandler, Request } from 'express';
import { PROBLEMS, type ProblemCode, type Problem as ProblemBody } from '@luneo/sdk/contracts/problem.js';
import type { Config } from './config.js';
import { isDatabaseBusy, isDatabaseFull, isDatabaseGone, isUnstorable } from './drivers/database/database.js';
import type { AnswerHeaders } from './headers.js';
import type {} from './request-log.js';

export interface ProblemExtra {
  errors?: { path: string; message: string }[];
  meta?: Record<string, unknown>;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** The one error that handlers throw on purpose: a code of `PROBLEMS` and a sentence for the developer who reads it. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: ProblemExtra['errors'];
  readonly meta: ProblemExtra['meta'];
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, detail: string, extra: ProblemExtra = {}) {
    super(detail, { cause: extra.cause });
    this.name = 'Problem';
    this.code = code;
    this.errors = extra.errors;
    this.meta = extra.meta;
    this.headers = extra.headers ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** Same words for "is not there" and "is not yours": nobody learns which ids exist. */
export const notFound = (noun: string, id: string): Problem => new Problem('not-found', `There is no ${noun} ${id} that you can see.`);

const fromParser: Record<string, { code: ProblemCode; detail: string }> = {
  'entity.parse.failed': { code: 'malformed-json', detail: 'The body could not be read as JSON.' },
  'entity.too.large': { code: 'payload-too-large', detail: 'The body is larger than this endpoint accepts.' },
  'encoding.unsupported': { code: 'unsupported-media-type', detail: 'This Content-Encoding is not supported.' },
  'charset.unsupported': { code: 'unsupported-media-type', detail: 'Send JSON as UTF-8.' },
  'request.aborted': { code: 'invalid-request', detail: 'The request ended before its body was complete.' },
  'request.size.invalid': { code: 'invalid-request', detail: 'Content-Length and the body do not match.' },
};

/** Turns whatever was thrown into a Problem; unknown errors become `internal` without detail. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const type = (error as { type?: unknown } | null)?.type;
  const known = typeof type === 'string' ? fromParser[type] : undefined;
  if (known) return new Problem(known.code, known.detail, { cause: error });
  if (isUnreadable(error))
    return new Problem('invalid-request', 'The body could not be read: check its Content-Encoding.', { cause: error });
  if (error instanceof URIError) return new Problem('invalid-request', 'The path is not valid percent-encoding.');
  if (isDatabaseFull(error))
    return new Problem('storage-full', 'There is no space left to store this. Nothing was changed.', { cause: error });
  if (isDatabaseBusy(error))
    return new Problem('unavailable', 'The database is busy. Try again.', { headers: { 'Retry-After': '1' }, cause: error });
  if (isDatabaseGone(error))
    return new Problem('unavailable', 'The database does not answer. Try again.', { headers: { 'Retry-After': '2' }, cause: error });
  if (isUnstorable(error)) return new Problem('invalid-request', 'A value is too long or cannot be stored.', { cause: error });
  return new Problem('internal', 'Something went wrong on our side. Quote the request id when you report it.', { cause: error });
}

/** The body parser blames the request: e.g. bytes that are not the gzip they are said to be. */
const isUnreadable = (error: unknown): boolean => {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return status === 400 && expose === true;
};

/** Body of the answer, RFC 9457. */
export function problemBody(problem: Problem, requestId: string, config: Config): ProblemBody {
  const { title, status } = PROBLEMS[problem.code];
  return {
    type: `${config.publicUrl}/errors/${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    requestId,
    ...(problem.errors && { errors: problem.errors }),
    ...(problem.meta && { meta: problem.meta }),
  };
}

/** Last middleware: every error leaves as `application/problem+json`. */
export function problemMiddleware(config: Config, answer: AnswerHeaders): ErrorRequestHandler {
  return (error, request: Request, response, _next) => {
    const problem = toProblem(error);
    request.problem = problem;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (!response.hasHeader('X-Request-Id')) response.set(answer(request));
    if (problem.status === 401 && !problem.headers['WWW-Authenticate']) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(problem.status).set(problem.headers).set('Cache-Control', 'no-store');
    response.type('application/problem+json').send(JSON.stringify(problemBody(problem, request.id, config)));
  };
}
