import type { Order } from '@luneo/sdk/contracts/orders.js';
import { words } from './words.js';

export type Tone = 'good' | 'bad' | 'warn' | 'work' | 'none';

/** What the order means for the person at the bench. */
export function stageOf(order: Pick<Order, 'status' | 'paymentStatus' | 'printStatus' | 'productionStartedAt'>): {
  text: string;
  tone: Tone;
} {
  const { stages } = words;
  if (order.paymentStatus === 'failed') return { text: stages.paymentFailed, tone: 'bad' };
  if (order.status === 'cancelled') return { text: stages.cancelled, tone: 'none' };
  if (order.status === 'refunded') return { text: stages.refunded, tone: 'none' };
  if (order.status === 'shipped') return { text: stages.shipped, tone: 'good' };
  if (order.status === 'delivered') return { text: stages.delivered, tone: 'good' };
  if (order.paymentStatus === 'processing') return { text: stages.bank, tone: 'none' };
  if (order.paymentStatus !== 'succeeded') return { text: stages.waiting, tone: 'none' };
  if (order.printStatus === 'failed') return { text: stages.filesFailed, tone: 'bad' };
  if (order.productionStartedAt) return { text: stages.production, tone: 'work' };
  if (order.printStatus === 'ready') return { text: stages.ready, tone: 'good' };
  return { text: stages.making, tone: 'work' };
}
