import type { Call } from './api.js';
import { record, text, type Form } from './form.js';
import type { Ledger } from './ledger.js';
import { now, stripeId, type Account, type AccountLink } from './objects.js';
import { invalid } from './refusal.js';

/** Stripe's links live for minutes too. */
const LINK_S = 300;
const TO_BE_FILLED_IN = ['business_type', 'external_account', 'tos_acceptance.date'];

/** From the parameters of `POST /v1/accounts`. */
export function newAccount(form: Form): Account {
  const id = stripeId('acct').slice(0, 21);
  return account(id, {
    business_profile: { name: text(form, 'business_profile', 'name'), url: text(form, 'business_profile', 'url') },
    country: text(form, 'country') ?? 'FR',
    metadata: record(form, 'metadata'),
  });
}

function account(id: string, more: Partial<Account> = {}): Account {
  return {
    id,
    object: 'account',
    business_profile: { name: null, url: null },
    charges_enabled: false,
    controller: { type: 'application', stripe_dashboard: { type: 'full' } },
    country: 'FR',
    created: now(),
    details_submitted: false,
    metadata: {},
    payouts_enabled: false,
    requirements: requirementsOf(TO_BE_FILLED_IN),
    ...more,
    sandbox: { account: id },
  };
}

const requirementsOf = (currently_due: string[]): Account['requirements'] => ({
  currently_due,
  past_due: [],
  eventually_due: currently_due,
  pending_verification: [],
  disabled_reason: currently_due.length > 0 ? 'requirements.past_due' : null,
});

/** What Stripe says once the form is filled in. */
export const filledIn = (before: Account): Account => ({
  ...before,
  charges_enabled: true,
  payouts_enabled: true,
  details_submitted: true,
  requirements: requirementsOf([]),
});

/** Any id that somebody types is an account that is ready, as it can be charged on here: only those that were made here begin empty. */
export const accountOf = (ledger: Ledger, id: string): Account => ledger.get('account', id) ?? filledIn(account(id));

/** From the parameters of `POST /v1/account_links`; the page is that of the sandbox. */
export function newAccountLink({ form, ledger, connectUrl }: Call): AccountLink {
  const owner = text(form, 'account');
  if (owner === null || !ledger.get('account', owner))
    throw invalid(`No such account: '${String(owner).slice(0, 60)}'`, 'account', 'resource_missing');
  if (text(form, 'type') !== 'account_onboarding') throw invalid('Only type=account_onboarding is supported here.', 'type');
  const [return_url, refresh_url] = ['return_url', 'refresh_url'].map((name) => text(form, name));
  if (!return_url || !refresh_url) throw invalid('Missing required param: return_url or refresh_url.', 'return_url', 'parameter_missing');
  const id = stripeId('alink');
  const link: AccountLink = {
    id,
    object: 'account_link',
    created: now(),
    expires_at: now() + LINK_S,
    url: connectUrl(id),
    sandbox: { account: owner, return_url, refresh_url, isUsed: false },
  };
  ledger.put('link', link);
  return link;
}
