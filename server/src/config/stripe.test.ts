import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConfigError } from './env.js';
import { readStripe } from './stripe.js';

const SECRET = 'a secret for tests, long enough 123';
const LIVE = { STRIPE_SECRET_KEY: 'sk_live_abc', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
const wrong = (variable: string) => (error: unknown) => error instanceof ConfigError && error.message.startsWith(variable);

describe('configuration of Stripe', () => {
  test('in production charges live orders on connected accounts, unless it says that it sells for itself', () => {
    assert.equal(readStripe(LIVE, SECRET, 4400, true).connect, true);
    assert.equal(readStripe({ ...LIVE, STRIPE_CONNECT: 'off' }, SECRET, 4400, true).connect, false);
    assert.equal(readStripe({}, SECRET, 4400, false).connect, false);
    assert.throws(() => readStripe({ ...LIVE, STRIPE_CONNECT: 'maybe' }, SECRET, 4400, true), wrong('STRIPE_CONNECT'));
  });

  test('takes a test key beside a live one, and the secrets of every endpoint', () => {
    const more = { STRIPE_TEST_SECRET_KEY: 'sk_test_abc', STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2', STRIPE_TEST_WEBHOOK_SECRET: 'whsec_3' };
    const config = readStripe({ ...LIVE, ...more }, SECRET, 4400, true);
    assert.deepEqual([config.testSecretKey, config.otherWebhookSecrets], ['sk_test_abc', ['whsec_2', 'whsec_3']]);
    assert.throws(() => readStripe({ ...LIVE, STRIPE_TEST_SECRET_KEY: 'sk_live_x' }, SECRET, 4400, true), wrong('STRIPE_TEST_SECRET_KEY'));
    assert.throws(() => readStripe({ ...LIVE, STRIPE_TEST_WEBHOOK_SECRET: 'x' }, SECRET, 4400, true), wrong('STRIPE_TEST_WEBHOOK_SECRET'));
  });

  test('takes a fee of at most two decimals', () => {
    assert.equal(readStripe({ LUNEO_FEE_PERCENT: '2.5' }, SECRET, 4400, false).feePercent, 2.5);
    for (const text of ['-1', '101', '2.555', 'x']) {
      assert.throws(() => readStripe({ LUNEO_FEE_PERCENT: text }, SECRET, 4400, false), wrong('LUNEO_FEE_PERCENT'));
    }
  });
});
