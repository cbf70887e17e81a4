import { LuneoError } from '@luneo/sdk';

/** Something whose code is fetched when it is first needed. A fetch that failed is made again at the next call. */
export class OnDemand<T> {
  readonly #load: () => Promise<T>;
  #loading: Promise<T> | null = null;
  #now: T | null = null;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** It, if it is there already. */
  get now(): T | null {
    return this.#now;
  }

  /** Rejects with a `LuneoError` `network`. */
  get(): Promise<T> {
    this.#loading ??= this.#load().then(
      (loaded) => (this.#now = loaded),
      (cause: unknown) => {
        this.#loading = null;
        throw new LuneoError('network', 'A part of the designer could not be loaded.', { cause });
      },
    );
    return this.#loading;
  }
}
