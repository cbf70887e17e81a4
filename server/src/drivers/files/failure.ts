import { Problem } from '../../problem.js';

/** Asked again, a store that is away may be there; nothing was changed. */
export const storeAway = (cause: unknown): Problem =>
  new Problem('unavailable', 'The file store does not answer. Try again.', { headers: { 'Retry-After': '5' }, cause });

export const storeFull = (cause: unknown): Problem =>
  new Problem('storage-full', 'There is no space left to store this file. Nothing was changed.', { cause });

/** A write is tried at most once a minute: readiness asks often, and stores are paid by the request. */
export function writeCheck(write: () => Promise<void>, now = Date.now): () => Promise<void> {
  let okUntil = 0;
  return async () => {
    if (now() < okUntil) return;
    await write();
    okUntil = now() + 60_000;
  };
}
