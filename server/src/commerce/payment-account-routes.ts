import { returnTarget } from '../auth/oauth/return-target.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../route.js';
import { connectAccount, paymentAccount } from './payment-accounts.js';

/** Brands set up their own Stripe account; the platform may name one instead. */
export function paymentAccountRoutes(deps: Deps): Route[] {
  return [
    route('paymentAccount.get', async ({ scope }) => ({ status: 200, body: await paymentAccount(deps, scope) })),

    route('paymentAccount.onboard', async ({ scope, body }) => {
      // Before anything is made: a path that leads elsewhere is refused.
      const [returnUrl, refreshUrl] = ['done', 'again'].map((onboarding) => returnTarget(deps.config, body.returnTo, { onboarding }));
      const accountId = await connectAccount(deps, scope);
      const { url, expiresAt } = await deps.payments.createAccountLink(accountId, { returnUrl: returnUrl!, refreshUrl: refreshUrl! });
      return { status: 200, body: { accountId, url, expiresAt } };
    }),
  ];
}
