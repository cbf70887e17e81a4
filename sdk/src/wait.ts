import { LuneoError } from './error.js';
import type { Realtime } from './events.js';
import type { RequestOptions } from './http.js';

/** Reads a row now and after each of its changes, until `isDone`; the time limit ends it with `timeout`. */
export async function waitForRow<T>(
  realtime: Realtime,
  topic: string,
  read: (options: RequestOptions) => Promise<T>,
  isDone: (row: T) => boolean,
  options: WaitOptions<T> = {},
): Promise<T> {
  const limit = AbortSignal.timeout(options.timeoutMs ?? 120_000);
  const both = new AbortController();
  for (const signal of [limit, options.signal]) {
    if (signal?.aborted) both.abort(signal.reason);
    signal?.addEventListener('abort', () => both.abort(signal.reason), { once: true, signal: both.signal });
  }
  const { signal } = both;
  const look = async (): Promise<T> => {
    const row = await read({ signal });
    options.onUpdate?.(row);
    return row;
  };
  try {
    let row = await look();
    if (isDone(row)) return row;
    for await (const _ of realtime.changes([topic], { signal })) {
      row = await look();
      if (isDone(row)) return row;
    }
    return row;
  } catch (error) {
    if (limit.aborted && !options.signal?.aborted) throw new LuneoError('timeout', `${topic} took too long.`, { cause: error });
    throw error;
  } finally {
    both.abort();
  }
}

export interface WaitOptions<T> {
  /** Called with the row at once and after each change. */
  onUpdate?: ((row: T) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Default 120,000. */
  timeoutMs?: number | undefined;
}
