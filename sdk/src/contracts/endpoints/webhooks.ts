import * as z from 'zod/mini';
import { define } from './define.js';

/** Events in and out. */
export const webhooksEndpoints = define({
  'webhooks.stripe': {
    method: 'POST',
    path: '/v1/webhooks/stripe',
    summary: 'Payment events from Stripe',
    callers: ['public'],
    body: { raw: ['application/json'], maxBytes: 1_000_000 },
    replies: { 200: z.object({ received: z.literal(true) }) },
  },
});
