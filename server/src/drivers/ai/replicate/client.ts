import Replicate from 'replicate';
import type { ReplicateConfig } from '../../../config/ai.js';
import { AiFailure } from '../failure.js';
import { isUnreached } from '../reached.js';

/** Statuses of our own, which the client neither sees as success nor repeats. */
const REPEATABLE = 497;
const UNANSWERED = 498;

/**
 * The official client, made to try once: it repeats every request whose connection broke, also one that began paid work. So its
 * fetch never throws, and what it would repeat comes to it under another status.
 */
export function createClient(config: ReplicateConfig, timeoutMs: number): Replicate {
  return new Replicate({
    auth: config.key,
    ...(config.baseUrl && { baseUrl: config.baseUrl }),
    useFileOutput: false,
    // Not 'data-uri': with it, version 1.4 sends itself, token and all, instead of the input. Our inputs are texts anyway.
    fileEncodingStrategy: 'default',
    fetch: async (input, init) => {
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
      try {
        const reply = await fetch(input, { ...init, signal, redirect: 'error' });
        const body = await reply.arrayBuffer();
        if (reply.status !== 429 && reply.status < 500) return new Response(body, { status: reply.status, headers: reply.headers });
        return new Response(body, { status: REPEATABLE, headers: { ...pick(reply.headers), 'x-status': String(reply.status) } });
      } catch (error) {
        const reached = isUnreached(error) ? 'no' : 'maybe';
        const reason = timeout.aborted ? 'timeout' : 'down';
        return new Response(null, { status: UNANSWERED, headers: { 'x-reached': reached, 'x-reason': reason } });
      }
    },
  });
}

const pick = (headers: Headers): Record<string, string> => {
  const after = headers.get('retry-after');
  return after === null ? {} : { 'retry-after': after };
};

/** What an error of the client means. */
export function toFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted || error instanceof AiFailure) return error;
  const response = (error as { response?: unknown } | null)?.response;
  if (!(response instanceof Response)) return new AiFailure('Replicate', 'down', { isBilled: true });
  const { status, headers } = response;
  if (status === UNANSWERED)
    return new AiFailure('Replicate', headers.get('x-reason') === 'timeout' ? 'timeout' : 'down', {
      isBilled: headers.get('x-reached') !== 'no',
    });
  if (status !== REPEATABLE) return new AiFailure('Replicate', 'denied');
  if (headers.get('x-status') !== '429') return new AiFailure('Replicate', 'down');
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return new AiFailure('Replicate', 'busy', { retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : null });
}
