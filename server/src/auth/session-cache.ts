import type { Knex } from 'knex';
import { asSystem } from '../drivers/database/tenancy.js';
import { firstRow } from '../drivers/database/first-row.js';
import { Lru } from '../lru.js';
import type { Scope } from './scope.js';

/** What a member of staff may do at this moment; null once the session is over, or its member is no longer in the brand. */
export interface Standing {
  userId: string;
  brandId: string | null;
  role: Scope['role'];
}

/** How long a standing is believed: a removed member, another role and an ended session count at once here, elsewhere after this. */
const TTL_MS = 3_000;
const MAX_CACHED = 5_000;

const QUERY = `select s.user_id, s.ended_at, s.expires_at, u.is_platform_admin, m.role
  from staff_sessions s join users u on u.id = s.user_id
  left join memberships m on m.user_id = s.user_id and m.brand_id = ?
  where s.id = ?`;

interface Row {
  user_id: string;
  ended_at: string | null;
  expires_at: string;
  is_platform_admin: boolean | number;
  role: Scope['role'] | null;
}

/** The standing of sessions that were asked for lately. */
export class SessionCache {
  #entries = new Lru<string, { standing: Standing | null; until: number }>(MAX_CACHED);
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** `brandId`: the one that the access token was made for. */
  async get({ sessionId, brandId }: { sessionId: string; brandId: string | null }): Promise<Standing | null> {
    const name = `${sessionId} ${brandId}`;
    const hit = this.#entries.get(name);
    if (hit && hit.until > Date.now()) return hit.standing;
    const row = await asSystem(this.#db, () => firstRow<Row>(this.#db, QUERY, [brandId ?? '', sessionId]));
    const standing = row ? standingOf(row, brandId) : null;
    this.#entries.set(name, { standing, until: Date.now() + TTL_MS });
    return standing;
  }

  clear(): void {
    this.#entries = new Lru(MAX_CACHED);
  }
}

function standingOf({ user_id: userId, ended_at, expires_at, is_platform_admin, role }: Row, brandId: string | null): Standing | null {
  if (ended_at !== null || Date.parse(expires_at) <= Date.now()) return null;
  if (is_platform_admin) return { userId, brandId: null, role: 'platform_admin' };
  if (brandId === null) return { userId, brandId, role: 'brand_user' };
  return role === null ? null : { userId, brandId, role };
}

const caches = new WeakMap<object, SessionCache>();

/** The one cache of a database in this process. */
export function sessionCacheOf(db: Knex): SessionCache {
  const key = db.client as object;
  const cache = caches.get(key) ?? new SessionCache(db);
  caches.set(key, cache);
  return cache;
}
