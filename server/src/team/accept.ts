import type { Request } from 'express';
import type { Knex } from 'knex';
import type { InvitationAccepted } from '@luneo/sdk/contracts/brands.js';
import { recordAudit } from '../audit/audit.js';
import { accountScope } from '../auth/account-scope.js';
import { checkPassword } from '../auth/passwords.js';
import { emptyBrandsOf, newAccount } from '../auth/registrations.js';
import { endSessions } from '../auth/staff-sessions.js';
import { findUser, hashPassword, insertUser, NO_PASSWORD, type MembershipRow, type UserRow } from '../auth/users.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { acceptedLocale } from '../mail/locale.js';
import { Problem } from '../problem.js';
import { readInvitation, takeInvitation, type InvitationRow } from './invitations.js';

interface Answer {
  token: string;
  name?: string | undefined;
  password?: string | undefined;
}

/** Somebody who came with the invitation and a sign-in at a provider, which takes the place of a password. */
export interface Elsewhere {
  name: string;
  link(tx: Knex, userId: string): Promise<unknown>;
}

/** Whether an account has shown that the address is its own. One that has not may be a stranger's who got there first. */
export const isOwned = (user: UserRow | null): user is UserRow => user !== null && user.email_verified_at !== null;

/**
 * Joins the brand with the account of the invited address, whoever is signed in here. A new account, and one that nobody has
 * confirmed, take the name and the password of this answer: the link in the mail is the proof, an earlier stranger's password none.
 */
export async function acceptInvitation(
  db: Knex,
  request: Request,
  { token, name, password }: Answer,
  elsewhere: Elsewhere | null = null,
): Promise<InvitationAccepted> {
  const invitation = await readInvitation(db, token);
  const known = await findUser(db, invitation.email);
  if (elsewhere && isOwned(known))
    throw new Problem('identity-not-linked', 'This address has an account. Accept the invitation with it, then link the provider there.');
  const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
  const fresh = isOwned(known)
    ? null
    : elsewhere
      ? passwordless(invitation, elsewhere.name, locale)
      : await freshAccount(invitation, name, password, locale);
  const join = async (tx: Knex): Promise<void> => {
    await takeInvitation(tx, invitation.id);
    const userId = fresh ? await takeOver(tx, request, known, fresh) : known!.id;
    await elsewhere?.link(tx, userId);
    const { brand_id, role } = invitation;
    const row: MembershipRow = { brand_id, user_id: userId, role, created_at: new Date().toISOString() };
    const made = await tx<MembershipRow>('memberships').insert(row).onConflict(['brand_id', 'user_id']).ignore().returning('user_id');
    if (made.length === 0) throw new Problem('conflict', 'This account is in the team already.');
    await recordAudit(tx, accountScope(request, userId, brand_id), {
      action: 'member.joined',
      target: userId,
      data: { role, invitation: invitation.id },
    });
  };
  await db.transaction(join).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem('conflict', 'This address got an account a moment ago. Open the link again.');
  });
  return { brandId: invitation.brand_id, email: invitation.email, role: invitation.role };
}

async function freshAccount(
  { email }: InvitationRow,
  name: string | undefined,
  password: string | undefined,
  locale: string,
): Promise<UserRow> {
  if (name === undefined || password === undefined)
    throw new Problem('invalid-request', 'A new account needs name and password.', {
      errors: [
        ...(name === undefined ? [{ path: 'body.name', message: 'is needed for a new account' }] : []),
        ...(password === undefined ? [{ path: 'body.password', message: 'is needed for a new account' }] : []),
      ],
    });
  checkPassword(password, { email, name });
  const account = newAccount({ email, name, locale }, await hashPassword(password));
  return { ...account, email_verified_at: account.created_at };
}

function passwordless({ email }: InvitationRow, name: string, locale: string): UserRow {
  const account = newAccount({ email, name, locale }, NO_PASSWORD);
  return { ...account, email_verified_at: account.created_at };
}

async function takeOver(tx: Knex, request: Request, known: UserRow | null, fresh: UserRow): Promise<string> {
  if (!known) {
    await insertUser(tx, fresh, { brandId: null, role: 'brand_user' });
    return fresh.id;
  }
  await emptyBrandsOf(tx, request, known.id);
  const { name, password_hash, email_verified_at, locale } = fresh;
  await tx<UserRow>('users')
    .where({ id: known.id })
    .update({ name, password_hash, email_verified_at, locale, totp_secret: null, totp_enabled_at: null, totp_step: null });
  await endSessions(tx, { user_id: known.id }, 'password');
  await tx('account_tokens').where({ user_id: known.id }).delete();
  await tx('identities').where({ user_id: known.id }).delete();
  return known.id;
}
