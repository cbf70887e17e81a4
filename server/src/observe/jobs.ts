import { createHmac } from 'node:crypto';
import type { GenerationAccepted } from '@luneo/sdk/contracts/designs.js';
import type { Config } from '../config.js';
import type { Deps } from '../deps.js';
import type { DeadHandlers, JobContext, JobHandlers, JobName } from '../drivers/queue/queue.js';

type AnyHandler = (payload: Record<string, unknown>, context: JobContext) => Promise<void>;
type AnyDead = (payload: Record<string, unknown>, reason: string) => Promise<void>;

/** Counts, traces and logs every try of every job: ids only, never what is in a document, a mail or a prompt. */
export function observeJobs(
  { observe, log }: Pick<Deps, 'observe' | 'log'>,
  { handlers, dead }: { handlers: JobHandlers; dead: DeadHandlers },
): { handlers: JobHandlers; dead: DeadHandlers } {
  const { metrics, tracing, report } = observe;
  const watched = (name: string, handler: AnyHandler): AnyHandler => {
    return async (payload, context) => {
      const start = performance.now();
      const span = tracing?.begin(`job ${name}`, 'consumer');
      const ids = idsOf(payload);
      const end = (outcome: 'done' | 'failed', error?: unknown): void => {
        const ms = performance.now() - start;
        metrics.job(name, outcome, ms / 1000);
        span?.end({ ...ids, attempt: context.attempt }, error);
        const line = { job: name, ...ids, attempt: context.attempt, ms: Math.round(ms), ...(span && { traceId: span.traceId }) };
        if (error === undefined) log.info(line, 'job');
        else log.warn({ ...line, err: error }, 'job failed');
      };
      try {
        await handler(payload, context);
      } catch (error) {
        end('failed', error);
        throw error;
      }
      end('done');
    };
  };
  const watchedDead = (name: string, handler?: AnyDead): AnyDead => {
    return async (payload, reason) => {
      metrics.job(name, 'dead', 0);
      report.error(new Error(`job ${name} was given up`), { job: name, ...idsOf(payload) });
      await handler?.(payload, reason);
    };
  };
  const names = Object.keys(handlers) as JobName[];
  return {
    handlers: Object.fromEntries(names.map((name) => [name, watched(name, handlers[name] as AnyHandler)])) as JobHandlers,
    dead: Object.fromEntries(names.map((name) => [name, watchedDead(name, dead[name] as AnyDead | undefined)])) as DeadHandlers,
  };
}

/** The ids among a job's payload, and nothing else of it. */
function idsOf(payload: Record<string, unknown>): Record<string, string> {
  const ids = Object.entries(payload).filter(([key, value]) => key.endsWith('Id') && typeof value === 'string');
  return Object.fromEntries(ids) as Record<string, string>;
}

/** For the log: which prompt it was. The same one has the same hash within an installation; it cannot be found from it. */
export function loggedPrompt({ secret }: Pick<Config, 'secret'>, ids: GenerationAccepted, prompt: string): Record<string, string> {
  return { designId: ids.designId, generationId: ids.generationId, promptHash: promptHash({ secret }, prompt) };
}

/** Stands for a prompt in the log: the same words give the same hash, and it tells none of them. */
export const promptHash = ({ secret }: Pick<Config, 'secret'>, prompt: string): string =>
  createHmac('sha256', `prompt:${secret}`).update(prompt).digest('hex').slice(0, 16);
