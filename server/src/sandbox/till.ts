import type { Ledger } from './ledger.js';
import { newIntent } from './intents.js';
import { arrival, outcomeOf } from './numbers.js';
import { now, shown, stripeId } from './objects.js';
import { accountOf, filledIn } from './accounts.js';
import type {
  AccountLink,
  Backstage,
  BalanceTransaction,
  Charge,
  Dispute,
  PaymentIntent,
  Refund,
  Session,
  StripeErrorBody,
  StripeEvent,
} from './objects.js';
import { invalid } from './refusal.js';

/** Version of the API that `stripe` 23.1 pins. */
export const API_VERSION = '2026-10-28.endive';
const DISPUTE_FEE = 1_500;
const WEEK = 7 * 86_400;

export type Attempt = { outcome: 'paid' | 'processing' | 'expired' } | { outcome: 'declined'; message: string };

/** The state changes of the sandbox, each in one transaction with its events. */
export interface Till {
  /** Charges the session once; a second call for a paid one changes nothing. */
  pay: (session: Session, number: string, email: string) => Attempt;
  expire: (session: Session) => Session;
  /** Throws the refusal of a declined card, as Stripe does. */
  confirm: (intent: PaymentIntent, number: string) => PaymentIntent;
  cancel: (intent: PaymentIntent) => PaymentIntent;
  /** The payment of a bank account arrives, or fails. */
  arrive: (intent: PaymentIntent) => PaymentIntent;
  refund: (charge: Charge, refund: Refund) => Refund;
  /** The shopper's bank sends a refund back. */
  failRefund: (refund: Refund) => Refund;
  decide: (dispute: Dispute, status: 'won' | 'lost') => Dispute;
  /** The form of a connected account is filled in, by a link that is then used. */
  fillIn: (link: AccountLink) => void;
}

