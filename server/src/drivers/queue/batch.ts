interface Waiting<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
}

/**
 * Many calls, few statements: what is asked for while a statement runs goes into the next one. So nobody waits for others to
 * come, and the more there is to do the cheaper each of it gets.
 */
export class Batch<K, V> {
  readonly #run: (keys: K[]) => Promise<(key: K) => V>;
  readonly #max: number;
  #waiting: Waiting<K, V>[] = [];
  #isRunning = false;

  /** `run` answers for all keys together; when it fails every caller of that round is told. */
  constructor(run: (keys: K[]) => Promise<(key: K) => V>, { max = 500 } = {}) {
    this.#run = run;
    this.#max = max;
  }

  call(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      // Calls of the same turn of the event loop go together.
      setImmediate(() => void this.#drain());
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const round = this.#waiting.splice(0, this.#max);
      try {
        const valueOf = await this.#run(round.map(({ key }) => key));
        for (const { key, resolve } of round) resolve(valueOf(key));
      } catch (error) {
        for (const { reject } of round) reject(error);
      }
    }
    this.#isRunning = false;
  }
}
