import type { Deps } from '../deps.js';
import { readToken } from '../auth/tokens.js';
import { route } from '../route.js';
import type { Route } from '../route.js';
import { createTicket } from './tickets.js';

export function realtimeRoutes({ db, config }: Deps): Route[] {
  return [
    route('realtime.ticket', async ({ scope, request }) => {
      const token = await tokenOf(scope.via, config.secret, request.headers.authorization);
      const holder = {
        scope: { ...scope, ...(token?.sessionId !== undefined && { sessionId: token.sessionId }) },
        origin: request.headers.origin ?? null,
        tokenExpiresAt: token?.expiresAt ?? null,
      };
      const { ticket, expiresAt } = await createTicket(db, config, holder);
      const url = `${config.publicUrl.replace(/^http/, 'ws')}/v1/realtime`;
      return { status: 201, body: { ticket, url, expiresAt: expiresAt.toISOString() } };
    }),
  ];
}

/** Keys do not expire, and have no session; tokens do, and the socket ends with them. */
async function tokenOf(
  via: string,
  secret: string,
  authorization = '',
): Promise<{ expiresAt: Date; sessionId: string | undefined } | null> {
  if (via === 'sk') return null;
  const claims = await readToken(secret, authorization.split(' ', 2)[1] ?? '');
  return { expiresAt: new Date(claims.expiresAt * 1000), sessionId: 'sessionId' in claims ? claims.sessionId : undefined };
}
