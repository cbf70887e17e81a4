import type { Order, OrderStatus, PaymentStatus } from '@luneo/sdk/contracts/orders.js';
import { Problem } from '../problem.js';

type PrintStatus = Order['printStatus'];
export interface OrderState {
  status: OrderStatus;
  paymentStatus: PaymentStatus;
  printStatus: PrintStatus;
}

const ORDER: Record<OrderStatus, readonly OrderStatus[]> = {
  /** Straight to paid where nothing is to pay. */
  created: ['pending_payment', 'paid', 'cancelled'],
  pending_payment: ['paid', 'cancelled'],
  paid: ['processing', 'refunded'],
  processing: ['shipped', 'refunded'],
  shipped: ['delivered', 'refunded'],
  delivered: ['refunded'],
  cancelled: [],
  refunded: [],
};
const PAYMENT: Record<PaymentStatus, readonly PaymentStatus[]> = {
  pending: ['processing', 'succeeded', 'failed', 'cancelled'],
  processing: ['succeeded', 'failed', 'cancelled'],
  /** A declined card may be followed by a good one. */
  failed: ['processing', 'succeeded', 'cancelled', 'refunded'],
  succeeded: ['refunded'],
  /** What was paid for a cancelled order all the same goes back. */
  cancelled: ['refunded'],
  /** The shopper's bank can send a refund back. */
  refunded: ['succeeded'],
};
const PRINT: Record<PrintStatus, readonly PrintStatus[]> = {
  waiting: ['queued'],
  queued: ['processing', 'ready', 'failed'],
  processing: ['ready', 'failed'],
  /** Staff may have a failed job tried again. */
  failed: ['queued', 'processing', 'ready'],
  ready: [],
};

/** The state after `change`. Staying is always allowed; throws `conflict` for a step that does not exist. */
export function nextState(now: OrderState, change: Partial<OrderState>): OrderState {
  return {
    status: step(ORDER, now.status, change.status, 'order'),
    paymentStatus: step(PAYMENT, now.paymentStatus, change.paymentStatus, 'payment'),
    printStatus: step(PRINT, now.printStatus, change.printStatus, 'print'),
  };
}

function step<S extends string>(table: Record<S, readonly S[]>, from: S, to: S | undefined, what: string): S {
  if (to === undefined || to === from) return from;
  if (table[from].includes(to)) return to;
  throw new Problem('conflict', `The ${what} is ${from} and cannot become ${to}.`);
}
