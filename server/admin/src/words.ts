import type { Order } from '@luneo/sdk/contracts/orders.js';

export const money = (minor: number, currency: string): string =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(minor / 100);

export const day = (time: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));

export const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What the order means for the person at the bench: work to do first. */
export function stateOf(order: Order): { text: string; tone: 'good' | 'bad' | 'work' | 'none' } {
  if (order.paymentStatus === 'failed') return { text: 'Payment failed', tone: 'bad' };
  if (order.status === 'cancelled') return { text: 'Cancelled', tone: 'none' };
  if (order.status === 'refunded') return { text: 'Refunded', tone: 'none' };
  if (order.status === 'shipped') return { text: 'Shipped', tone: 'good' };
  if (order.status === 'delivered') return { text: 'Delivered', tone: 'good' };
  if (order.paymentStatus !== 'succeeded') return { text: 'Waiting for payment', tone: 'none' };
  if (order.printStatus === 'failed') return { text: 'Paid, files failed', tone: 'bad' };
  if (order.printStatus === 'ready') return { text: 'Paid, ready to make', tone: 'good' };
  return { text: 'Paid, files on the way', tone: 'work' };
}

/** A sentence for the person who works with it. */
export function sentence(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'network') return 'The server cannot be reached. Check the connection and try again.';
  return error instanceof Error ? error.message : 'Something went wrong. Try again.';
}
