import { hash, verify } from '@node-rs/argon2';
import type { Knex } from 'knex';
import type { Role, User } from '@luneo/sdk/contracts/accounts.js';
import { newId } from '../id.js';

interface UserRow {
  id: string;
  brand_id: string | null;
  email: string;
  name: string;
  role: Role;
  password_hash: string;
  demo: boolean | number;
  created_at: string;
}

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane; about 18 ms. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Checked when the e-mail is unknown, so that the answer takes as long as for a wrong password. */
let decoy: Promise<string> | undefined;

export interface NewUser {
  id?: string;
  brandId: string | null;
  email: string;
  name: string;
  role: Role;
  password: string;
  /** Has a password that is written down somewhere: refused in production. */
  demo?: boolean;
}

/** E-mails are unique without regard to case. Throws the database's unique violation for a second one. */
export async function createUser(db: Knex, input: NewUser): Promise<User> {
  const row: UserRow = {
    id: input.id ?? newId('usr'),
    brand_id: input.brandId,
    email: input.email.toLowerCase(),
    name: input.name,
    role: input.role,
    password_hash: await hash(input.password, ARGON2),
    demo: input.demo ?? false,
    created_at: new Date().toISOString(),
  };
  await db<UserRow>('users').insert(row);
  return toUser(row);
}

/** The user with this e-mail and password, else null: in the same time whether the e-mail is unknown or the password wrong. */
export async function verifyPassword(db: Knex, email: string, password: string): Promise<User | null> {
  const row = await db<UserRow>('users').where({ email: email.toLowerCase() }).first();
  decoy ??= hash('no user has this password', ARGON2);
  const matches = await verify(row?.password_hash ?? (await decoy), password);
  return row && matches ? toUser(row) : null;
}

export async function getUser(db: Knex, id: string): Promise<User | null> {
  const row = await db<UserRow>('users').where({ id }).first();
  return row ? toUser(row) : null;
}

/** Whether anybody can sign in with a demo password. */
export async function hasDemoUser(db: Knex): Promise<boolean> {
  return (await db<UserRow>('users').where({ demo: true }).first('id')) !== undefined;
}

function toUser(row: UserRow): User {
  return { id: row.id, brandId: row.brand_id, email: row.email, name: row.name, role: row.role };
}
