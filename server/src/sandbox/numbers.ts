import type { StripeErrorBody } from './objects.js';

/** What a number on the pay page, or Stripe's name of a test payment method, leads to. Those of Stripe's own test mode. */
export interface Outcome {
  method: { type: string; [detail: string]: unknown };
  refusal: StripeErrorBody | null;
  /** The money takes a while, and then may not come. */
  isSlow: boolean;
  isDisputed: boolean;
}

const BRANDS: Record<string, string> = {
  '4242424242424242': 'visa',
  '4000000000000259': 'visa',
  '5555555555554444': 'mastercard',
  '378282246310005': 'amex',
};
const DISPUTED = '4000000000000259';
const DECLINES: Record<string, StripeErrorBody> = {
  '4000000000000002': card('Your card was declined. Try another card.', 'generic_decline'),
  '4000000000009995': card('Your card has insufficient funds. Try another card.', 'insufficient_funds'),
};
const REAL_CARD = card('This is a test shop: real cards are not accepted. Use 4242 4242 4242 4242.', 'test_mode_live_card');

/** Bank accounts: the payment is on its way for a while. What they end with, once it has arrived or not. */
const BANKS: Record<string, StripeErrorBody | null> = {
  '000123456789': null,
  '000222222227': {
    type: 'card_error',
    code: 'payment_intent_payment_attempt_failed',
    message: 'The account has insufficient funds.',
    decline_code: 'insufficient_funds',
  },
};

/** Stripe's names of test payment methods. */
export const METHODS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_createDispute: DISPUTED,
  pm_usBankAccount: '000123456789',
};

export const isBankAccount = (number: string): boolean => Object.hasOwn(BANKS, number);

/** Why the payment of a bank account did not arrive; null when it did. */
export const arrival = (number: string): StripeErrorBody | null => BANKS[number] ?? null;

export function outcomeOf(number: string): Outcome {
  if (isBankAccount(number)) {
    return {
      method: { type: 'us_bank_account', us_bank_account: { last4: number.slice(-4) } },
      refusal: null,
      isSlow: true,
      isDisputed: false,
    };
  }
  const brand = BRANDS[number];
  const refusal = DECLINES[number] ?? (brand ? null : REAL_CARD);
  return {
    method: { type: 'card', card: { brand: brand ?? 'unknown', last4: number.slice(-4) } },
    refusal,
    isSlow: false,
    isDisputed: number === DISPUTED,
  };
}

function card(message: string, declineCode: string): StripeErrorBody {
  return { type: 'card_error', code: 'card_declined', decline_code: declineCode, message };
}
