import type { Request } from 'express';
import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { queueMail } from '../mail/store.js';
import { notFound, Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { accountRoutes } from './account-routes.js';
import { accountScope } from './account-scope.js';
import { readRefreshCookie, refreshCookie } from './cookies.js';
import { requireOwnPage } from './csrf.js';
import { chooseBrand, membershipsOf, toMe, type Membership } from './memberships.js';
import { sessionCacheOf } from './session-cache.js';
import { shopperRoutes } from './shopper-routes.js';
import { trialRoutes } from './trials.js';
import { replyOf, signIn } from './sign-in.js';
import { ownAccountRoutes } from './own-account-routes.js';
import { clientOf, endSessions, listSessions, refusal, rotate, sessionOfToken, type Rotation, type SessionRow } from './staff-sessions.js';
import { takeSecondFactor } from './totp.js';
import { totpRoutes } from './totp-routes.js';
import { readToken } from './tokens.js';
import { getUser, verifyPassword, type UserRow } from './users.js';

/** Signing in and out, and everything about one's own account. */
export function authRoutes(deps: Deps): Route[] {
  const { db, config, limits } = deps;
  return [
    route('auth.login', ({ body, request }) =>
      asSystem(db, async () => {
        const proved = await limits.attempts(request, body.email, () => proveAccount(deps, body));
        if (!proved)
          throw new Problem('invalid-credentials', body.code ? 'E-mail, password or code is wrong.' : 'E-mail or password is wrong.');
        const { body: reply, headers } = await signIn(deps, request, proved.user, { brandId: body.brandId, method: proved.method });
        return { status: 200, body: reply, headers };
      }),
    ),

    route('auth.refresh', ({ body, request }) =>
      asSystem(db, async () => {
        requireOwnPage(request, config);
        const gone = refreshCookie(config, null);
        const cookie = readRefreshCookie(request, config);
        if (!cookie) throw new Problem('unauthenticated', 'There is no session in this browser. Sign in.');
        // A brand that is refused leaves the token as it was: used up without a successor, the next call would look like a theft.
        const rotation = await db.transaction(async (tx) => {
          const result = await rotate(tx, clientOf(request), cookie);
          if (!('refused' in result)) return { ...result, ...(await whoGoesOn(tx, result.session, body.brandId)) };
          if (result.refused === 'replayed') await tellReplay(deps, tx, request, result);
          return result;
        });
        if ('refused' in rotation) {
          if (rotation.refused === 'replayed') sessionCacheOf(db).clear();
          throw refusal(rotation.refused, gone);
        }
        const { user, brand } = rotation;
        if (!user) throw refusal('unknown', gone);
        await actFor(deps, rotation.session, brand?.id ?? null);
        const reply = await replyOf(config.secret, user, brand, rotation.session.id);
        const headers: Record<string, string> = {};
        if (rotation.refreshToken !== null) headers['Set-Cookie'] = refreshCookie(config, rotation.refreshToken);
        return { status: 200, body: reply, headers };
      }),
    ),

    route('auth.logout', ({ body, request }) =>
      asSystem(db, async () => {
        requireOwnPage(request, config);
        const cookie = readRefreshCookie(request, config);
        const session = cookie ? await sessionOfToken(db, cookie) : await sessionOfBearer(deps, request);
        if (session)
          await db.transaction(async (tx) => {
            await endSessions(tx, body.everywhere && !session.ended_at ? { user_id: session.user_id } : { id: session.id }, 'logout');
            const scope = accountScope(request, session.user_id, session.brand_id);
            const data = { everywhere: body.everywhere ?? false };
            await recordAudit(tx, scope, { action: 'session.ended', target: session.id, data });
          });
        sessionCacheOf(db).clear();
        return { status: 204, headers: { 'Set-Cookie': refreshCookie(config, null) } };
      }),
    ),

    route('auth.me', ({ scope }) =>
      asSystem(db, async () => {
        const user = await getUser(db, scope.actorId);
        if (!user) throw new Problem('unauthenticated', 'This account does not exist any more.');
        return { status: 200, body: await toMe(db, user, scope.brandId) };
      }),
    ),

    route('auth.sessions.list', ({ scope }) =>
      asSystem(db, async () => {
        const rows = await listSessions(db, scope.actorId);
        return { status: 200, body: { items: rows.map((row) => toSession(row, scope.sessionId)) } };
      }),
    ),

    route('auth.sessions.end', ({ scope, params }) =>
      asSystem(db, async () => {
        await db.transaction(async (tx) => {
          const ended = await endSessions(tx, { id: params.sessionId, user_id: scope.actorId }, 'ended');
          if (ended === 0) throw notFound('session', params.sessionId);
          await recordAudit(tx, scope, { action: 'session.ended', target: params.sessionId });
        });
        sessionCacheOf(db).clear();
        return { status: 204 };
      }),
    ),

    ...accountRoutes(deps),
    ...ownAccountRoutes(deps),
    ...totpRoutes(deps),
    ...shopperRoutes(deps),
    ...trialRoutes(deps),
  ];
}

interface Proof {
  email: string;
  password: string;
  code?: string | undefined;
}

/** Password first, in the same time for every address; only then whether a second factor is needed. */
async function proveAccount({ db, config }: Deps, { email, password, code }: Proof): Promise<{ user: UserRow; method: string } | null> {
  const user = await verifyPassword(db, email, password);
  if (!user) return null;
  if (!user.totp_enabled_at) return { user, method: 'password' };
  if (code === undefined) throw new Problem('second-factor-required', 'Send the code of your authenticator, or a recovery code.');
  const how = await takeSecondFactor(db, config.secret, user, code);
  return how && { user, method: `password+${how}` };
}

/** Programs keep no cookies: they sign out by their access token. */
async function sessionOfBearer({ db, config }: Deps, request: Request): Promise<SessionRow | null> {
  const [, token] = /^bearer (\S{1,4000})$/i.exec(request.headers.authorization ?? '') ?? [];
  const claims = token === undefined ? null : await readToken(config.secret, token).catch(() => null);
  if (claims?.kind !== 'staff') return null;
  return (await db<SessionRow>('staff_sessions').where({ id: claims.sessionId }).first()) ?? null;
}

/** Whose session it is, and the brand to act for: the one asked for, else that of the session. Throws `not-found` for one asked for only. */
async function whoGoesOn(
  tx: Deps['db'],
  session: SessionRow,
  asked: string | undefined,
): Promise<{ user: UserRow | null; brand: Membership | null }> {
  const user = await getUser(tx, session.user_id);
  if (!user) return { user, brand: null };
  const brands = user.is_platform_admin ? [] : await membershipsOf(tx, user.id);
  const last = brands.find(({ id }) => id === session.brand_id);
  return { user, brand: asked === undefined && last ? last : await chooseBrand(tx, user, asked) };
}

/** The brand that the next refresh goes on for. */
async function actFor({ db }: Deps, session: SessionRow, brandId: string | null): Promise<void> {
  if (session.brand_id === brandId) return;
  await db<SessionRow>('staff_sessions').where({ id: session.id }).update({ brand_id: brandId });
}

async function tellReplay(
  { queue }: Deps,
  tx: Deps['db'],
  request: Request,
  { session }: Extract<Rotation, { refused: string }>,
): Promise<void> {
  const user = session && (await getUser(tx, session.user_id));
  if (!user) return;
  await recordAudit(tx, accountScope(request, user.id, session.brand_id), { action: 'session.replayed', target: session.id });
  const data = { name: user.name, event: 'session-replayed' } as const;
  await queueMail(queue, tx, {
    brandId: null,
    kind: 'account-notice',
    to: user.email,
    data,
    locale: user.locale,
    key: `replayed:${session.id}`,
  });
}

const toSession = (row: SessionRow, current: string | undefined) => ({
  id: row.id,
  brandId: row.brand_id,
  userAgent: row.user_agent,
  ip: row.ip,
  isCurrent: row.id === current,
  createdAt: row.created_at,
  usedAt: row.used_at,
  expiresAt: row.expires_at,
});
