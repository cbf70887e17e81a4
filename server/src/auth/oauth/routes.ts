import type { Request } from 'express';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { recordAudit } from '../../audit/audit.js';
import type { Deps } from '../../deps.js';
import { asSystem } from '../../drivers/database/tenancy.js';
import { Problem, toProblem } from '../../problem.js';
import { route, type Route } from '../../route.js';
import { readInvitation } from '../../team/invitations.js';
import { requireOwnPage } from '../csrf.js';
import { isSameText } from '../one-time.js';
import { signIn } from '../sign-in.js';
import { takeSecondFactor } from '../totp.js';
import { getUser, isPasswordOf, NO_PASSWORD } from '../users.js';
import { readState, stateCookie, STATE_SECONDS, type Intent, type Journey } from './browser-state.js';
import { comeBack } from './come-back.js';
import { listIdentities, unlinkIdentity } from './identities.js';
import { createProviders, providerOf } from './providers.js';
import { returnTarget } from './return-target.js';

/** Signing in with a provider. What the provider says about e-mail addresses is shown and never believed. */
export function oauthRoutes(deps: Deps): Route[] {
  const { db, config, limits } = deps;
  const providers = createProviders(deps);

  const sendAway = async (id: string, intent: Intent, returnTo: string | undefined) => {
    const provider = providerOf(providers, id);
    returnTarget(config, returnTo);
    const challenge = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const expiresAt = Date.now() + STATE_SECONDS * 1000;
    const url = await provider.authorizationUrl(challenge, `${config.publicUrl}/v1/auth/oauth/${id}/callback`).catch((error: unknown) => {
      throw new Problem('provider-failed', `${provider.name} does not answer. Try again later.`, { cause: error });
    });
    const journey: Journey = { step: 'provider', provider: id, challenge, intent, returnTo: returnTo ?? '', expiresAt };
    return { status: 200, body: { url: url.href }, headers: { 'Set-Cookie': stateCookie(config, journey) } } as const;
  };

  return [
    route('auth.oauth.providers', () => ({ status: 200, body: { items: [...providers.values()].map(({ id, name }) => ({ id, name })) } })),

    route('auth.oauth.start', async ({ params, body, request }) => {
      requireOwnPage(request, config);
      const { invitation: token, returnTo } = body;
      if (token === undefined) return sendAway(params.provider, { kind: 'sign-in' }, returnTo);
      await asSystem(db, () => readInvitation(db, token));
      return sendAway(params.provider, { kind: 'invitation', token }, returnTo);
    }),

    route('auth.oauth.link', async ({ scope, params, body, request }) => {
      requireOwnPage(request, config);
      const user = await asSystem(db, () => getUser(db, scope.actorId));
      if (!user || !scope.sessionId) throw new Problem('unauthenticated', 'This account does not exist any more.');
      // Whoever registered with somebody else's address must not keep a way in after its owner has come.
      if (user.email_verified_at === null) throw new Problem('conflict', 'Confirm your e-mail address first, then link the provider.');
      if (user.password_hash !== NO_PASSWORD) {
        const check = async () => ((await isPasswordOf(user, body.password ?? '')) ? true : null);
        if (!(await limits.attempts(request, user.email, check))) throw new Problem('invalid-credentials', 'The password is wrong.');
      }
      return sendAway(params.provider, { kind: 'link', userId: user.id, sessionId: scope.sessionId }, body.returnTo);
    }),

    route('auth.oauth.callback', async ({ params, query, request }) => {
      const provider = providerOf(providers, params.provider);
      const journey = readState(request, config);
      // Without the cookie of this browser it is somebody else's sign-in: no page of ours takes part in it.
      if (journey?.step !== 'provider' || journey.provider !== params.provider || !isSameText(journey.challenge.state, query.state ?? ''))
        throw new Problem('sign-in-failed', 'This sign-in was not started in this browser, or too long ago. Start again.');
      return follow(deps, request, journey, () => comeBack(deps, request, provider, journey));
    }),

    route('auth.oauth.second-factor', async ({ body, request }) => {
      requireOwnPage(request, config);
      const halfway = readState(request, config);
      if (halfway?.step !== 'second-factor') throw new Problem('sign-in-failed', 'The sign-in took too long. Start again.');
      return asSystem(db, async () => {
        const user = await getUser(db, halfway.userId);
        if (!user) throw new Problem('unauthenticated', 'This account does not exist any more.');
        const method = await limits.attempts(request, user.email, () => takeSecondFactor(db, config.secret, user, body.code));
        if (!method) throw new Problem('invalid-credentials', 'The code is wrong, or was used already.');
        const signedIn = await signIn(deps, request, user, { method: `${halfway.provider}+${method}` });
        return { status: 200, body: signedIn.body, headers: signedIn.headers };
      });
    }),

    route('auth.oauth.identities', ({ scope }) =>
      asSystem(db, async () => ({ status: 200, body: { items: await listIdentities(db, scope.actorId) } })),
    ),

    route('auth.oauth.unlink', ({ scope, params }) =>
      asSystem(db, async () => {
        await db.transaction(async (tx) => {
          const provider = await unlinkIdentity(tx, scope.actorId, params.identityId);
          await recordAudit(tx, scope, { action: 'identity.unlinked', target: params.identityId, data: { provider } });
        });
        return { status: 204 };
      }),
    ),
  ];
}

/** Somebody sits in front of this, so the way ends on a page of the admin, whatever happened: `oauth` says what, `oauth_error` why not. */
async function follow({ config }: Deps, request: Request, { returnTo }: Journey, arrive: () => ReturnType<typeof comeBack>) {
  const path = returnTo === '' ? undefined : returnTo;
  try {
    const { result, cookies } = await arrive();
    return { status: 303, headers: { Location: returnTarget(config, path, { oauth: result }), 'Set-Cookie': cookies, ...QUIET } } as const;
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === 'internal') throw error;
    request.problem = problem;
    const Location = returnTarget(config, path, { oauth: 'failed', oauth_error: problem.code });
    return { status: 303, headers: { Location, 'Set-Cookie': stateCookie(config, null), ...QUIET } } as const;
  }
}

/** The address that the browser leaves holds a code. */
const QUIET = { 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' };
