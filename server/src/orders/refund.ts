import type { Knex } from 'knex';
import type { Refund, RefundCreate } from '@luneo/sdk/contracts/orders.js';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import type { RefundRequest } from '../drivers/payments/payments.js';
import type { Jobs } from '../drivers/queue/queue.js';
import { newId } from '../id.js';
import { createOnce, type Idempotency } from '../idempotency.js';
import { Problem } from '../problem.js';
import { disputedAmount } from './dispute.js';
import { placeOf } from './open-payment.js';
import { getPayment } from './payments.js';
import { settleRefund, type RefundDeps } from './refund-settle.js';
import { getRefund, insertRefund, toRefund, type RefundRow } from './refund-store.js';
import { changeOrder, getOrderRow, type OrderRow } from './store.js';

/**
 * Gives money back. The amount is set aside on the locked order first, so that refunds at the same time never come to more than
 * was paid; then the provider is asked, by this request or, should it fail, by a job. Throws `conflict` for more than is left.
 */
export async function refundOrder(deps: Deps, scope: Scope, orderId: string, body: RefundCreate, once: Idempotency): Promise<Refund> {
  const { db } = deps;
  const row = await createOnce(
    db,
    once,
    (tx) => setAside(deps, tx, scope, orderId, body),
    async (id) => (await getRefund(db, scope.brandId, id))!,
    (made) => attempt(deps, made),
  );
  return toRefund(row);
}

async function setAside(
  { queue }: Pick<Deps, 'queue'>,
  tx: Knex,
  scope: Scope,
  orderId: string,
  { amount, reason, note }: RefundCreate,
): Promise<{ id: string; made: RefundRow }> {
  const order = await getOrderRow(tx, scope, orderId);
  const payment = await getPayment(tx, order.id);
  if (!payment) throw new Problem('conflict', 'This order was not paid: there is nothing to give back. Cancel it instead.');
  const left = payment.amount - order.refunded - disputedAmount(order);
  const wanted = amount ?? left;
  const isFree = payment.amount === 0 && amount === undefined && order.payment_status !== 'refunded';
  if (!isFree && (wanted <= 0 || wanted > left))
    throw new Problem('conflict', left > 0 ? `At most ${left} can be given back, in minor units.` : 'Nothing is left to be given back.');
  const made = await insertRefund(tx, order, { id: newId('rfd'), amount: wanted, reason: reason ?? null, note: note ?? null });
  await changeOrder(tx, order, { refunded: order.refunded + wanted });
  await queue.add(tx, 'refund', { refundId: made.id, brandId: order.brand_id }, { key: `refund:${made.id}` });
  await recordAudit(tx, scope, { action: 'order.refunded', target: order.id, data: { amount: wanted, currency: order.currency, reason } });
  return { id: made.id, made };
}

const NOTHING = { status: 'succeeded', amount: 0, reason: null } as const;

/** The job tries again what fails here. */
async function attempt(deps: Deps, refund: RefundRow): Promise<RefundRow> {
  try {
    return await carryOut(deps, refund);
  } catch (error) {
    deps.log.warn({ err: error, refund: refund.id }, 'the refund is tried again later');
    return refund;
  }
}

async function carryOut(deps: RefundDeps & Pick<Deps, 'payments'>, refund: RefundRow): Promise<RefundRow> {
  if (refund.status !== 'pending' || refund.provider_id !== null) return refund;
  const order = (await deps.db<OrderRow>('orders').where({ id: refund.order_id }).first())!;
  const payment = (await getPayment(deps.db, order.id))!;
  // An order over nothing is taken back without the provider, which has never heard of it.
  if (refund.amount === 0)
    return deps.db.transaction((tx) =>
      settleRefund(deps, tx, refund.id, { ...NOTHING, providerId: `free_${refund.id}`, refundId: refund.id }),
    );
  const state = await deps.payments.refund({
    place: placeOf(order),
    refundId: refund.id,
    paymentIntentId: payment.payment_intent_id!,
    amount: refund.amount,
    returnsFee: payment.application_fee > 0,
    reason: refund.reason as RefundRequest['reason'],
  });
  return deps.db.transaction((tx) => settleRefund(deps, tx, refund.id, state));
}

/** Carries a refund out that its request could not. */
export function refundHandler(deps: RefundDeps & Pick<Deps, 'payments'>): (payload: Jobs['refund']) => Promise<void> {
  return async ({ refundId, brandId }) => {
    const refund = await getRefund(deps.db, brandId, refundId);
    if (refund) await carryOut(deps, refund);
  };
}
