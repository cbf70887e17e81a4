import type { Deps } from '../deps.js';
import type { JobContext, Jobs } from '../drivers/queue/queue.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { eraseBrandRows } from './erase-brand.js';
import { finishErasure, getErasure } from './store.js';

type EraseDeps = Pick<Deps, 'db' | 'files' | 'mail'>;

/** Carries a request to forget to its end: files, mails that lie with us, a brand's rows, and what the database still holds of deleted rows. */
export function eraseHandler(deps: EraseDeps): (payload: Jobs['erase'], context: JobContext) => Promise<void> {
  return async ({ erasureId }, { signal }) =>
    asSystem(deps.db, async () => {
      const row = await getErasure(deps.db, erasureId);
      if (!row || row.status === 'done') return;
      for (const key of JSON.parse(row.files) as string[]) {
        signal.throwIfAborted();
        if (key !== '') await deps.files.delete(key);
      }
      for (const id of JSON.parse(row.mails) as string[]) await deps.mail.withdraw?.(id);
      if (row.owner_id === null) await eraseBrandRows(deps, row.brand_id, signal);
      await finishErasure(deps.db, row.id);
      await scrub(deps);
    });
}

/** SQLite leaves what was deleted in free pages of its file: it is written anew. PostgreSQL clears it away by itself. */
async function scrub({ db }: Pick<Deps, 'db'>): Promise<void> {
  if ((db.client as { dialect: string }).dialect === 'postgresql') return;
  await db.raw('vacuum');
  await db.raw('pragma wal_checkpoint(truncate)');
}
