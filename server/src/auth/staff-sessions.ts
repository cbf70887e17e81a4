import type { Request } from 'express';
import type { Knex } from 'knex';
import { newId } from '../id.js';
import { Problem } from '../problem.js';
import { clientAddress } from './client-address.js';
import { hashSecret, newSecret } from './one-time.js';
import { REFRESH_LIFE } from './tokens.js';
import { deleteInPortions } from '../drivers/database/portions.js';

/** One sign-in on one device. Its refresh tokens are a family: the replay of one of them ends them all. */
export interface SessionRow {
  id: string;
  user_id: string;
  brand_id: string | null;
  user_agent: string;
  ip: string;
  created_at: string;
  used_at: string;
  expires_at: string;
  ended_at: string | null;
  end_reason: EndReason | null;
}
export type EndReason = 'logout' | 'ended' | 'password' | 'replayed' | 'removed';
interface TokenRow {
  hash: string;
  session_id: string;
  expires_at: string;
  used_at: string | null;
  /** Hash of the token that it was given for; null for the first one. */
  predecessor: string | null;
}

/** However often it is used, a sign-in ends after this. */
const LONGEST_MS = 90 * 86_400_000;
/** Two tabs send the same cookie twice within moments: no theft. */
const GRACE_MS = 10_000;
/** Nobody loses as many answers in a row. */
const MOST_SUCCESSORS = 10;

const iso = (ms: number): string => new Date(ms).toISOString();

/** From where somebody signs in. */
export interface Client {
  ip: string;
  userAgent: string;
}
export const clientOf = (request: Request): Client => ({
  ip: clientAddress(request),
  userAgent: (request.headers['user-agent'] ?? '').slice(0, 200),
});

/** Starts a session; the refresh token is returned once and stored as a hash. */
export async function startSession(
  tx: Knex,
  client: Client,
  who: { userId: string; brandId: string | null },
  now = Date.now(),
): Promise<{ session: SessionRow; refreshToken: string }> {
  const session: SessionRow = {
    id: newId('ses'),
    user_id: who.userId,
    brand_id: who.brandId,
    user_agent: client.userAgent,
    ip: client.ip,
    created_at: iso(now),
    used_at: iso(now),
    expires_at: iso(now + REFRESH_LIFE * 1000),
    ended_at: null,
    end_reason: null,
  };
  await tx<SessionRow>('staff_sessions').insert(session);
  return { session, refreshToken: await addToken(tx, session, null) };
}

async function addToken(tx: Knex, { id, expires_at }: SessionRow, predecessor: string | null): Promise<string> {
  const refreshToken = newSecret();
  await tx<TokenRow>('refresh_tokens').insert({ hash: hashSecret(refreshToken), session_id: id, expires_at, used_at: null, predecessor });
  return refreshToken;
}

/** `refreshToken` null: an answer of the grace time; the browser has the successor already, or will have it. */
export type Rotation =
  | { session: SessionRow; refreshToken: string | null }
  | { refused: 'unknown' | 'expired' | 'ended' | 'replayed'; session?: SessionRow };

/**
 * Exchanges a refresh token for a successor. An answer can be lost, so the same browser may bring a token again until a successor of it
 * was used; of several successors one can be used. Any other second use ends the session, whoever brings it: one of two has stolen it.
 * For ten seconds, in which tabs may refresh at once, a token that is brought again gives leave to have an access token only: a late
 * answer with another cookie would undo the first one's.
 */
