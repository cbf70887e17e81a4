import type { Knex } from 'knex';
import { asSystem } from '../drivers/database/tenancy.js';
import type { KeyRow } from './keys.js';

/** `last_used_at` is true to this much: noting every call would cost each of them a write. */
const NOTE_MS = 60_000;

/** Notes that a key was used, without making its caller wait; what cannot be noted is not worth an error. */
export function noteUse(db: Knex, { id, last_used_at }: Pick<KeyRow, 'id' | 'last_used_at'>, now = Date.now()): void {
  if (last_used_at && now - Date.parse(last_used_at) < NOTE_MS) return;
  const writing = asSystem(db, () =>
    db<KeyRow>('api_keys')
      .where({ id })
      .update({ last_used_at: new Date(now).toISOString() }),
  );
  void writing.then(undefined, () => {});
}
