import type { LoginReply } from '@luneo/sdk/contracts/accounts.js';
import type { Session } from '../shell/session.js';

/** Another way to sign in. */
export interface Provider {
  id: string;
  name: string;
}

/** Those that the installation has set up; none while it cannot be asked. */
export async function providers({ apiUrl }: Session): Promise<readonly Provider[]> {
  try {
    const response = await fetch(`${apiUrl}/v1/auth/oauth`, { credentials: 'omit' });
    return response.ok ? ((await response.json()) as { items: Provider[] }).items : [];
  } catch {
    return [];
  }
}

/** Sends the browser to the provider, which sends it back to this page. */
export async function goTo(provider: Provider, session: Session, invitation?: string): Promise<void> {
  const body = { returnTo: location.pathname, ...(invitation && { invitation }) };
  const { url } = await post<{ url: string }>(session, `oauth/${encodeURIComponent(provider.id)}/start`, body);
  location.assign(url);
}

/** The code of an account that signed in with a provider. */
export async function secondFactor(code: string, session: Session): Promise<LoginReply> {
  const reply = await post<LoginReply>(session, 'oauth/second-factor', { code });
  return (await session.api.auth.resume()) ?? reply;
}

async function post<T>({ apiUrl }: Session, path: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json', 'Luneo-CSRF': '1' };
  const response = await fetch(`${apiUrl}/v1/auth/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    credentials: 'include',
  });
  const reply = (await response.json()) as T & { detail?: string; code?: string };
  if (!response.ok) throw Object.assign(new Error(reply.detail), { code: reply.code });
  return reply;
}
