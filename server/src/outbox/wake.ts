import type { Knex } from 'knex';

/** Told, after the commit, that there is something to read. */
export type Wake = () => void;

/** By the configuration object that a database and all its transactions share. */
const listeners = new WeakMap<object, Set<Wake>>();

/** Calls `wake` after every commit of an event by this process. Returns how to stop. */
export function onEvents(db: Knex, wake: Wake): () => void {
  const key = db.client.config as object;
  const all = listeners.get(key) ?? new Set();
  listeners.set(key, all.add(wake));
  return () => void all.delete(wake);
}

/** Once a transaction: `tx` may write many events. */
const waiting = new WeakSet<object>();

export function wakeAfterCommit(tx: Knex): void {
  const all = listeners.get(tx.client.config as object);
  if (!all || all.size === 0) return;
  const tell = (): void => all.forEach((wake) => wake());
  if (!tx.isTransaction) return tell();
  if (waiting.has(tx)) return;
  waiting.add(tx);
  (tx as Knex.Transaction).executionPromise.then(tell, () => {});
}
