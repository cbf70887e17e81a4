import type { Scope } from '../auth/scope.js';
import type { Config } from '../config.js';
import { Problem } from '../problem.js';
import type { OrderRow } from './store.js';

/**
 * Where an order is charged: a live one on the brand's connected account, less the platform's fee; a test one on the
 * installation's own test account. Throws `conflict` for a live order of a brand that cannot take payments yet.
 */
export function placeOfPayment(
  { stripe, env }: Pick<Config, 'stripe' | 'env'>,
  mode: Scope['mode'],
  { stripeAccountId, isReady }: { stripeAccountId: string | null; isReady: boolean },
  total: number,
): Pick<OrderRow, 'stripe_account' | 'application_fee'> {
  const own = { stripe_account: null, application_fee: 0 };
  if (total === 0) return own;
  if (mode === 'test') {
    if (stripe.secretKey.includes('_live_') && stripe.testSecretKey === null)
      throw new Problem('conflict', 'Test orders cannot be paid here: the installation has a live Stripe key only.');
    return own;
  }
  if (env === 'production' && !stripe.secretKey.includes('_live_'))
    throw new Problem('conflict', 'Live orders cannot be paid here: the installation has a test Stripe key only.');
  if (stripeAccountId === null) {
    if (!stripe.connect) return own;
    throw new Problem('conflict', 'This shop cannot take payments yet: it has no connected Stripe account.');
  }
  if (!isReady) throw new Problem('conflict', 'This shop cannot take payments yet: its Stripe account is not ready.');
  return { stripe_account: stripeAccountId, application_fee: Math.round((total * Math.round(stripe.feePercent * 100)) / 10_000) };
}
