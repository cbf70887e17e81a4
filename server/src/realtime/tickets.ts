import { createHmac, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';
import type { Config } from '../config.js';

const LIFE_MS = 30_000;

export interface TicketHolder {
  scope: Scope;
  /** Origin of the page that asked; null when it was no browser. */
  origin: string | null;
  /** When the token behind the ticket ends; null for keys, which do not. */
  tokenExpiresAt: Date | null;
}
interface TicketRow {
  hash: string;
  scope: string;
  origin: string | null;
  token_expires_at: string | null;
  expires_at: string;
}

/** A ticket that is good once and for 30 s. Only its keyed hash is stored. */
export async function createTicket(
  db: Knex,
  { secret }: Pick<Config, 'secret'>,
  holder: TicketHolder,
): Promise<{ ticket: string; expiresAt: Date }> {
  const ticket = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + LIFE_MS);
  await db<TicketRow>('realtime_tickets').insert({
    hash: hashOf(secret, ticket),
    scope: JSON.stringify(holder.scope),
    origin: holder.origin,
    token_expires_at: holder.tokenExpiresAt?.toISOString() ?? null,
    expires_at: expiresAt.toISOString(),
  });
  return { ticket, expiresAt };
}

/** Whoever takes a ticket first has it: of two who show the same, one gets null, as does everybody after 30 s. */
export async function takeTicket(db: Knex, { secret }: Pick<Config, 'secret'>, ticket: string): Promise<TicketHolder | null> {
  const hash = hashOf(secret, ticket);
  const row = await db<TicketRow>('realtime_tickets').where({ hash }).first();
  if (!row || (await db<TicketRow>('realtime_tickets').where({ hash }).delete()) !== 1) return null;
  if (Date.parse(row.expires_at) <= Date.now()) return null;
  const tokenExpiresAt = row.token_expires_at === null ? null : new Date(row.token_expires_at);
  return { scope: JSON.parse(row.scope) as Scope, origin: row.origin, tokenExpiresAt };
}

export async function pruneTickets(db: Knex, now: Date): Promise<void> {
  await db<TicketRow>('realtime_tickets').where('expires_at', '<', now.toISOString()).delete();
}

const hashOf = (secret: string, ticket: string): string => createHmac('sha256', `ticket:${secret}`).update(ticket).digest('hex');
