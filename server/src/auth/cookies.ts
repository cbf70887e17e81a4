import type { Request } from 'express';
import type { Config } from '../config.js';
import { REFRESH_LIFE } from './tokens.js';

type CookieConfig = Pick<Config, 'env' | 'publicUrl'>;

/** Only where development speaks plain http can a cookie not be `Secure`, and then not have the prefix that demands it. */
const isSecure = ({ env, publicUrl }: CookieConfig): boolean => env === 'production' || publicUrl.startsWith('https:');

/** `__Host-` lets no other host of the domain, and no plain http, set or overwrite it. */
export const refreshCookieName = (config: CookieConfig): string => (isSecure(config) ? '__Host-luneo_refresh' : 'luneo_refresh');

const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict';

/** Value of `Set-Cookie`; `null` removes the cookie. */
export function refreshCookie(config: CookieConfig, token: string | null): string {
  const age = token === null ? 0 : REFRESH_LIFE;
  return `${refreshCookieName(config)}=${token ?? ''}; ${ATTRIBUTES}; Max-Age=${age}${isSecure(config) ? '; Secure' : ''}`;
}

/** The refresh token that a request brings; null for none, and for two: somebody else's is then among them. */
export function readRefreshCookie(request: Request, config: CookieConfig): string | null {
  const name = `${refreshCookieName(config)}=`;
  const found = (request.headers.cookie ?? '').split(/;\s*/).filter((pair) => pair.startsWith(name));
  return found.length === 1 ? found[0]!.slice(name.length) || null : null;
}
