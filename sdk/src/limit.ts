import { LuneoError } from './error.js';

/** The caller's signal and our time limit as one signal. */
export class Limit {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #forward = (): void => this.#controller.abort();
  #timedOut = false;

  constructor(caller: AbortSignal | undefined, ms: number) {
    this.#caller = caller;
    if (caller?.aborted) this.#controller.abort();
    caller?.addEventListener('abort', this.#forward, { once: true });
    this.#timer = setTimeout(() => {
      this.#timedOut = true;
      this.#controller.abort();
    }, ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  explain(cause: unknown): LuneoError {
    if (cause instanceof LuneoError) return cause;
    if (this.#caller?.aborted) return aborted(this.#caller);
    if (this.#timedOut) return new LuneoError('timeout', 'The server did not answer in time.', { cause });
    return new LuneoError('network', 'The server could not be reached.', { cause });
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#forward);
  }
}

export function aborted(signal: AbortSignal): LuneoError {
  return new LuneoError('aborted', 'The call was cancelled.', { cause: signal.reason });
}

/** Waits; rejects with `aborted` as soon as the signal says so. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const stop = (): void => {
      clearTimeout(timer);
      reject(aborted(signal as AbortSignal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
