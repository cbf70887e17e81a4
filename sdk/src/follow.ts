import { Channel } from './channel.js';
import type { REALTIME_CLOSE, RealtimeEvent, RealtimeReady, Ticket } from './contracts/realtime.js';
import { LuneoError } from './error.js';
import type { Change, WebSocketClass, WebSocketLike } from './events.js';
import type { Http, RequestOptions } from './http.js';
import { aborted, pause } from './limit.js';
import { isReadable, Rows, typeOf } from './rows.js';

type Message = RealtimeEvent | RealtimeReady;
type Outcome = { wasReady: boolean; code: number };

/** Pause before asking again: short at first, since most waits are; growing to the longest. */
const pollMs = (asked: number): number => Math.min(1_000, 150 * 1.3 ** asked);
/** A connection silent for this long is checked by reading the rows: half-open sockets look alive. */
const QUIET_MS = 20_000;
const OPEN_MS = 10_000;
const MAX_BACKOFF_MS = 30_000;

interface Following {
  http: Http;
  /** Without one, the rows are asked again and again. */
  WebSocket: WebSocketClass | undefined;
  ticket: (options: RequestOptions) => Promise<Ticket>;
  topics: readonly string[];
  signal: AbortSignal | undefined;
}

/** What `Realtime.changes` promises. */
export async function* follow(following: Following): AsyncGenerator<Change, never, void> {
  const { http, WebSocket, topics, signal } = following;
  const unread = WebSocket ? undefined : topics.find((topic) => !isReadable(topic));
  if (unread !== undefined)
    throw new LuneoError(
      'invalid-request',
      `Changes of ${unread} come over a WebSocket only: give the class of the \`ws\` package as WebSocket.`,
    );
  const rows = new Rows(http, topics, signal);
  for (let failures = 0; ; failures += 1) {
    const outcome = WebSocket ? yield* listen(WebSocket, following, rows) : { wasReady: false, code: 0 };
    if (signal?.aborted) throw aborted(signal);
    const topicClose: (typeof REALTIME_CLOSE)['topic'] = 4404;
    if (outcome.code === topicClose) throw new LuneoError('not-found', 'There is no such row that you can see.', { status: 404 });
    if (outcome.wasReady) failures = 0;
    const until = Date.now() + (WebSocket ? Math.min(MAX_BACKOFF_MS, 500 * 2 ** failures) : Number.POSITIVE_INFINITY);
    for (let asked = 0; asked === 0 || Date.now() < until; asked += 1) {
      yield* rows.changed();
      await pause(Math.max(0, Math.min(pollMs(asked), until - Date.now())), signal);
    }
  }
}

/** One connection from its ticket to its end. */
async function* listen(WebSocket: WebSocketClass, following: Following, rows: Rows): AsyncGenerator<Change, Outcome, void> {
  const { topics, signal } = following;
  const messages = new Channel<Message>();
  const outcome: Outcome = { wasReady: false, code: 0 };
  const socket = await connect(WebSocket, following, rows, messages, outcome);
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
async function connect(
  WebSocket: WebSocketClass,
  { ticket: ask, topics, signal }: Following,
  rows: Rows,
  messages: Channel<Message>,
  outcome: Outcome,
): Promise<WebSocketLike | null> {
  try {
    const { ticket, url } = await ask({ ...(signal && { signal }) });
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
