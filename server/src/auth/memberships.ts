import type { Knex } from 'knex';
import type { Me, TeamRole, User } from '@luneo/sdk/contracts/accounts.js';
import { Problem } from '../problem.js';
import type { SessionRow } from './staff-sessions.js';
import type { MembershipRow, UserRow } from './users.js';

export interface Membership {
  id: string;
  name: string;
  role: TeamRole;
}

/** Every brand of an account, the oldest first. */
export async function membershipsOf(db: Knex, userId: string): Promise<Membership[]> {
  return (await db<MembershipRow>('memberships as m')
    .join('brands as b', 'b.id', 'm.brand_id')
    .where('m.user_id', userId)
    .orderBy(['m.created_at', 'm.brand_id'])
    .select('b.id', 'b.name', 'm.role')) as Membership[];
}

/** The brand to act for: the one asked for, else the one of the last session, else the oldest. Throws `not-found`. */
export async function chooseBrand(db: Knex, user: UserRow, asked: string | undefined): Promise<Membership | null> {
  if (user.is_platform_admin) return null;
  const brands = await membershipsOf(db, user.id);
  if (asked !== undefined) {
    const found = brands.find(({ id }) => id === asked);
    if (!found) throw new Problem('not-found', `There is no brand ${asked} that you can see.`);
    return found;
  }
  const last = await db<SessionRow>('staff_sessions').where({ user_id: user.id }).orderBy('used_at', 'desc').first('brand_id');
  return brands.find(({ id }) => id === last?.brand_id) ?? brands[0] ?? null;
}

export function toUser({ id, email, name, is_platform_admin }: UserRow, brand: Membership | null): User {
  if (is_platform_admin) return { id, email, name, brandId: null, role: 'platform_admin' };
  return { id, email, name, brandId: brand?.id ?? null, role: brand?.role ?? 'brand_user' };
}

export async function toMe(db: Knex, user: UserRow, brandId: string): Promise<Me> {
  const brands = await membershipsOf(db, user.id);
  return {
    ...toUser(user, brands.find(({ id }) => id === brandId) ?? null),
    emailVerified: user.email_verified_at !== null,
    twoFactor: user.totp_enabled_at !== null,
    brands,
  };
}

/** Who is written to when a brand has to know something. */
export async function adminsOf(tx: Knex, brandId: string): Promise<{ email: string; locale: string }[]> {
  return tx('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where({ 'memberships.brand_id': brandId, 'memberships.role': 'brand_admin' })
    .orderBy('users.email')
    .select('users.email', 'users.locale');
}
