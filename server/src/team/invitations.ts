import type { Knex } from 'knex';
import type { TeamRole } from '@luneo/sdk/contracts/accounts.js';
import type { Invitation } from '@luneo/sdk/contracts/brands.js';
import { recordAudit } from '../audit/audit.js';
import { linkInvalid } from '../auth/account-tokens.js';
import { hashSecret, newSecret } from '../auth/one-time.js';
import type { Scope } from '../auth/scope.js';
import { findUser, normalEmail, type MembershipRow } from '../auth/users.js';
import { takeTurns } from '../drivers/database/lock.js';
import { newId } from '../id.js';
import { notFound, Problem } from '../problem.js';

export interface InvitationRow {
  id: string;
  brand_id: string;
  email: string;
  role: TeamRole;
  token_hash: string;
  invited_by: string;
  created_at: string;
  expires_at: string;
  accepted_at: string | null;
  revoked_at: string | null;
}

const LIFE_MS = 7 * 86_400_000;
const MAX_OPEN = 200;

const open = (db: Knex, now: number) =>
  db<InvitationRow>('invitations').whereNull('accepted_at').whereNull('revoked_at').where('expires_at', '>', new Date(now).toISOString());

export async function listInvitations(db: Knex, scope: Scope): Promise<Invitation[]> {
  const rows = (await open(db, Date.now()).where({ brand_id: scope.brandId }).orderBy('id', 'desc').limit(MAX_OPEN)) as InvitationRow[];
  return rows.map(toInvitation);
}

/** The token goes into the mail only. An earlier invitation of the same address stops working. Throws `conflict` for a member. */
export async function invite(
  tx: Knex,
  scope: Scope,
  input: { email: string; role: TeamRole },
): Promise<{ invitation: Invitation; token: string }> {
  const email = normalEmail(input.email);
  await takeTurns(tx, `invite:${scope.brandId}`);
  const user = await findUser(tx, email);
  const isMember = user && (await tx<MembershipRow>('memberships').where({ brand_id: scope.brandId, user_id: user.id }).first('role'));
  if (isMember) throw new Problem('conflict', 'This person is in the team already. Change the role instead.');
  const now = Date.now();
  await open(tx, now)
    .where({ brand_id: scope.brandId, email })
    .update({ revoked_at: new Date(now).toISOString() });
  if ((await open(tx, now).where({ brand_id: scope.brandId }).limit(MAX_OPEN).select('id')).length >= MAX_OPEN)
    throw new Problem('conflict', `There are ${MAX_OPEN} open invitations. Withdraw some first.`);
  const token = newSecret();
  const row: InvitationRow = {
    id: newId('inv'),
    brand_id: scope.brandId,
    email,
    role: input.role,
    token_hash: hashSecret(token),
    invited_by: scope.actorId,
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + LIFE_MS).toISOString(),
    accepted_at: null,
    revoked_at: null,
  };
  await tx<InvitationRow>('invitations').insert(row);
  await recordAudit(tx, scope, { action: 'member.invited', target: row.id, data: { email, role: row.role } });
  return { invitation: toInvitation(row), token };
}

/** Throws `not-found`. */
export async function getInvitation(db: Knex, scope: Scope, id: string): Promise<Invitation> {
  const row = await db<InvitationRow>('invitations').where({ id, brand_id: scope.brandId }).first();
  if (!row) throw notFound('invitation', id);
  return toInvitation(row);
}

/** Withdrawing twice is no error. */
export async function revokeInvitation(tx: Knex, scope: Scope, id: string): Promise<void> {
  const row = await tx<InvitationRow>('invitations').where({ id, brand_id: scope.brandId }).first();
  if (!row) throw notFound('invitation', id);
  if (row.accepted_at) throw new Problem('conflict', 'The invitation was accepted. Remove the member instead.');
  const changed = await tx<InvitationRow>('invitations')
    .where({ id, brand_id: scope.brandId })
    .whereNull('accepted_at')
    .whereNull('revoked_at')
    .update({ revoked_at: new Date().toISOString() });
  if (changed === 1) await recordAudit(tx, scope, { action: 'invitation.revoked', target: id, data: { email: row.email } });
}

/** Ends the open invitations of somebody who may invite no more: a link that they kept must not bring them, or a friend, back in. */
export async function withdrawInvitationsOf(tx: Knex, scope: Scope, userId: string): Promise<void> {
  const now = Date.now();
  const withdrawn = (await open(tx, now)
    .where({ brand_id: scope.brandId, invited_by: userId })
    .update({ revoked_at: new Date(now).toISOString() })
    .returning(['id', 'email'])) as Pick<InvitationRow, 'id' | 'email'>[];
  for (const { id, email } of withdrawn) await recordAudit(tx, scope, { action: 'invitation.revoked', target: id, data: { email } });
}

/** An invitation that can be accepted. Throws `link-invalid`. */
export async function readInvitation(db: Knex, token: string, now = Date.now()): Promise<InvitationRow> {
  const row = (await open(db, now)
    .where({ token_hash: hashSecret(token) })
    .first()) as InvitationRow | undefined;
  if (!row) throw linkInvalid();
  return row;
}

/** Of two who accept at once one does. */
export async function takeInvitation(tx: Knex, id: string, now = Date.now()): Promise<void> {
  const changed = await open(tx, now)
    .where({ id })
    .update({ accepted_at: new Date(now).toISOString() });
  if (changed !== 1) throw linkInvalid();
}

const toInvitation = ({ id, email, role, created_at, expires_at }: InvitationRow): Invitation => ({
  id,
  email,
  role,
  createdAt: created_at,
  expiresAt: expires_at,
});