/** `onEvent` is called after the event is stored; delivery is somebody else's work. */
export function openTill(ledger: Ledger, onEvent: () => void): Till {
  function emit(type: string, object: { sandbox: Backstage }): void {
    const { account } = object.sandbox;
    const event: StripeEvent = {
      id: stripeId('evt'),
      object: 'event',
      ...(account !== null && { account }),
      api_version: API_VERSION,
      created: now(),
      data: { object: shown(object) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    };
    ledger.put('event', event);
    ledger.enqueue(event.id);
  }

  function transact<T>(work: () => T): T {
    const result = ledger.transact(work);
    onEvent();
    return result;
  }

  function charge(intent: PaymentIntent, number: string): PaymentIntent {
    const { method, isDisputed } = outcomeOf(number);
    const { sandbox, amount, currency, application_fee_amount, metadata } = intent;
    const id = stripeId('ch');
    const transaction = earned(id, intent);
    const made: Charge = {
      id,
      object: 'charge',
      amount,
      amount_refunded: 0,
      application_fee_amount,
      balance_transaction: transaction.id,
      captured: true,
      created: now(),
      currency,
      disputed: isDisputed,
      livemode: false,
      metadata,
      paid: true,
      payment_intent: intent.id,
      payment_method_details: method,
      refunded: false,
      status: 'succeeded',
      sandbox: { account: sandbox.account },
    };
    const done: PaymentIntent = {
      ...intent,
      amount_received: amount,
      last_payment_error: null,
      latest_charge: id,
      status: 'succeeded',
      sandbox: { ...sandbox, pending: null },
    };
    ledger.put('transaction', transaction);
    ledger.put('charge', made);
    ledger.put('intent', done);
    emit('charge.succeeded', made);
    emit('payment_intent.succeeded', done);
    if (isDisputed) {
      const dispute = newDispute(made);
      ledger.put('dispute', dispute);
      emit('charge.dispute.created', dispute);
    }
    return done;
  }

  function fail(intent: PaymentIntent, refusal: StripeErrorBody): PaymentIntent {
    const failed: PaymentIntent = {
      ...intent,
      last_payment_error: refusal,
      status: 'requires_payment_method',
      sandbox: { ...intent.sandbox, pending: null },
    };
    ledger.put('intent', failed);
    emit('payment_intent.payment_failed', failed);
    return failed;
  }

  function wait(intent: PaymentIntent, number: string): PaymentIntent {
    const waiting: PaymentIntent = {
      ...intent,
      last_payment_error: null,
      status: 'processing',
      sandbox: { ...intent.sandbox, pending: { number, since: now() } },
    };
    ledger.put('intent', waiting);
    emit('payment_intent.processing', waiting);
    return waiting;
  }

  function complete(session: Session, intent: PaymentIntent, email: string): void {
    const isPaid = intent.status === 'succeeded';
    const complete: Session = {
      ...session,
      customer_details: { email },
      payment_intent: intent.id,
      payment_status: isPaid ? 'paid' : 'unpaid',
      status: 'complete',
      url: null,
    };
    ledger.put('session', complete);
    emit('checkout.session.completed', complete);
  }

  const sessionOf = (intent: PaymentIntent): Session | null =>
    ledger.list('session').find(({ payment_intent }) => payment_intent === intent.id) ?? null;

  return {
    pay: ({ id }, number, email) =>
      transact(() => {
        const session = ledger.get('session', id)!;
        const intent = session.payment_intent ? ledger.get('intent', session.payment_intent)! : null;
        if (session.status === 'complete') return { outcome: session.payment_status === 'paid' ? 'paid' : 'processing' };
        if (session.status === 'expired') return { outcome: 'expired' };
        const opened = intent ?? newIntent(session.amount_total, session.currency, session.sandbox.account, session.sandbox.intent);
        const { refusal, isSlow } = outcomeOf(number);
        if (refusal) {
          ledger.put('session', { ...session, payment_intent: fail(opened, refusal).id });
          return { outcome: 'declined', message: refusal.message };
        }
        complete(session, isSlow ? wait(opened, number) : charge(opened, number), email);
        return { outcome: isSlow ? 'processing' : 'paid' };
      }),
    expire: ({ id }) =>
      transact(() => {
        const session = ledger.get('session', id)!;
        if (session.status !== 'open') return session;
        const expired: Session = { ...session, status: 'expired', url: null };
        ledger.put('session', expired);
        emit('checkout.session.expired', expired);
        return expired;
      }),
    confirm: ({ id }, number) => {
      const { refusal, isSlow } = outcomeOf(number);
      return transact(() => {
        const intent = ledger.get('intent', id)!;
        if (intent.status !== 'requires_payment_method') throw unexpected(intent, 'confirm');
        if (refusal) return fail(intent, refusal);
        return isSlow ? wait(intent, number) : charge(intent, number);
      });
    },
    cancel: ({ id }) =>
      transact(() => {
        const intent = ledger.get('intent', id)!;
        if (intent.status !== 'requires_payment_method') throw unexpected(intent, 'cancel');
        const cancelled: PaymentIntent = { ...intent, status: 'canceled', canceled_at: now() };
        ledger.put('intent', cancelled);
        emit('payment_intent.canceled', cancelled);
        return cancelled;
      }),
    arrive: ({ id }) =>
      transact(() => {
        const intent = ledger.get('intent', id)!;
        const { pending } = intent.sandbox;
        if (!pending) return intent;
        const refusal = arrival(pending.number);
        const done = refusal ? fail(intent, refusal) : charge(intent, pending.number);
        const session = sessionOf(intent);
        if (session) {
          const after: Session = { ...session, payment_status: refusal ? 'unpaid' : 'paid' };
          ledger.put('session', after);
          emit(`checkout.session.async_payment_${refusal ? 'failed' : 'succeeded'}`, after);
        }
        return done;
      }),
    refund: ({ id }, refund) =>
      transact(() => {
        const before = ledger.get('charge', id)!;
        const amount_refunded = before.amount_refunded + refund.amount;
        if (before.amount_refunded === before.amount)
          throw invalid(`Charge ${id} has already been refunded.`, undefined, 'charge_already_refunded');
        if (before.disputed) throw invalid(`Charge ${id} has been charged back.`, undefined, 'charge_disputed');
        if (amount_refunded > before.amount) throw invalid('Refund amount is greater than unrefunded amount on charge.', 'amount');
        const after: Charge = { ...before, amount_refunded, refunded: amount_refunded === before.amount };
        ledger.put('charge', after);
        ledger.put('refund', refund);
        emit('refund.created', refund);
        emit('charge.refunded', after);
        return refund;
      }),
    failRefund: ({ id }) =>
      transact(() => {
        const refund = ledger.get('refund', id)!;
        if (refund.status === 'failed') return refund;
        const charged = ledger.get('charge', refund.charge)!;
        const failed: Refund = { ...refund, status: 'failed', failure_reason: 'lost_or_stolen_card' };
        ledger.put('charge', { ...charged, amount_refunded: charged.amount_refunded - refund.amount, refunded: false });
        ledger.put('refund', failed);
        emit('refund.failed', failed);
        return failed;
      }),
    fillIn: ({ id }) =>
      transact(() => {
        const link = ledger.get('link', id)!;
        const account = filledIn(accountOf(ledger, link.sandbox.account));
        ledger.put('link', { ...link, sandbox: { ...link.sandbox, isUsed: true } });
        ledger.put('account', account);
        emit('account.updated', account);
      }),
    decide: ({ id }, status) =>
      transact(() => {
        const dispute = ledger.get('dispute', id)!;
        if (dispute.status === 'won' || dispute.status === 'lost') return dispute;
        const decided: Dispute = { ...dispute, status };
        ledger.put('dispute', decided);
        if (status === 'won') ledger.put('charge', { ...ledger.get('charge', dispute.charge)!, disputed: false });
        emit('charge.dispute.closed', decided);
        return decided;
      }),
  };
}

const unexpected = ({ status }: PaymentIntent, step: string) =>
  invalid(`You cannot ${step} this PaymentIntent because it has a status of ${status}.`, undefined, 'payment_intent_unexpected_state');

/** 1.5 % and 0.25, and on a connected account the platform's fee. */
function earned(source: string, { amount, currency, application_fee_amount, sandbox }: PaymentIntent): BalanceTransaction {
  const detail = (type: 'stripe_fee' | 'application_fee', value: number) => ({
    amount: value,
    currency,
    type,
    description: type === 'stripe_fee' ? 'Stripe processing fees' : 'Application fee',
    application: null,
  });
  const fee_details = [detail('stripe_fee', Math.min(amount, Math.round(amount * 0.015) + 25))];
  if (application_fee_amount) fee_details.push(detail('application_fee', application_fee_amount));
  const fee = fee_details.reduce((sum, each) => sum + each.amount, 0);
  const { account } = sandbox;
  return {
    id: stripeId('txn'),
    object: 'balance_transaction',
    amount,
    currency,
    fee,
    fee_details,
    net: amount - fee,
    source,
    type: 'charge',
    sandbox: { account },
  };
}

function newDispute({ id, amount, currency, payment_intent, metadata: _metadata, sandbox }: Charge): Dispute {
  const held = {
    id: stripeId('txn'),
    object: 'balance_transaction',
    amount: -amount,
    currency,
    fee: DISPUTE_FEE,
    net: -amount - DISPUTE_FEE,
  };
  return {
    id: stripeId('dp'),
    object: 'dispute',
    amount,
    balance_transactions: [{ ...held, fee_details: [], type: 'adjustment' }],
    charge: id,
    created: now(),
    currency,
    evidence: {},
    evidence_details: { due_by: now() + WEEK, has_evidence: false, past_due: false, submission_count: 0 },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent,
    reason: 'fraudulent',
    status: 'needs_response',
    sandbox,
  };
}
