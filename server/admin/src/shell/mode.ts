import type { LuneoAdmin } from '@luneo/sdk/admin.js';
import type { User } from '@luneo/sdk/contracts/accounts.js';
import { ROLE_PERMISSIONS } from '@luneo/sdk/contracts/permissions.js';

/** Test and live data are apart: designs, orders, keys, coupons, webhooks, books. */
export type Mode = 'test' | 'live';

const nameOf = ({ brandId }: User): string => `luneo-mode:${brandId ?? ''}`;

/** Kept on this device, for each brand. */
export const keepMode = (user: User, mode: Mode): void => localStorage.setItem(nameOf(user), mode);

/** What was chosen here; else live once the brand has been paid for real, and test while it is being set up. */
export async function findMode(api: LuneoAdmin, user: User): Promise<Mode> {
  const kept = localStorage.getItem(nameOf(user));
  if (kept === 'test' || kept === 'live') return kept;
  const may = ROLE_PERMISSIONS[user.role];
  const list = may.has('orders:read') ? api.orders : may.has('production:read') ? api.production : null;
  if (!user.brandId || !list) return 'live';
  api.useMode('live');
  const { items } = await list.list({ limit: 1 });
  return items.length > 0 ? 'live' : 'test';
}
