import type { Knex } from 'knex';
import type { PaymentState } from '../drivers/payments/payments.js';
import { newId } from '../id.js';
import { book, type Booking } from '../ledger/ledger.js';
import type { OrderRow } from './store.js';

export interface PaymentRow {
  id: string;
  brand_id: string;
  order_id: string;
  /** Of hosted Checkout; of the Payment Intent where there was none. */
  session_id: string;
  payment_intent_id: string | null;
  charge_id: string | null;
  stripe_account: string | null;
  amount: number;
  application_fee: number;
  /** Null until the provider tells. */
  provider_fee: number | null;
  currency: string;
  created_at: string;
}

export const bookingOf = (order: OrderRow): Booking => ({
  brandId: order.brand_id,
  mode: order.mode,
  orderId: order.id,
  currency: order.currency,
});

export async function getPayment(db: Knex, orderId: string): Promise<PaymentRow | null> {
  return (await db<PaymentRow>('payments').where({ order_id: orderId }).first()) ?? null;
}

/** What was charged. */
export type Charge = Pick<PaymentState, 'sessionId' | 'paymentIntentId' | 'chargeId' | 'amountTotal' | 'currency' | 'providerFee'>;

/** The one payment of an order, with its entries in the ledger. */
export async function insertPayment(tx: Knex, order: OrderRow, state: Charge, now: string): Promise<PaymentRow> {
  const row: PaymentRow = {
    id: newId('pay'),
    brand_id: order.brand_id,
    order_id: order.id,
    session_id: state.sessionId ?? state.paymentIntentId!,
    payment_intent_id: state.paymentIntentId,
    charge_id: state.chargeId,
    stripe_account: order.stripe_account,
    amount: state.amountTotal,
    application_fee: order.application_fee,
    provider_fee: state.providerFee,
    currency: state.currency,
    created_at: now,
  };
  await tx<PaymentRow>('payments').insert(row);
  await book(tx, bookingOf(order), 'charge', row.amount, row.id);
  await book(tx, bookingOf(order), 'platform_fee', row.application_fee, row.id);
  await book(tx, bookingOf(order), 'provider_fee', row.provider_fee ?? 0, row.id);
  return row;
}

/** Stripe tells its fee after a while for some ways of paying. */
export async function noteProviderFee(tx: Knex, order: OrderRow, { providerFee }: PaymentState): Promise<void> {
  if (providerFee === null) return;
  const payment = await getPayment(tx, order.id);
  if (!payment || payment.provider_fee !== null) return;
  await tx<PaymentRow>('payments').where({ id: payment.id }).update({ provider_fee: providerFee });
  await book(tx, bookingOf(order), 'provider_fee', providerFee, payment.id);
}
