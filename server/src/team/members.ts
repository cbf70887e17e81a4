import type { Knex } from 'knex';
import type { TeamRole } from '@luneo/sdk/contracts/accounts.js';
import type { Member } from '@luneo/sdk/contracts/brands.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import { endSessions } from '../auth/staff-sessions.js';
import type { MembershipRow } from '../auth/users.js';
import { notFound, Problem } from '../problem.js';
import { withdrawInvitationsOf } from './invitations.js';

type Joined = MembershipRow & { email: string; name: string; totp_enabled_at: string | null };

const members = (db: Knex, scope: Scope) =>
  db<MembershipRow>('memberships as m')
    .join('users as u', 'u.id', 'm.user_id')
    .where('m.brand_id', scope.brandId)
    .select('m.*', 'u.email', 'u.name', 'u.totp_enabled_at');

export async function listMembers(db: Knex, scope: Scope): Promise<Member[]> {
  return ((await members(db, scope).orderBy(['m.created_at', 'm.user_id']).limit(500)) as Joined[]).map(toMember);
}

async function getMember(tx: Knex, scope: Scope, userId: string): Promise<Joined> {
  const row = (await members(tx, scope).where('m.user_id', userId).first()) as Joined | undefined;
  if (!row) throw notFound('member', userId);
  return row;
}

/** Counts from the member's next call; who administers no more has invited nobody. Throws `conflict` where nobody would be left to administer the brand. */
export async function changeRole(tx: Knex, scope: Scope, userId: string, role: TeamRole): Promise<Member> {
  await lockTeam(tx, scope);
  const before = await getMember(tx, scope, userId);
  if (before.role === role) return toMember(before);
  if (before.role === 'brand_admin') await requireAnotherAdmin(tx, scope, userId);
  await tx<MembershipRow>('memberships').where({ brand_id: scope.brandId, user_id: userId }).update({ role });
  if (before.role === 'brand_admin') await withdrawInvitationsOf(tx, scope, userId);
  await recordAudit(tx, scope, { action: 'member.role_changed', target: userId, data: { from: before.role, to: role } });
  return toMember({ ...before, role });
}

/** The member's calls for this brand stop, and their open invitations; the account stays. Throws `conflict` for the last administrator. */
export async function removeMember(tx: Knex, scope: Scope, userId: string): Promise<void> {
  await lockTeam(tx, scope);
  const { role, email } = await getMember(tx, scope, userId);
  if (role === 'brand_admin') await requireAnotherAdmin(tx, scope, userId);
  await tx<MembershipRow>('memberships').where({ brand_id: scope.brandId, user_id: userId }).delete();
  await endSessions(tx, { brand_id: scope.brandId, user_id: userId }, 'removed');
  await withdrawInvitationsOf(tx, scope, userId);
  await recordAudit(tx, scope, { action: 'member.removed', target: userId, data: { role, email } });
}

/** One change of a team at a time: two administrators who remove each other at once would both be told yes. */
const lockTeam = (tx: Knex, scope: Scope) => tx('brands').where({ id: scope.brandId }).forUpdate().first('id');

async function requireAnotherAdmin(tx: Knex, scope: Scope, userId: string): Promise<void> {
  const other = await tx<MembershipRow>('memberships')
    .where({ brand_id: scope.brandId, role: 'brand_admin' })
    .whereNot({ user_id: userId })
    .first('user_id');
  if (!other) throw new Problem('conflict', 'A brand needs an administrator. Make somebody else one first.');
}

const toMember = (row: Joined): Member => ({
  userId: row.user_id,
  email: row.email,
  name: row.name,
  role: row.role,
  twoFactor: row.totp_enabled_at !== null,
  joinedAt: row.created_at,
});
