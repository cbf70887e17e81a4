import type { Request } from 'express';
import { isAdminOrigin } from '../headers.js';
import type { Config } from '../config.js';
import { Problem } from '../problem.js';

/** The header that routes known by a cookie ask for: a form or a plain link of another site cannot send it. */
export const CSRF_HEADER = 'luneo-csrf';

/**
 * For routes that know the caller by a cookie, which browsers send whoever asks. Three walls: the cookie's own `SameSite=Strict`; the
 * browser's word where the request comes from (`Sec-Fetch-Site` and `Origin`, neither of which a page can forge), which must be the
 * admin's origin; and a header (`Luneo-CSRF: 1`) that other origins cannot send without a preflight, which allows credentials to the
 * admin's origin only. Throws `origin-not-allowed` or `forbidden`.
 */
export function requireOwnPage(request: Request, config: Pick<Config, 'publicUrl' | 'adminUrl' | 'env'>): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && !isAdminOrigin(origin, config))
    throw new Problem('origin-not-allowed', 'This can be called from the pages of the admin only.');
  // `same-site` with the admin's own origin above is the admin on another subdomain; without an Origin nobody vouches for it.
  if (site !== undefined && site !== 'same-origin' && !(site === 'same-site' && origin !== undefined))
    throw new Problem('origin-not-allowed', 'This can be called from the pages of the admin only.');
  if (request.headers[CSRF_HEADER] !== '1') throw new Problem('forbidden', 'Send the header Luneo-CSRF: 1.');
}
