import { createHmac } from 'node:crypto';
import { ConfigError, isLoopback, url, type Env } from './env.js';

/** With `sandbox`, `apiBase` is the local stand-in and both secrets are derived from the installation's secret. */
export interface StripeConfig {
  sandbox: boolean;
  secretKey: string;
  webhookSecret: string;
  /** `null`: Stripe itself. */
  apiBase: string | null;
  sandboxPort: number;
}

/** Throws `ConfigError` for keys that do not fit the environment. */
export function readStripe(env: Env, secret: string, port: number, production: boolean): StripeConfig {
  const secretKey = env['STRIPE_SECRET_KEY'];
  const sandboxPort = port + 2;
  if (!secretKey) {
    if (production) throw new ConfigError('STRIPE_SECRET_KEY', 'must be set in production: the payment sandbox is for development only');
    const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('hex').slice(0, 32);
    const apiBase = url(env, 'STRIPE_API_BASE', `http://127.0.0.1:${sandboxPort}`);
    if (!isLoopback(new URL(apiBase).hostname))
      throw new ConfigError('STRIPE_API_BASE', 'must be a loopback address: the sandbox is never remote');
    const webhookSecret = env['STRIPE_WEBHOOK_SECRET'] || `whsec_${derive('stripe-webhook')}`;
    return { sandbox: true, secretKey: `sk_test_${derive('stripe-key')}`, webhookSecret, apiBase, sandboxPort };
  }
  if (!/^(sk|rk)_(test|live)_\w+$/.test(secretKey)) throw new ConfigError('STRIPE_SECRET_KEY', 'must begin with sk_test_ or sk_live_');
  if (env['STRIPE_API_BASE']) {
    if (production) throw new ConfigError('STRIPE_API_BASE', 'must not be set in production: payments go to Stripe itself');
    if (secretKey.includes('_live_')) throw new ConfigError('STRIPE_API_BASE', 'must not be set together with a live key');
  }
  const webhookSecret = env['STRIPE_WEBHOOK_SECRET'];
  if (!webhookSecret?.startsWith('whsec_'))
    throw new ConfigError('STRIPE_WEBHOOK_SECRET', 'must be the signing secret of the endpoint, whsec_…');
  const apiBase = env['STRIPE_API_BASE'] ? url(env, 'STRIPE_API_BASE', '') : null;
  return { sandbox: false, secretKey, webhookSecret, apiBase, sandboxPort };
}
