import type { FileStore } from '../drivers/files/files.js';
import { Problem } from '../problem.js';

/** Files on their way at once: one after another a store far away would take days. */
const AT_ONCE = 8;

/**
 * Copies every file of a store into another, with its type. A file that is deleted meanwhile is one that nobody needs. Throws what a
 * store throws, once the other copies that were begun have ended.
 */
export async function copyAll(from: FileStore, to: FileStore): Promise<{ count: number; bytes: number }> {
  const copied = { count: 0, bytes: 0 };
  const keys = from.list()[Symbol.asyncIterator]();
  let isBroken = false;
  const work = async (): Promise<void> => {
    for (let next = await keys.next(); next.done !== true && !isBroken; next = await keys.next()) {
      const info = await from.stat(next.value);
      const bytes = info && (await from.get(next.value));
      if (!info || !bytes) continue;
      await to.put(next.value, bytes, info.contentType);
      copied.count += 1;
      copied.bytes += bytes.byteLength;
    }
  };
  const done = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () =>
      work().catch((error: unknown) => {
        isBroken = true;
        throw error;
      }),
    ),
  );
  const failed = done.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason instanceof Problem ? new Error(failed.reason.message, { cause: failed.reason }) : failed.reason;
  return copied;
}

/** Whether there is nothing yet. */
export async function isEmpty(store: FileStore): Promise<boolean> {
  for await (const _ of store.list()) return false;
  return true;
}
