import type { Problem, ProblemCode } from './contracts/problem.js';

/**
 * Codes of the API, and what happens on the way: `network` (no answer: offline, blocked, cut off), `timeout`, `aborted` (by
 * the caller's signal), `invalid-response` (an answer that is not Luneo's, e.g. a proxy's page).
 */
export type LuneoErrorCode = ProblemCode | 'network' | 'timeout' | 'aborted' | 'invalid-response';

export interface LuneoErrorFields {
  status?: number;
  requestId?: string | null;
  errors?: { path: string; message: string }[];
  meta?: Record<string, unknown>;
  cause?: unknown;
}

/** The one error that the SDK throws. Branch on `code`; show `message` to developers only. */
export class LuneoError extends Error {
  readonly code: LuneoErrorCode;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Whether the same call may succeed later without changes. */
  readonly retryable: boolean;
  /** Quote it when you report a problem. */
  readonly requestId: string | null;
  /** Per field, for `invalid-request` and `document-invalid`. */
  readonly errors: { path: string; message: string }[];
  /** What the code promises: `{ current }` (the design) for `revision-stale`, `{ findings }` for `preflight-failed`. */
  readonly meta: Record<string, unknown>;

  constructor(code: LuneoErrorCode, message: string, fields: LuneoErrorFields = {}) {
    super(message, { cause: fields.cause });
    this.name = 'LuneoError';
    this.code = code;
    this.status = fields.status ?? 0;
    this.retryable = isRetryable(code, this.status);
    this.requestId = fields.requestId ?? null;
    this.errors = fields.errors ?? [];
    this.meta = fields.meta ?? {};
  }
}

function isRetryable(code: LuneoErrorCode, status: number): boolean {
  if (code === 'network' || code === 'timeout' || code === 'rate-limited' || code === 'idempotency-conflict') return true;
  return status >= 500 && code !== 'storage-full';
}

/** The error that an answer stands for, from problem+json where it is, else from the status alone. */
export async function errorFromResponse(response: Response): Promise<LuneoError> {
  const { status } = response;
  const requestId = response.headers.get('x-request-id');
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body))
    return new LuneoError(body.code, body.detail || body.title, { ...body, requestId: body.requestId ?? requestId, status });
  const code = BY_STATUS[status] ?? 'invalid-response';
  return new LuneoError(code, `The server answered ${status} without an explanation.`, { status, requestId });
}

/** What proxies on the way answer by themselves. */
const BY_STATUS: Partial<Record<number, ProblemCode>> = {
  413: 'payload-too-large',
  429: 'rate-limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'title' in body;
}
