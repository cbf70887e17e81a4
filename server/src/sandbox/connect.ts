import type { Ledger } from './ledger.js';
import { now, type AccountLink } from './objects.js';
import { accountOf } from './accounts.js';
import { esc, layout, messagePage } from './pay-page.js';
import type { PayReply } from './pay.js';
import type { Till } from './till.js';

interface ConnectRequest {
  method: string;
  url: URL;
  origin: string | undefined;
  self: string;
}

/** The stand-in for the form that Stripe has a connected account fill in: one button, after which the account takes payments. */
export function answerConnect({ ledger, till }: { ledger: Ledger; till: Till }, { method, url, origin, self }: ConnectRequest): PayReply {
  const link = ledger.get('link', url.pathname.slice('/connect/'.length));
  if (!link) return html(404, messagePage(null, 'There is nothing to set up here', 'Begin again in the admin.'), null);
  if (link.sandbox.isUsed || link.expires_at <= now()) return redirect(link.sandbox.refresh_url);
  if (method === 'GET' || method === 'HEAD')
    return html(200, page(link, accountOf(ledger, link.sandbox.account).business_profile.name), link);
  if (method !== 'POST') return { status: 405, headers: { allow: 'GET, POST' }, body: '' };
  if (origin && ![self, self.replace('127.0.0.1', 'localhost')].includes(origin))
    return html(403, messagePage(null, 'This form was sent from another site', 'Nothing was changed.'), link);
  till.fillIn(link);
  return redirect(link.sandbox.return_url);
}

function page(link: AccountLink, name: string | null): string {
  return layout(
    'Set up payments',
    `<main class="message">
  <h1>Set up payments</h1>
  <p>${name ? `${esc(name)} will take payments by this account.` : 'This account will take payments.'} <strong>Nothing is real here</strong>: Stripe asks for papers and a bank account on this page.</p>
  <form method="post" action="/connect/${esc(link.id)}"><button type="submit">Finish</button></form>
  <p><a href="${esc(link.sandbox.return_url)}">Go on later</a></p>
</main>`,
  );
}

const redirect = (location: string): PayReply => ({ status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' });

function html(status: number, body: string, link: AccountLink | null): PayReply {
  const back = link ? ` ${new URL(link.sandbox.return_url).origin}` : '';
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self'${back}; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}