export async function rotate(tx: Knex, client: Client, refreshToken: string, now = Date.now()): Promise<Rotation> {
  const hash = hashSecret(refreshToken);
  // One after another: of two successors used at the same moment one is a replay.
  const session = await tx<SessionRow>('staff_sessions')
    .where('id', tx<TokenRow>('refresh_tokens').where({ hash }).select('session_id'))
    .forUpdate()
    .first();
  const token = await tx<TokenRow>('refresh_tokens').where({ hash }).first();
  if (!token || !session) return { refused: 'unknown' };
  if (session.ended_at !== null) return { refused: 'ended', session };
  if (Date.parse(token.expires_at) <= now || Date.parse(session.created_at) + LONGEST_MS <= now) return { refused: 'expired', session };
  const use = await useOf(tx, token, client.userAgent === session.user_agent, now);
  if (use === 'moments') return { session, refreshToken: null };
  if (use === 'replayed') {
    await endSessions(tx, { id: session.id }, 'replayed', now);
    return { refused: 'replayed', session };
  }
  if (use === 'first')
    await tx<TokenRow>('refresh_tokens')
      .where({ hash })
      .update({ used_at: iso(now) });
  const used: SessionRow = {
    ...session,
    used_at: iso(now),
    ip: client.ip,
    expires_at: iso(Math.min(now + REFRESH_LIFE * 1000, Date.parse(session.created_at) + LONGEST_MS)),
  };
  const { used_at, ip, expires_at } = used;
  await tx<SessionRow>('staff_sessions').where({ id: session.id }).update({ used_at, ip, expires_at });
  return { session: used, refreshToken: await addToken(tx, used, hash) };
}

type Use = 'first' | 'again' | 'moments' | 'replayed';

async function useOf(tx: Knex, { hash, predecessor, used_at }: TokenRow, isSameBrowser: boolean, now: number): Promise<Use> {
  const usesOf = (of: string) => tx<TokenRow>('refresh_tokens').where({ predecessor: of }).select('used_at');
  if (used_at === null) {
    const siblings = predecessor === null ? [] : await usesOf(predecessor);
    return siblings.some((each) => each.used_at !== null) ? 'replayed' : 'first';
  }
  if (!isSameBrowser) return 'replayed';
  if (now - Date.parse(used_at) < GRACE_MS) return 'moments';
  const successors = await usesOf(hash);
  const isLost = successors.length > 0 && successors.length < MOST_SUCCESSORS && successors.every((each) => each.used_at === null);
  return isLost ? 'again' : 'replayed';
}

/** Ends those of the sessions that run. Their access tokens stop with them: `sessionCacheOf(db).clear()` after the transaction. */
export async function endSessions(
  tx: Knex,
  which: Partial<Pick<SessionRow, 'id' | 'user_id' | 'brand_id'>>,
  reason: EndReason,
  now = Date.now(),
  except: string | null = null,
): Promise<number> {
  const query = tx<SessionRow>('staff_sessions').where(which).whereNull('ended_at');
  if (except !== null) query.whereNot({ id: except });
  return query.update({ ended_at: iso(now), end_reason: reason });
}

/** Sessions that run, newest use first. */
export async function listSessions(db: Knex, userId: string, now = Date.now()): Promise<SessionRow[]> {
  return db<SessionRow>('staff_sessions')
    .where({ user_id: userId })
    .whereNull('ended_at')
    .where('expires_at', '>', iso(now))
    .orderBy('used_at', 'desc')
    .limit(100);
}

/** The session of a refresh token, however it stands; null for an unknown token. */
export async function sessionOfToken(db: Knex, refreshToken: string): Promise<SessionRow | null> {
  const token = await db<TokenRow>('refresh_tokens')
    .where({ hash: hashSecret(refreshToken) })
    .first();
  return (token && (await db<SessionRow>('staff_sessions').where({ id: token.session_id }).first())) ?? null;
}

/** The sentence for whoever brings a refresh token that is refused. */
export function refusal(refused: 'unknown' | 'expired' | 'ended' | 'replayed', cookie: string): Problem {
  const headers = { 'Set-Cookie': cookie };
  if (refused === 'expired') return new Problem('token-expired', 'The session has expired. Sign in again.', { headers });
  if (refused === 'unknown') return new Problem('unauthenticated', 'There is no session with this cookie. Sign in.', { headers });
  const why = refused === 'replayed' ? ' because its refresh token was used a second time' : '';
  return new Problem('session-ended', `The session was ended${why}. Sign in again.`, { headers });
}

/** Forgets what nobody can use any more: codes and links at once, sessions after a while, for reuse of their tokens is told until then. */
export async function pruneSessions(db: Knex, before: Date, now: Date): Promise<void> {
  await deleteInPortions(db, 'staff_sessions', (sessions) => sessions.where('expires_at', '<', before.toISOString()));
  for (const [table, key] of [
    ['account_tokens', 'hash'],
    ['email_codes', 'id'],
  ] as const)
    await deleteInPortions(db, table, (rows) => rows.where('expires_at', '<', now.toISOString()), { key });
}
