import * as z from 'zod/mini';
import { Email, OrderId, PageQuery, prefixed, Time } from './common.js';

/** A mail that the brand's doings caused, without what it says. */
export const MailRecord = z.object({
  id: prefixed('msg'),
  kind: z.string(),
  to: Email,
  locale: z.string(),
  /** Null for what is of both modes, e.g. an invitation. */
  mode: z.nullable(z.enum(['test', 'live'])),
  orderId: z.nullable(OrderId),
  /** Why it was not sent. `test-mail-limit`: the day's mails of test mode, or of a brand that is not confirmed, to strangers were used up. `free-mail-limit`: those of live orders over nothing. */
  withheld: z.nullable(z.enum(['test-mail-limit', 'free-mail-limit'])),
  createdAt: Time,
  /** Null while it waits. */
  sentAt: z.nullable(Time),
});
export const MailQuery = z.strictObject({
  ...PageQuery.shape,
  /** Those that were not sent only. */
  withheld: z.optional(z.literal('true')),
});

export type MailRecord = z.infer<typeof MailRecord>;
export type MailQuery = z.infer<typeof MailQuery>;
