import { createHmac } from 'node:crypto';
import { ConfigError, isLoopback, oneOf, url, type Env } from './env.js';

/** With `sandbox`, `apiBase` is the local stand-in and both secrets are derived from the installation's secret. */
export interface StripeConfig {
  sandbox: boolean;
  secretKey: string;
  /** For test orders, where `secretKey` is a live key. */
  testSecretKey: string | null;
  webhookSecret: string;
  /** Of the other endpoints that Stripe posts to us from: connected accounts, test mode. */
  otherWebhookSecrets: readonly string[];
  /** `null`: Stripe itself. */
  apiBase: string | null;
  sandboxPort: number;
  /** Live orders are charged on connected accounts only. Otherwise those of a brand without one on the installation's own. */
  connect: boolean;
  /** What the platform keeps of live orders on connected accounts, at most two decimals. */
  feePercent: number;
}

/** Throws `ConfigError` for keys that do not fit the environment. */
export function readStripe(env: Env, secret: string, port: number, production: boolean): StripeConfig {
  const secretKey = env['STRIPE_SECRET_KEY'];
  const connect = oneOf(env, 'STRIPE_CONNECT', ['required', 'off'], production ? 'required' : 'off') === 'required';
  const common = { sandboxPort: port + 2, connect, feePercent: readFee(env), otherWebhookSecrets: otherSecrets(env) };
  if (!secretKey) {
    if (production) throw new ConfigError('STRIPE_SECRET_KEY', 'must be set in production: the payment sandbox is for development only');
    const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('hex').slice(0, 32);
    const apiBase = url(env, 'STRIPE_API_BASE', `http://127.0.0.1:${common.sandboxPort}`);
    if (!isLoopback(new URL(apiBase).hostname))
      throw new ConfigError('STRIPE_API_BASE', 'must be a loopback address: the sandbox is never remote');
    const webhookSecret = env['STRIPE_WEBHOOK_SECRET'] || `whsec_${derive('stripe-webhook')}`;
    return { ...common, sandbox: true, secretKey: `sk_test_${derive('stripe-key')}`, testSecretKey: null, webhookSecret, apiBase };
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
  return { ...common, sandbox: false, secretKey, testSecretKey: readTestKey(env), webhookSecret, apiBase };
}

function readTestKey(env: Env): string | null {
  const key = env['STRIPE_TEST_SECRET_KEY'];
  if (!key) return null;
  if (!/^(sk|rk)_test_\w+$/.test(key)) throw new ConfigError('STRIPE_TEST_SECRET_KEY', 'must begin with sk_test_');
  return key;
}

function otherSecrets(env: Env): string[] {
  return ['STRIPE_CONNECT_WEBHOOK_SECRET', 'STRIPE_TEST_WEBHOOK_SECRET'].flatMap((variable) => {
    const value = env[variable];
    if (!value) return [];
    if (!value.startsWith('whsec_')) throw new ConfigError(variable, 'must be the signing secret of an endpoint, whsec_…');
    return [value];
  });
}

function readFee(env: Env): number {
  const text = env['LUNEO_FEE_PERCENT'];
  if (!text) return 0;
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(text)) throw new ConfigError('LUNEO_FEE_PERCENT', `must be a percentage such as 2.5, not "${text}"`);
  return Number(text);
}
