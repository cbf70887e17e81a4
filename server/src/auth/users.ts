import { hash, verify } from '@node-rs/argon2';
import type { Knex } from 'knex';
import type { Role } from '@luneo/sdk/contracts/accounts.js';
import { newId } from '../id.js';
import { Problem } from '../problem.js';

export interface UserRow {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  is_platform_admin: boolean | number;
  demo: boolean | number;
  email_verified_at: string | null;
  totp_secret: string | null;
  totp_enabled_at: string | null;
  totp_step: number | null;
  /** For mails. */
  locale: string;
  created_at: string;
}
export interface MembershipRow {
  brand_id: string;
  user_id: string;
  role: Exclude<Role, 'consumer' | 'platform_admin'>;
  created_at: string;
}

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane; about 18 ms. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Matches no password: for accounts that sign in elsewhere. */
export const NO_PASSWORD = '-';
/** Checked when the e-mail is unknown, so that the answer takes as long as for a wrong password. */
let decoy: Promise<string> | undefined;

export interface NewUser {
  id?: string;
  /** Where `role` counts; null for platform administrators, and for accounts that join a brand later. */
  brandId: string | null;
  email: string;
  name: string;
  role: Role;
  /** null: signs in elsewhere. */
  password: string | null;
  /** Has a password that is written down somewhere: refused in production. */
  demo?: boolean;
  /** Default true. */
  isEmailVerified?: boolean;
}

/** One spelling of an address: canonically composed, lower case. Mails go to the stored spelling, never to one that was typed. */
export function normalEmail(email: string): string {
  const normal = email.normalize('NFC').toLowerCase();
  if (normal.length > 254) throw new Problem('invalid-request', 'The e-mail address is too long.');
  return normal;
}

/** An account, and its membership where `brandId` is given. E-mails are unique; throws the database's unique violation. */
export async function createUser(db: Knex, input: NewUser): Promise<UserRow> {
  const now = new Date().toISOString();
  const row: UserRow = {
    id: input.id ?? newId('usr'),
    email: normalEmail(input.email),
    name: input.name,
    password_hash: input.password === null ? NO_PASSWORD : await hashPassword(input.password),
    is_platform_admin: input.role === 'platform_admin',
    demo: input.demo ?? false,
    email_verified_at: (input.isEmailVerified ?? true) ? now : null,
    totp_secret: null,
    totp_enabled_at: null,
    totp_step: null,
    locale: 'en',
    created_at: now,
  };
  await insertUser(db, row, input);
  return row;
}

/** For transactions, in which nothing may wait for a password's hash. */
export async function insertUser(tx: Knex, row: UserRow, { brandId, role }: Pick<NewUser, 'brandId' | 'role'>): Promise<void> {
  await tx<UserRow>('users').insert(row);
  if (brandId !== null && role !== 'platform_admin' && role !== 'consumer')
    await tx<MembershipRow>('memberships').insert({ brand_id: brandId, user_id: row.id, role, created_at: row.created_at });
}

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2);

/** Whether it is the account's password; as slow without an account, and for one that has no password. */
export async function isPasswordOf(row: UserRow | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no user has this password');
  const stored = row?.password_hash.startsWith('$argon2') ? row.password_hash : null;
  const matches = await verify(stored ?? (await decoy), password);
  return matches && stored !== null;
}

/** The user with this e-mail and password, else null: in the same time whether the e-mail is unknown or the password wrong. */
export async function verifyPassword(db: Knex, email: string, password: string): Promise<UserRow | null> {
  const row = await findUser(db, email);
  return (await isPasswordOf(row, password)) ? row : null;
}

export async function findUser(db: Knex, email: string): Promise<UserRow | null> {
  return (
    (await db<UserRow>('users')
      .where({ email: normalEmail(email) })
      .first()) ?? null
  );
}

export async function getUser(db: Knex, id: string): Promise<UserRow | null> {
  return (await db<UserRow>('users').where({ id }).first()) ?? null;
}

/** Whether anybody can sign in with a demo password. */
export async function hasDemoUser(db: Knex): Promise<boolean> {
  return (await db<UserRow>('users').where({ demo: true }).first('id')) !== undefined;
}
