import * as z from 'zod/mini';
import { Time } from './common.js';

/** `ticket`: once, within 30 s, as the first message `{ ticket, topics }` on the socket at `url`. */
export const Ticket = z.object({ ticket: z.string(), url: z.string().check(z.regex(/^wss?:\/\//)), expiresAt: Time });
export const TicketCreate = z.strictObject({});

/** `generation:gen_…`, `design:dsn_…`, `order:ord_…`: the rows the caller may read. */
export const Topic = z.string().check(z.regex(/^(generation|design|order):[a-z]{3}_[A-Za-z0-9]{1,40}$/));
export const Hello = z.strictObject({ ticket: z.string().check(z.maxLength(200)), topics: z.array(Topic).check(z.maxLength(50)) });

/** Says what changed; the row is the truth. `data` holds status fields only. */
export const RealtimeEvent = z.object({
  id: z.int(),
  topic: Topic,
  type: z.enum(['generation.updated', 'design.updated', 'order.updated']),
  data: z.record(z.string(), z.unknown()),
  createdAt: Time,
});
export type Ticket = z.infer<typeof Ticket>;
export type RealtimeEvent = z.infer<typeof RealtimeEvent>;
