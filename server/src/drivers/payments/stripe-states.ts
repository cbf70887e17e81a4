import type Stripe from 'stripe';
import type { AccountState, DisputeState, PaymentState, RefundState } from './payments.js';

export const INTENT_EXPAND = ['latest_charge.balance_transaction'];
export const SESSION_EXPAND = ['payment_intent.latest_charge.balance_transaction'];

export function sessionState(session: Stripe.Checkout.Session): PaymentState {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  return {
    sessionId: session.id,
    orderId: session.metadata?.['order_id'] ?? '',
    status: session.status === 'complete' ? 'complete' : session.status === 'expired' ? 'expired' : 'open',
    paid: session.payment_status === 'paid' || session.payment_status === 'no_payment_required',
    declined: intent !== null && isDeclined(intent),
    paymentIntentId: intent?.id ?? null,
    amountTotal: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    email: session.customer_details?.email ?? session.customer_email,
    ...chargeOf(intent),
  };
}

export function intentState(intent: Stripe.PaymentIntent): PaymentState {
  const { status } = intent;
  const isOver = status === 'succeeded' || status === 'processing';
  return {
    sessionId: null,
    orderId: intent.metadata['order_id'] ?? '',
    status: isOver ? 'complete' : status === 'canceled' ? 'expired' : 'open',
    paid: status === 'succeeded',
    declined: isDeclined(intent),
    paymentIntentId: intent.id,
    amountTotal: intent.amount,
    currency: intent.currency.toUpperCase(),
    email: intent.receipt_email,
    ...chargeOf(intent),
  };
}

const isDeclined = ({ status, last_payment_error }: Stripe.PaymentIntent): boolean =>
  status !== 'succeeded' && status !== 'processing' && last_payment_error !== null;

/** On a connected account the balance transaction also holds our own fee: only Stripe's part is the provider's. */
function chargeOf(intent: Stripe.PaymentIntent | null): Pick<PaymentState, 'chargeId' | 'providerFee' | 'isContested'> {
  const charge = intent?.latest_charge ?? null;
  if (charge === null || typeof charge === 'string') return { chargeId: charge, providerFee: null, isContested: false };
  const isContested = charge.amount_refunded > 0 || charge.disputed;
  const transaction = charge.balance_transaction;
  if (transaction === null || typeof transaction === 'string') return { chargeId: charge.id, providerFee: null, isContested };
  const fees = transaction.fee_details.filter(({ type }) => type !== 'application_fee');
  return { chargeId: charge.id, providerFee: fees.reduce((sum, { amount }) => sum + amount, 0), isContested };
}

export function refundState(refund: Stripe.Refund): RefundState {
  const { id, amount, reason, status, metadata } = refund;
  return {
    providerId: id,
    refundId: metadata?.['refund_id'] ?? null,
    status: status === 'succeeded' ? 'succeeded' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending',
    amount,
    reason,
  };
}

export function accountState(account: Stripe.Account): AccountState {
  const { charges_enabled, payouts_enabled, details_submitted, requirements } = account;
  return {
    chargesEnabled: charges_enabled,
    payoutsEnabled: payouts_enabled,
    detailsSubmitted: details_submitted,
    requirements: requirements?.currently_due ?? [],
    disabledReason: requirements?.disabled_reason ?? null,
  };
}

export function disputeState(dispute: Stripe.Dispute): DisputeState {
  const { payment_intent: intent, evidence_details: details } = dispute;
  return {
    providerId: dispute.id,
    paymentIntentId: typeof intent === 'string' ? intent : (intent?.id ?? null),
    status: statusOf(dispute.status),
    reason: dispute.reason,
    amount: dispute.amount,
    fee: dispute.balance_transactions.reduce((sum, { fee }) => sum + fee, 0),
    respondBy: details.due_by ? new Date(details.due_by * 1000).toISOString() : null,
    createdAt: new Date(dispute.created * 1000).toISOString(),
  };
}

/** An inquiry (`warning_…`) takes no money; only a dispute proper does. */
function statusOf(status: Stripe.Dispute.Status): DisputeState['status'] {
  if (status.startsWith('warning')) return 'warning';
  if (status === 'won' || status === 'prevented') return 'won';
  if (status === 'lost') return 'lost';
  return status.endsWith('under_review') ? 'under_review' : 'needs_response';
}
