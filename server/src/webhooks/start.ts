import type { Deps } from '../deps.js';
import { startReader } from '../outbox/reader.js';
import { fanOut } from './fan-out.js';
import { startSender } from './sender.js';

/** Outgoing webhooks in a worker: events become deliveries, by one process at a time; deliveries are sent, by all of them. */
export function startWebhooks(deps: Pick<Deps, 'db' | 'log' | 'config' | 'fetch' | 'queue'>): { stop(): Promise<void> } {
  const sender = startSender(deps);
  const reader = startReader(deps, 'webhooks', async (tx, events) => {
    await fanOut(tx, events);
    tx.executionPromise.then(
      () => sender.wake(),
      () => {},
    );
  });
  return {
    stop: async () => {
      await reader.stop();
      await sender.stop();
    },
  };
}
