import type { Role } from './accounts.js';

/** Everything that a role may be allowed, and that a secret key may be limited to. */
export const PERMISSIONS = [
  'sessions:create',
  'shoppers:link',
  'catalogue:read',
  'catalogue:write',
  'designs:read',
  'designs:write',
  'orders:create',
  'orders:read',
  'orders:write',
  'orders:refund',
  'production:read',
  'production:write',
  'keys:manage',
  'team:manage',
  'brand:read',
  'brand:manage',
  'webhooks:manage',
  'billing:read',
  'billing:manage',
  'privacy:manage',
  'audit:read',
  'jobs:manage',
  'platform:manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const shopper: readonly Permission[] = [
  'sessions:create',
  'catalogue:read',
  'designs:read',
  'designs:write',
  'orders:create',
  'orders:read',
];
const worker: readonly Permission[] = ['brand:read', 'production:read', 'production:write'];
const staff: readonly Permission[] = [
  ...worker,
  'catalogue:read',
  'catalogue:write',
  'designs:read',
  'designs:write',
  'orders:create',
  'orders:read',
  'orders:write',
];

/**
 * The one permission table: role → what it may do. A shopper's rows are their own, a fabricator's those of the orders that were
 * given to them, everybody else's those of the brand; that is the scope's business, not the table's.
 */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  consumer: new Set(shopper),
  fabricator: new Set(worker),
  brand_user: new Set(staff),
  brand_admin: new Set(PERMISSIONS.filter((permission) => permission !== 'platform:manage' && permission !== 'sessions:create')),
  platform_admin: new Set(PERMISSIONS),
};
