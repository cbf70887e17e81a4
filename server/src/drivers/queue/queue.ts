import type { Knex } from 'knex';

/** Every kind of work the worker knows, with its payload. Handlers are idempotent: they may run more than once. */
export interface Jobs {
  generate: { generationId: string; brandId: string };
  print: { orderId: string; brandId: string };
  mail: { mailId: string; brandId: string };
  refund: { refundId: string; brandId: string };
  erase: { erasureId: string; brandId: string };
}
export type JobName = keyof Jobs;

export interface JobContext {
  /** 1 for the first try. A try that ended with the death of its worker counts. */
  attempt: number;
  /** Aborted when the worker stops or has lost the job to another one. */
  signal: AbortSignal;
}
export type JobHandlers = { [N in JobName]?: (payload: Jobs[N], context: JobContext) => Promise<void> };
/** Told once when a job is given up: its tries are used up, or it failed in a way that no try can mend. */
export type DeadHandlers = { [N in JobName]?: (payload: Jobs[N], reason: string) => Promise<void> };

export interface Queue {
  /** Enqueues inside the caller's transaction; the same `key` is enqueued once. */
  add<N extends JobName>(tx: Knex, name: N, payload: Jobs[N], options?: { key?: string; runAt?: Date }): Promise<void>;
  /**
   * Takes jobs until stopped: lease with heartbeat, retries with back-off, dead letters; a killed worker's jobs are taken up.
   * `stop` takes no new job, waits for those running and gives back what does not end within its grace time.
   */
  work(handlers: JobHandlers, options?: { concurrency?: number; dead?: DeadHandlers }): Promise<{ stop(): Promise<void> }>;
  /** Throws when jobs would have to wait; absent where the queue is the database. */
  check?(): Promise<void>;
  /** Gives back connections of its own, where the driver has any. */
  close?(): Promise<void>;
}
