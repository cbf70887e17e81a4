import { parseForm, text } from './form.js';
import type { Form } from './form.js';
import { isBankAccount } from './numbers.js';
import type { Session } from './objects.js';
import { messagePage, payPage } from './pay-page.js';
import type { PayForm } from './pay-page.js';
import { Refusal } from './refusal.js';
import type { Attempt } from './till.js';

export interface PayRequest {
  method: string;
  url: URL;
  body: string;
  /** `Origin` header of the form post. */
  origin: string | undefined;
  self: string;
}
export interface PayReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}
export interface PaySessions {
  find(id: string): Session;
  pay(session: Session, card: string, email: string): Attempt;
}

/** The hosted pay page: GET shows it, POST (a plain HTML form) pays and leads back to the shop with 303. */
export function answerPay(sessions: PaySessions, request: PayRequest): PayReply {
  try {
    const session = sessions.find(request.url.pathname.slice('/pay/'.length));
    if (session.status === 'complete') return redirect(successUrl(session));
    if (session.status === 'expired')
      return html(410, messagePage(session, 'This payment page has expired', 'Nothing was charged.'), session);
    if (request.method === 'GET' || request.method === 'HEAD') return html(200, payPage(session, blank(session), null), session);
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'GET, POST' }, body: '' };
    if (request.origin && ![request.self, request.self.replace('127.0.0.1', 'localhost')].includes(request.origin)) {
      return html(403, messagePage(session, 'This form was sent from another site', 'Nothing was charged.'), session);
    }
    return submit(sessions, session, parseForm(request.body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return html(404, messagePage(null, 'There is nothing to pay here', 'Go back to the shop and try again.'), null);
  }
}

function submit(sessions: PaySessions, session: Session, body: Form): PayReply {
  const filled = blank(session);
  const form: PayForm = {
    email: session.customer_email ?? text(body, 'email') ?? '',
    card: text(body, 'card') ?? '',
    expiry: text(body, 'expiry') ?? filled.expiry,
    cvc: text(body, 'cvc') ?? filled.cvc,
  };
  const problem = check(form);
  if (problem) return html(422, payPage(session, form, problem), session);
  const attempt = sessions.pay(session, form.card.replaceAll(/\D/g, ''), form.email);
  if (attempt.outcome === 'paid' || attempt.outcome === 'processing') return redirect(successUrl(session));
  if (attempt.outcome === 'declined') return html(402, payPage(session, form, { field: 'card', message: attempt.message }), session);
  return html(410, messagePage(session, 'This payment page has expired', 'Nothing was charged.'), session);
}

function check({ email, card, expiry, cvc }: PayForm): { field: keyof PayForm; message: string } | null {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return { field: 'email', message: 'Enter the e-mail address for your receipt.' };
  if (!isCardNumber(card.replaceAll(/[\s-]/g, '')))
    return { field: 'card', message: 'This card number is not complete or has a typing error.' };
  const [month, year] = expiry.split('/').map((part) => Number(part.trim()));
  const end = month && year !== undefined && month <= 12 ? Date.UTC(year < 100 ? 2000 + year : year, month) : Number.NaN;
  if (!(end > Date.now())) return { field: 'expiry', message: 'Enter a date in the future, as MM/YY.' };
  if (!/^\d{3,4}$/.test(cvc)) return { field: 'cvc', message: 'Enter the 3 or 4 digits of the security code.' };
  return null;
}

/** Luhn check, ISO/IEC 7812-1 annex B. */
function isCardNumber(digits: string): boolean {
  if (isBankAccount(digits)) return true;
  if (!/^\d{13,19}$/.test(digits)) return false;
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

const blank = (session: Session): PayForm => ({
  email: session.customer_email ?? 'shopper@example.com',
  card: '4242 4242 4242 4242',
  expiry: `12/${String((new Date().getUTCFullYear() + 3) % 100).padStart(2, '0')}`,
  cvc: '123',
});

const successUrl = (session: Session): string => session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
const redirect = (location: string): PayReply => ({ status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' });

function html(status: number, body: string, session: Session | null): PayReply {
  const back = session ? [session.success_url, session.cancel_url].flatMap((url) => (url ? [new URL(url).origin] : [])) : [];
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self' ${[...new Set(back)].join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}
