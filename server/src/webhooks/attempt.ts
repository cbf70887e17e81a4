import { GuardedFetchError, type GuardedFetch } from '../guarded-fetch.js';
import { readRetryAfter } from './retries.js';
import { signedHeaders, type SigningKey } from './sign.js';

const TIMEOUT_MS = 15_000;
/** Read to its end, so that the connection can be used again; the first kilobyte is kept. */
const MAX_ANSWER = 65_536;
const KEPT_ANSWER = 1_024;

export interface Outcome {
  /** `gone`: the receiver wants nothing more. */
  result: 'delivered' | 'failed' | 'gone';
  status: number | null;
  body: string | null;
  error: string | null;
  durationMs: number;
  /** ms that the receiver asked us to wait. */
  retryAfter: number;
}
export interface Destination {
  url: string;
  keys: readonly SigningKey[];
  isHttpsOnly: boolean;
}

const NOTHING_CAME = { result: 'failed', status: null, body: null, retryAfter: 0 } as const;

/** One signed POST. Every outcome is an answer, none an exception; redirects are failures. */
export async function attempt(
  fetch: GuardedFetch,
  { url, keys, isHttpsOnly }: Destination,
  { id, body }: { id: string; body: string },
  now: number,
): Promise<Outcome> {
  if (keys.length === 0)
    return { ...NOTHING_CAME, error: 'It cannot be signed any more: rotate the secret of the endpoint.', durationMs: 0 };
  const started = performance.now();
  const took = (): number => Math.round(performance.now() - started);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Luneo-Webhooks/1',
        ...signedHeaders(keys, { id, timestamp: Math.floor(now / 1000), body }),
      },
      body,
      maxBytes: MAX_ANSWER,
      isCut: true,
      timeoutMs: TIMEOUT_MS,
      isHttpsOnly,
    });
    const result = answer.ok ? 'delivered' : answer.status === 410 ? 'gone' : 'failed';
    const bytes = Buffer.from(await answer.arrayBuffer()).subarray(0, KEPT_ANSWER);
    const retryAfter = [429, 503].includes(answer.status) ? readRetryAfter(answer.headers.get('retry-after'), now) : 0;
    return { result, status: answer.status, body: readable(bytes), error: null, durationMs: took(), retryAfter };
  } catch (error) {
    if (!(error instanceof GuardedFetchError)) throw error;
    return { ...NOTHING_CAME, error: error.message.slice(0, 300), durationMs: took() };
  }
}

/** Text that every database and every reader takes: no NUL, no half characters. */
const readable = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\0', '\uFFFD');
