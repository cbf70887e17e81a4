import * as z from 'zod/mini';
import { Time } from './common.js';
import { EventType } from './events.js';

/** `ticket`: once, within 30 s, as the first message `{ ticket, topics, after? }` on the socket at `url`. */
export const Ticket = z.object({ ticket: z.string(), url: z.string().check(z.regex(/^wss?:\/\//)), expiresAt: Time });
export const TicketCreate = z.strictObject({});

/** Rows that there is news of. */
export const TOPIC_KINDS = ['generation', 'design', 'order', 'webhook'] as const;
export type TopicKind = (typeof TOPIC_KINDS)[number];

/** A row that the caller may read: `generation:gen_…`, `design:dsn_…`, `order:ord_…`, `webhook:whk_…`, or the brand itself, `brand:brd_…`. */
export const RowTopic = z.string().check(z.regex(new RegExp(`^(${TOPIC_KINDS.join('|')}|brand):[a-z]{3}_[A-Za-z0-9]{1,40}$`)));
/** A row, or for staff and secret keys all rows of a kind: `generations`, `designs`, `orders`, `webhooks`. */
export const Topic = z.union([RowTopic, z.enum(TOPIC_KINDS.map((kind) => `${kind}s` as const))]);
export const Hello = z.strictObject({
  ticket: z.string().check(z.maxLength(200)),
  topics: z.array(Topic).check(z.maxLength(50)),
  /** Id of the last event that was heard, or `lastEventId`, on a connection before: what was missed since is sent first. */
  after: z.optional(z.int().check(z.gte(0))),
});

/**
 * First answer on the socket. `resumed`: every event since `after` follows, each once. Otherwise read the rows again now: events from
 * before are not repeated. `lastEventId`: what to send as `after` when no event came; null while there is none.
 */
export const RealtimeReady = z.object({
  type: z.literal('ready'),
  topics: z.array(Topic),
  resumed: z.boolean(),
  lastEventId: z.nullable(z.int()),
});

/** Why the server closed the socket. After `expired` and `overloaded` take a new ticket and connect again. */
export const REALTIME_CLOSE = {
  /** The first message was not `{ ticket, topics, after? }`, came too late, or a second one was sent. */
  invalid: 4400,
  /** The ticket is unknown, used or older than 30 s, or the origin is not the one that asked for it. */
  ticket: 4401,
  /** A topic does not exist for this caller. */
  topic: 4404,
  /** The token behind the ticket has expired. */
  expired: 4410,
  /** Too many sockets for this caller. */
  connections: 4429,
  /** The client reads too slowly. */
  overloaded: 1013,
  /** The server restarts. */
  restart: 1012,
} as const;

/** Says what changed; the row is the truth. `data` holds status fields only. Ids tell events apart; later ones may have smaller ids. */
export const RealtimeEvent = z.object({
  id: z.int(),
  topic: RowTopic,
  type: EventType,
  data: z.record(z.string(), z.unknown()),
  createdAt: Time,
});
export type Ticket = z.infer<typeof Ticket>;
export type RealtimeEvent = z.infer<typeof RealtimeEvent>;
export type RealtimeReady = z.infer<typeof RealtimeReady>;
export type Hello = z.infer<typeof Hello>;
