import type { Deps } from '../deps.js';
import { readToken } from '../auth/tokens.js';
import { route } from '../route.js';
import type { Route } from '../route.js';
import { createTicket } from './tickets.js';

export function realtimeRoutes({ db, config }: Deps): Route[] {
  return [
    route('realtime.ticket', async ({ scope, request }) => {
      const holder = {
        scope,
        origin: request.headers.origin ?? null,
        tokenExpiresAt: await tokenEnd(scope.via, config.secret, request.headers.authorization),
      };
      const { ticket, expiresAt } = await createTicket(db, config, holder);
      const url = `${config.publicUrl.replace(/^http/, 'ws')}/v1/realtime`;
      return { status: 201, body: { ticket, url, expiresAt: expiresAt.toISOString() } };
    }),
  ];
}

/** Keys do not expire with a session; tokens do, and the socket with them. */
async function tokenEnd(via: string, secret: string, authorization = ''): Promise<Date | null> {
  if (via === 'sk') return null;
  const { expiresAt } = await readToken(secret, authorization.split(' ', 2)[1] ?? '');
  return new Date(expiresAt * 1000);
}
