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
  readonly #turns: number;
  #waiting: Waiting<K, V>[] = [];
  #isRunning = false;

  /**
   * `run` answers for all keys together; when it fails every caller of that round is told. A round begins after `turns` of the event
   * loop: while much arrives, one more brings a fuller round; while nothing does, it takes no time.
   */
  constructor(run: (keys: K[]) => Promise<(key: K) => V>, { max = 500, turns = 1 } = {}) {
    this.#run = run;
    this.#max = max;
    this.#turns = turns;
  }

  call(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      this.#drainAfter(this.#turns);
    });
  }

  #drainAfter(turns: number): void {
    setImmediate(() => (turns > 1 ? this.#drainAfter(turns - 1) : void this.#drain()));
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
