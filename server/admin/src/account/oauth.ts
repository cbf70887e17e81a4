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
export async function goTo(provider: Provider, { apiUrl }: Session, invitation?: string): Promise<void> {
  const response = await fetch(`${apiUrl}/v1/auth/oauth/${encodeURIComponent(provider.id)}/start`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Luneo-CSRF': '1' },
    body: JSON.stringify({ returnTo: location.pathname, ...(invitation && { invitation }) }),
    credentials: 'include',
  });
  if (!response.ok) throw new Error(((await response.json()) as { detail?: string }).detail ?? 'The provider cannot be reached.');
  location.assign(((await response.json()) as { url: string }).url);
}
