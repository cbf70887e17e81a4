import type { Call } from './api.js';
import { integer, record, text, type Form } from './form.js';
import { now, stripeId, type Charge, type Coupon, type Refund } from './objects.js';
import { current, find } from './reading.js';
import { invalid } from './refusal.js';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'];

/** A refund from the parameters of `POST /v1/refunds`, of the whole rest unless it names an amount. */
export function newRefund(call: Call): { refund: Refund; charge: Charge } {
  const { form } = call;
  const intentId = text(form, 'payment_intent');
  if (intentId === null)
    throw invalid('One of the following params should be provided: payment_intent.', 'payment_intent', 'parameter_missing');
  const intent = current(call, 'intent', intentId);
  if (intent.latest_charge === null) throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  const charge = find(call, 'charge', intent.latest_charge);
  const reason = text(form, 'reason');
  if (reason !== null && !REASONS.includes(reason)) throw invalid(`Invalid reason: must be one of ${REASONS.join(', ')}`, 'reason');
  if (text(form, 'refund_application_fee') === 'true' && charge.application_fee_amount === null)
    throw invalid('There is no application fee to refund on this charge.', 'refund_application_fee');
  const amount = text(form, 'amount');
  const refund: Refund = {
    id: stripeId('re'),
    object: 'refund',
    amount: amount === null ? charge.amount - charge.amount_refunded : integer(amount, 'amount', 1),
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    metadata: record(form, 'metadata'),
    payment_intent: intent.id,
    reason,
    status: 'succeeded',
    sandbox: charge.sandbox,
  };
  return { refund, charge };
}

/** An amount off one payment. */
export function newCoupon(form: Form, account: string | null): Coupon {
  const currency = text(form, 'currency');
  if (!currency || !/^[a-z]{3}$/.test(currency)) throw invalid('Invalid currency.', 'currency');
  if (text(form, 'duration') !== 'once') throw invalid('Only duration=once is supported here.', 'duration');
  const name = text(form, 'name');
  if (name !== null && name.length > 40) throw invalid('Coupon names have 40 characters at most.', 'name');
  const redemptions = text(form, 'max_redemptions');
  return {
    id: stripeId('coupon').replace('_', ''),
    object: 'coupon',
    amount_off: integer(text(form, 'amount_off'), 'amount_off', 1),
    created: now(),
    currency,
    duration: 'once',
    livemode: false,
    max_redemptions: redemptions === null ? null : integer(redemptions, 'max_redemptions', 1),
    metadata: record(form, 'metadata'),
    name,
    times_redeemed: 0,
    valid: true,
    sandbox: { account },
  };
}
