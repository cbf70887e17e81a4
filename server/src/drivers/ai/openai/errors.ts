import OpenAI from 'openai';
import { AiFailure } from '../failure.js';
import { isUnreached } from '../reached.js';

/** Codes with which a request is refused for what it asks. */
const POLICY = new Set(['moderation_blocked', 'content_policy_violation', 'content_filter', 'safety_violation']);

/** What an error of the SDK means. A call whose answer was lost may be billed; one that was answered with an error is not. */
export function toFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted || error instanceof AiFailure) return error;
  const fail = (reason: AiFailure['reason'], extra?: ConstructorParameters<typeof AiFailure>[2]): AiFailure =>
    new AiFailure('OpenAI', reason, extra);
  if (error instanceof OpenAI.APIConnectionTimeoutError) return fail('timeout', { isBilled: true });
  if (error instanceof OpenAI.APIConnectionError) return fail('down', { isBilled: !isUnreached(error) });
  if (!(error instanceof OpenAI.APIError) || typeof error.status !== 'number') return fail('down', { isBilled: true });
  if (POLICY.has(error.code ?? '')) return fail('refused');
  if (error.status === 429 && error.code !== 'insufficient_quota')
    return fail('busy', { retryAfterMs: retryAfter(error.headers as Headers | undefined) });
  return fail(error.status >= 500 || error.status === 408 ? 'down' : 'denied');
}

/** Milliseconds of `Retry-After`: seconds or a date. */
function retryAfter(headers: Headers | undefined): number | null {
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
