import { branch, integer, record, text, type Form } from './form.js';
import { now, stripeId, type IntentData, type PaymentIntent } from './objects.js';
import { invalid } from './refusal.js';

/** What both `POST /v1/payment_intents` and `payment_intent_data` of a session say. */
export function intentData(form: Form, account: string | null, at = ''): IntentData {
  const fee = text(form, 'application_fee_amount');
  if (fee !== null && account === null) {
    throw invalid('An application_fee_amount needs a direct charge: send the Stripe-Account header.', `${at}application_fee_amount`);
  }
  const shipping = branch(form, 'shipping');
  return {
    metadata: record(form, 'metadata'),
    description: text(form, 'description'),
    shipping: Object.keys(shipping).length > 0 ? shipping : null,
    application_fee_amount: fee === null ? null : integer(fee, `${at}application_fee_amount`, 1),
  };
}

export function newIntent(
  amount: number,
  currency: string,
  account: string | null,
  data: IntentData,
  email: string | null = null,
): PaymentIntent {
  if ((data.application_fee_amount ?? 0) > amount)
    throw invalid('The application fee cannot be larger than the amount.', 'application_fee_amount');
  const id = stripeId('pi');
  return {
    id,
    object: 'payment_intent',
    amount,
    amount_received: 0,
    canceled_at: null,
    client_secret: `${id}_secret_${stripeId('s').slice(2)}`,
    created: now(),
    currency,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    receipt_email: email,
    status: 'requires_payment_method',
    ...data,
    sandbox: { account, pending: null },
  };
}

/** From the parameters of `POST /v1/payment_intents`. */
export function intentFrom(form: Form, account: string | null): PaymentIntent {
  const amount = integer(text(form, 'amount'), 'amount', 1);
  if (amount < 50) throw invalid('Amount must be at least €0.50.', 'amount', 'amount_too_small');
  if (amount > 99_999_999) throw invalid('Amount must be no more than €999,999.99.', 'amount', 'amount_too_large');
  const currency = text(form, 'currency');
  if (!currency || !/^[a-z]{3}$/.test(currency)) throw invalid('Invalid currency.', 'currency');
  return newIntent(amount, currency, account, intentData(form, account), text(form, 'receipt_email'));
}
