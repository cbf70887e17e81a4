/** Values pushed from callbacks, taken one by one. */
export class Channel<T> {
  readonly #values: T[] = [];
  #wake: (() => void) | null = null;
  #isClosed = false;

  push(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** The next value; `closed` when there is none to come, `quiet` when none came for `ms`. */
  async take(ms: number): Promise<{ value: T } | 'closed' | 'quiet'> {
    if (this.#values.length === 0 && !this.#isClosed) await this.#wait(ms);
    if (this.#values.length > 0) return { value: this.#values.shift() as T };
    return this.#isClosed ? 'closed' : 'quiet';
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
