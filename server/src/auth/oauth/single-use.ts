import type { Knex } from 'knex';
import { isUniqueViolation } from '../../drivers/database/database.js';
import { hashSecret } from '../one-time.js';
import { STATE_SECONDS } from './browser-state.js';

interface ReturnRow {
  hash: string;
  expires_at: string;
}

/** Whether a state comes back for the first time. An answer that is sent again, with the cookie and all, is refused by this. */
export async function isFirstReturn(db: Knex, state: string, now = Date.now()): Promise<boolean> {
  try {
    await db<ReturnRow>('oauth_returns').insert({
      hash: hashSecret(state),
      expires_at: new Date(now + STATE_SECONDS * 1000).toISOString(),
    });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

export async function pruneReturns(db: Knex, now: Date): Promise<void> {
  await db<ReturnRow>('oauth_returns').where('expires_at', '<', now.toISOString()).delete();
}
