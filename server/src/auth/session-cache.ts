import type { Knex } from 'knex';
import { asSystem } from '../drivers/database/tenancy.js';
import { firstRow } from '../drivers/database/first-row.js';
import { perDatabase, TtlCache } from '../ttl-cache.js';
import type { Scope } from './scope.js';

/** What a member of staff may do at this moment; null once the session is over, or its member is no longer in the brand. */
export interface Standing {
  userId: string;
  brandId: string | null;
  role: Scope['role'];
}

/** How long a standing is believed: a removed member, another role and an ended session count at once here, elsewhere after this. */
const TTL_MS = 3_000;

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
  readonly #standings = new TtlCache<Standing | null>({ ttlMs: TTL_MS });
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** `brandId`: the one that the access token was made for. */
  get({ sessionId, brandId }: { sessionId: string; brandId: string | null }): Promise<Standing | null> {
    return this.#standings.get(`${sessionId} ${brandId}`, async () => {
      const row = await asSystem(this.#db, () => firstRow<Row>(this.#db, QUERY, [brandId ?? '', sessionId]));
      return row ? standingOf(row, brandId) : null;
    });
  }

  clear(): void {
    this.#standings.clear();
  }
}

function standingOf({ user_id: userId, ended_at, expires_at, is_platform_admin, role }: Row, brandId: string | null): Standing | null {
  if (ended_at !== null || Date.parse(expires_at) <= Date.now()) return null;
  if (is_platform_admin) return { userId, brandId: null, role: 'platform_admin' };
  if (brandId === null) return { userId, brandId, role: 'brand_user' };
  return role === null ? null : { userId, brandId, role };
}

/** The one cache of a database in this process. */
export const sessionCacheOf = perDatabase((db) => new SessionCache(db));
