import { perDatabase, TtlCache } from '../ttl-cache.js';
import type { KeyRow } from './keys.js';

/** How long a key's row is believed without asking the database again: a revocation by another process counts after this. */
const TTL_MS = 5_000;

/** Rows of keys that were asked for lately, by key or id. */
export const keyCacheOf = perDatabase(() => new TtlCache<KeyRow | null>({ ttlMs: TTL_MS }));
