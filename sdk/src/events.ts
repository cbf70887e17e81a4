import type { RealtimeEvent, Ticket } from './contracts/realtime.js';
import type { Http, RequestOptions } from './http.js';
import { pause } from './limit.js';

/** The part of a WebSocket that is used; browsers', Node 22's and the `ws` package's classes fit. */
export interface WebSocketLike {
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: { data?: unknown; code?: number }) => void): void;
}
export type WebSocketClass = new (url: string) => WebSocketLike;

/**
 * A row that changed, or may have while the connection was away: then `data` is empty, `type` is `….updated` of its kind (also for
 * endpoints and brands, of which there is no such event), and `topic` as it was asked for. Read the row: it is the truth.
 */
export type Change = Pick<RealtimeEvent, 'data'> & { topic: string; type: RealtimeEvent['type'] | 'webhook.updated' | 'brand.updated' };

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
   * Without a WebSocket only single generations, designs and orders can be followed: `invalid-request` for others.
   * Ends when you leave the loop; throws `LuneoError` (`aborted` by `signal`, `not-found`, `forbidden` …).
   */
  async *changes(topics: readonly string[], { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<Change, never, void> {
    const { follow } = await loadFollow(signal);
    return yield* follow({ http: this.#http, WebSocket: this.#WebSocket, ticket: (options) => this.ticket(options), topics, signal });
  }
}

const LOAD_AGAIN_MS = 1_000;

/** Few clients wait for anything, so what listens is fetched with the first that does. A lost network is not an error here. */
async function loadFollow(signal: AbortSignal | undefined): Promise<typeof import('./follow.js')> {
  for (;;) {
    try {
      return await import('./follow.js');
    } catch {
      await pause(LOAD_AGAIN_MS, signal);
    }
  }
}
