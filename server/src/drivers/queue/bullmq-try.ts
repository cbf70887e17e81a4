import type { DueRow } from './bullmq-rows.js';
import type { JobContext } from './queue.js';

/** One try of a job that runs here, and what its handler is told of it: number `attempt`, of a row that said `seen` tries before. */
export class Try implements JobContext {
  readonly row: DueRow;
  readonly seen: number;
  /** Whether the row says that the job is ours. */
  isLeased = false;
  /** Ends the try for BullMQ, whatever the handler does. */
  giveBack = (): void => {};
  #timer: NodeJS.Timeout | undefined;
  #leasing: Promise<void> | undefined;
  #isDecided = false;
  #controller: AbortController | undefined;
  #stopped: Error | undefined;

  constructor(row: DueRow, attempts: number) {
    this.seen = row.attempts;
    this.row = { ...row, attempts };
  }

  get id(): string {
    return this.row.id;
  }

  get attempt(): number {
    return this.row.attempts;
  }

  /** Made for a handler that asks for it: it would be a good part of the cost of a short job. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#stopped) this.#controller.abort(this.#stopped);
    }
    return this.#controller.signal;
  }

  /** Resolves to how the try ends, or sooner, when it is given back. */
  outcome<End>(end: Promise<End>): Promise<End | 'given back'> {
    return new Promise((resolve, reject) => {
      this.giveBack = () => resolve('given back');
      end.then(resolve, reject);
    });
  }

  get isAborted(): boolean {
    return this.#stopped !== undefined;
  }

  abort(reason: Error): void {
    this.#stopped ??= reason;
    this.#controller?.abort(reason);
  }

  /** Takes a lease after `ms`, unless the try is decided by then. */
  leaseAfter(ms: number, take: () => Promise<void>): void {
    this.#timer = setTimeout(() => void (this.#leasing = take()), ms);
  }

  /** No lease begins any more; resolves when one that is being written is there. */
  async leased(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#leasing;
  }

  /**
   * Before an outcome is written: a lease would come after it and take a job that has ended. Resolves to whether the job is still
   * this try's to decide.
   */
  async decide(): Promise<boolean> {
    await this.leased();
    this.#isDecided = !this.isAborted;
    return this.#isDecided;
  }

  /** Whether its lease is to be kept. */
  get isHeld(): boolean {
    return this.isLeased && !this.#isDecided;
  }
}
