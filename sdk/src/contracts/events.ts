import * as z from 'zod/mini';

/** Every kind of news: what realtime and webhooks tell. An event says what changed; the row that it names is the truth. */
export const EVENT_TYPES = {
  'generation.updated': 'A change by words was queued, made progress, or ended. `state`: status, step, designId, revision.',
  'design.updated': 'A design was saved, or its generation ended. `state`: revision, status.',
  'order.updated': 'An order, its payment or its production changed. `state`: status, paymentStatus, printStatus.',
  'order.paid': 'An order was paid and goes into production.',
  'order.shipped': 'An order is on its way to the shopper.',
  'order.delivered': 'An order has arrived.',
  'order.cancelled': 'An order ended before it was paid.',
  'order.refunded': 'All that was paid for an order was given back.',
  'order.disputed': "A shopper's bank disputes a payment, or decided about it. `state`: status, amount.",
  'budget.alert': "A brand's generation budget is used to 75 % or 100 %.",
  'webhook.disabled': 'An endpoint is sent nothing more: it asked so (410) or failed for five days. `state`: reason, url.',
} as const;

export type EventType = keyof typeof EVENT_TYPES;
export const EventType = z.enum(Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]);
