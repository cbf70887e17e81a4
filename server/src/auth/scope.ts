import type { Permission } from '@luneo/sdk/contracts/permissions.js';

/** Who is calling and what rows they may touch. Every store function takes one; nothing reads a brand's rows without it. */
export interface Scope {
  brandId: string;
  /** Set for a shopper: only rows of this owner. `null` for staff and secret keys: every row of the brand. */
  ownerId: string | null;
  role: 'consumer' | 'brand_user' | 'brand_admin' | 'fabricator' | 'platform_admin';
  via: 'pk' | 'shopper' | 'staff' | 'sk' | 'system';
  mode: 'test' | 'live';
  /** Key, user or shopper id, for logs and the audit trail. */
  actorId: string;
  /** API key that is used, or that started the shopper's session; null for staff and the system. */
  keyId: string | null;
  /** What a scoped secret key is limited to; absent: everything that its role allows. */
  scopes?: readonly Permission[];
  /** Session of a member of staff; of a shopper for who listens only. */
  sessionId?: string;
  /** Session of the member of staff who tries products as this shopper: drafts are shown, and it ends with that session. */
  trialOf?: string;
  /** The request that is answered, for the audit log; absent where there is none. */
  from?: { ip: string; requestId: string };
}
