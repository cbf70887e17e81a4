import { Channel } from './channel.js';
import type { REALTIME_CLOSE, RealtimeEvent, RealtimeReady, Ticket } from './contracts/realtime.js';
import { LuneoError } from './error.js';
import type { Http, RequestOptions } from './http.js';
import { aborted, pause } from './limit.js';
import { Rows, typeOf } from './rows.js';

/** The part of a WebSocket that is used; browsers', Node 22's and the `ws` package's classes fit. */
export interface WebSocketLike {
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: { data?: unknown; code?: number }) => void): void;
}
export type WebSocketClass = new (url: string) => WebSocketLike;

/** A row that changed, or may have while the connection was away (`data` is then empty). Read the row: it is the truth. */
export type Change = Pick<RealtimeEvent, 'topic' | 'type' | 'data'>;

type Message = RealtimeEvent | RealtimeReady;
type Outcome = { wasReady: boolean; code: number };

/** Pause before asking again: short at first, since most waits are; growing to the longest. */
const pollMs = (asked: number): number => Math.min(1_000, 150 * 1.3 ** asked);
/** A connection silent for this long is checked by reading the rows: half-open sockets look alive. */
const QUIET_MS = 20_000;
const OPEN_MS = 10_000;
const MAX_BACKOFF_MS = 30_000;

/** Changes of rows as they happen: over a WebSocket where there is one, else by asking again and again. */
export class Realtime {
  readonly #http: Http;
  readonly #WebSocket: WebSocketClass | undefined;

  constructor(http: Http, WebSocket: WebSocketClass | undefined) {
    this.#http = http;
    this.#WebSocket = WebSocket;
  }

  /** A single-use ticket for a socket of your own. */
  ticket(options?: RequestOptions): Promise<Ticket> {
    return this.#http.call<'realtime.ticket'>('POST', '/v1/realtime/tickets', { ...options, body: {} });
  }

  /**
   * Endless changes of `topics` (`generation:gen_…`, `design:dsn_…`, `order:ord_…`; for staff also `orders` …); reconnects by itself,
   * goes on where it was, and polls meanwhile.
   * Ends when you leave the loop; throws `LuneoError` (`aborted` by `signal`, `not-found`, `forbidden` …).
   */
  async *changes(topics: readonly string[], { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<Change, never, void> {
    const rows = new Rows(this.#http, topics, signal);
    for (let failures = 0; ; failures += 1) {
      const outcome = this.#WebSocket ? yield* this.#listen(this.#WebSocket, topics, rows, signal) : { wasReady: false, code: 0 };
      if (signal?.aborted) throw aborted(signal);
      const topicClose: (typeof REALTIME_CLOSE)['topic'] = 4404;
      if (outcome.code === topicClose) throw new LuneoError('not-found', 'There is no such row that you can see.', { status: 404 });
      if (outcome.wasReady) failures = 0;
      const until = Date.now() + (this.#WebSocket ? Math.min(MAX_BACKOFF_MS, 500 * 2 ** failures) : Number.POSITIVE_INFINITY);
      for (let asked = 0; asked === 0 || Date.now() < until; asked += 1) {
        yield* rows.changed();
        await pause(Math.max(0, Math.min(pollMs(asked), until - Date.now())), signal);
      }
    }
  }

  /** One connection from its ticket to its end. */
  async *#listen(
    WebSocket: WebSocketClass,
    topics: readonly string[],
    rows: Rows,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Change, Outcome, void> {
    const messages = new Channel<Message>();
    const outcome: Outcome = { wasReady: false, code: 0 };
    const socket = await this.#connect(WebSocket, topics, rows, messages, outcome, signal);
    if (!socket) return outcome;
    const stop = (): void => messages.close();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      for (;;) {
        const next = await messages.take(outcome.wasReady ? QUIET_MS : OPEN_MS);
        if (signal?.aborted || next === 'closed') return outcome;
        if (next === 'quiet') {
          if (!outcome.wasReady) return outcome;
          yield* rows.changed();
        } else if (next.value.type === 'ready') {
          outcome.wasReady = true;
          if (next.value.resumed) continue;
          rows.after = next.value.lastEventId ?? undefined;
          for (const topic of topics) yield { topic, type: typeOf(topic), data: {} };
        } else {
          rows.after = next.value.id;
          yield { topic: next.value.topic, type: next.value.type, data: next.value.data };
        }
      }
    } finally {
      signal?.removeEventListener('abort', stop);
      socket.close(1000);
    }
  }

  /** Null when there is no way to connect right now; throws what trying again cannot help. */
  async #connect(
    WebSocket: WebSocketClass,
    topics: readonly string[],
    rows: Rows,
    messages: Channel<Message>,
    outcome: Outcome,
    signal: AbortSignal | undefined,
  ): Promise<WebSocketLike | null> {
    try {
      const { ticket, url } = await this.ticket({ ...(signal && { signal }) });
      const socket = new WebSocket(url);
      socket.addEventListener('open', () => socket.send(JSON.stringify({ ticket, topics, after: rows.after })));
      socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(String(data)) as Message));
      socket.addEventListener('error', () => messages.close());
      socket.addEventListener('close', ({ code }) => {
        outcome.code = code ?? 0;
        messages.close();
      });
      return socket;
    } catch (error) {
      if (error instanceof LuneoError && !error.retryable) throw error;
      return null;
    }
  }
}
