import type { Request } from 'express';
import { AuthorizationResponseError } from 'openid-client';
import { recordAudit } from '../../audit/audit.js';
import type { Deps } from '../../deps.js';
import { asSystem } from '../../drivers/database/tenancy.js';
import { GuardedFetchError } from '../../guarded-fetch.js';
import { Problem } from '../../problem.js';
import { acceptInvitation } from '../../team/accept.js';
import { accountScope } from '../account-scope.js';
import { keyCacheOf } from '../key-cache.js';
import { sessionCacheOf } from '../session-cache.js';
import { signIn } from '../sign-in.js';
import type { SessionRow } from '../staff-sessions.js';
import { getUser } from '../users.js';
import { stateCookie, STATE_SECONDS, type Journey } from './browser-state.js';
import { findLinked, linkIdentity, noteSignIn } from './identities.js';
import type { OauthProvider, ProviderIdentity } from './provider.js';
import { isFirstReturn } from './single-use.js';

/** What the page learns by its address, and the cookies that come with it. */
export interface Outcome {
  result: 'signed-in' | 'second-factor' | 'linked';
  cookies: string[];
}

/** Follows a browser that came back from a provider to where it wanted to go. Throws a `Problem` that says why not. */
export async function comeBack(deps: Deps, request: Request, provider: OauthProvider, journey: Journey): Promise<Outcome> {
  const { db, config } = deps;
  if (!(await isFirstReturn(db, journey.challenge.state)))
    throw new Problem('sign-in-failed', 'This answer of the provider was used already. Start again.');
  const identity = await identify(deps, request, provider, journey);
  const cookies = [stateCookie(config, null)];
  return asSystem(db, async () => {
    if (journey.intent.kind === 'link') {
      await link(deps, request, provider, identity, journey.intent);
      return { result: 'linked', cookies };
    }
    if (journey.intent.kind === 'invitation') await join(deps, request, provider, identity, journey.intent.token);
    const linked = await findLinked(db, provider.id, identity);
    const user = linked && (await getUser(db, linked.userId));
    if (!user)
      throw new Problem(
        'identity-not-linked',
        `This ${provider.name} sign-in is not linked to an account. Sign in with your password and link it in your account, or register first.`,
      );
    await noteSignIn(db, provider.id, identity);
    if (user.totp_enabled_at !== null) {
      const expiresAt = Date.now() + STATE_SECONDS * 1000;
      return {
        result: 'second-factor',
        cookies: [stateCookie(config, { step: 'second-factor', userId: user.id, provider: provider.id, expiresAt })],
      };
    }
    const { headers } = await signIn(deps, request, user, { method: provider.id });
    return { result: 'signed-in', cookies: [...cookies, headers['Set-Cookie']] };
  });
}

async function identify(
  { config, log }: Deps,
  request: Request,
  provider: OauthProvider,
  { challenge }: Journey,
): Promise<ProviderIdentity> {
  try {
    return await provider.identify(new URL(request.originalUrl, config.publicUrl), challenge);
  } catch (error) {
    if (error instanceof GuardedFetchError)
      throw new Problem('provider-failed', `${provider.name} does not answer. Try again later.`, { cause: error });
    if (error instanceof AuthorizationResponseError && error.error === 'access_denied')
      throw new Problem('sign-in-failed', `The sign-in was cancelled at ${provider.name}.`);
    log.warn({ err: error, provider: provider.id, requestId: request.id }, 'sign-in with a provider refused');
    throw new Problem('sign-in-failed', `The answer of ${provider.name} is not valid. Start again.`, { cause: error });
  }
}

/** The mailed link proves who is invited, the provider who signs in from now on: makes the account and links it. */
async function join({ db }: Deps, request: Request, provider: OauthProvider, identity: ProviderIdentity, token: string): Promise<void> {
  if (await findLinked(db, provider.id, identity))
    throw new Problem('conflict', 'This sign-in is linked to another account. Sign in with that one and accept the invitation there.');
  const name = (identity.label.split('@', 1)[0] ?? '').slice(0, 120) || provider.name;
  await acceptInvitation(db, request, { token }, { name, link: (tx, userId) => linkIdentity(tx, userId, provider.id, identity) });
  keyCacheOf(db).clear();
  sessionCacheOf(db).clear();
}

/** Only for the account, and while the session lives, that asked for it. */
async function link(
  { db }: Deps,
  request: Request,
  provider: OauthProvider,
  identity: ProviderIdentity,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const session = await tx<SessionRow>('staff_sessions').where({ id: sessionId, user_id: userId }).whereNull('ended_at').first();
    if (!session) throw new Problem('session-ended', 'You signed out meanwhile. Sign in and link again.');
    const id = await linkIdentity(tx, userId, provider.id, identity);
    const scope = accountScope(request, userId, session.brand_id);
    await recordAudit(tx, scope, { action: 'identity.linked', target: id, data: { provider: provider.id, label: identity.label } });
  });
}
