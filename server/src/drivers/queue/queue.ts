import type { Knex } from 'knex';

/** Every kind of work the worker knows, with its payload. Handlers are idempotent: they may run more than once. */
export interface Jobs {
  generate: { generationId: string; brandId: string };
  print: { orderId: string; brandId: string };
  mail: { mailId: string; brandId: string };
}
export type JobName = keyof Jobs;

export interface JobContext {
  attempt: number;
  signal: AbortSignal;
}
export type JobHandlers = { [N in JobName]?: (payload: Jobs[N], context: JobContext) => Promise<void> };

export interface Queue {
  /** Enqueues inside the caller's transaction; the same `key` is enqueued once. */
  add<N extends JobName>(tx: Knex, name: N, payload: Jobs[N], options?: { key?: string; runAt?: Date }): Promise<void>;
  /** Takes jobs until stopped: lease with heartbeat, retries with back-off, dead letters; a killed worker's jobs are taken up. */
  work(handlers: JobHandlers, options?: { concurrency?: number }): Promise<{ stop(): Promise<void> }>;
}
