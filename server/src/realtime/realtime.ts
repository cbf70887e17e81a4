import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { Hello, REALTIME_CLOSE } from '@luneo/sdk/contracts/realtime.js';
import type { RealtimeReady } from '@luneo/sdk/contracts/realtime.js';
import type { Deps } from '../deps.js';
import { endedSessionOf, type StoredEvent } from '../outbox/outbox.js';
import { socketAddress } from '../auth/client-address.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { isAfter } from '../outbox/position.js';
import { endedScopes } from './ended.js';
import { Listeners, type Listener } from './listeners.js';
import { missedSince } from './resume.js';
import { Strangers } from './strangers.js';
import { createTail } from './tail.js';
import { takeTicket } from './tickets.js';
import { canListen } from './topics.js';

export interface RealtimeLimits {
  /** ms until the first message must have come. */
  helloMs: number;
  /** Sockets that have not shown a ticket yet, from one address and in all. */
  strangersPerAddress: number;
  strangers: number;
  /** ms between pings; a socket that did not answer the one before is dropped. */
  heartbeatMs: number;
  socketsPerCaller: number;
  sockets: number;
  /** Bytes that may wait for a client that reads slowly. */
  backlog: number;
}
const LIMITS: RealtimeLimits = {
  helloMs: 5_000,
  strangersPerAddress: 200,
  strangers: 2_000,
  heartbeatMs: 25_000,
  socketsPerCaller: 20,
  sockets: 20_000,
  backlog: 262_144,
};
/** ms in which a client that was told to go has to say goodbye too. */
const GOODBYE_MS = 1_000;
const MAX_MESSAGE = 8_192;
/** Seconds after which one who found no place may ask again: strangers go by then. */
const RETRY_S = 5;
/** Events that may come while one is told what it missed. */
const MAX_WAITING = 1_000;

/** Serves WebSockets at `/v1/realtime`. Everything is decided by the first message, `{ ticket, topics, after? }`. */
export function attachRealtime(server: Server, deps: Deps, limits: Partial<RealtimeLimits> = {}): { close(): Promise<void> } {
  const realtime = new Realtime(deps, { ...LIMITS, ...limits });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => realtime.upgrade(request, socket, head);
  server.on('upgrade', upgrade);
  return {
    close: async () => {
      server.off('upgrade', upgrade);
      await realtime.close();
    },
  };
}

class Realtime {
  readonly #deps: Deps;
  readonly #limits: RealtimeLimits;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  readonly #listeners = new Listeners();
  readonly #alive = new WeakSet<WebSocket>();
  readonly #strangers: Strangers;
  readonly #tail;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(deps: Deps, limits: RealtimeLimits) {
    this.#deps = deps;
    this.#limits = limits;
    this.#strangers = new Strangers({ perAddress: limits.strangersPerAddress, overall: limits.strangers });
    this.#tail = createTail(deps, (event) => this.#publish(event));
    this.#heartbeat = setInterval(() => this.#ping(), limits.heartbeatMs);
    this.#heartbeat.unref();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path !== '/v1/realtime') return refuse(socket, '404 Not Found');
    if (this.#server.clients.size >= this.#limits.sockets) return refuse(socket, '503 Service Unavailable');
    const address = socketAddress(request, this.#deps.config.trustedProxies);
    const full = this.#strangers.fullFor(address);
    if (full) return refuse(socket, full === 'address' ? '429 Too Many Requests' : '503 Service Unavailable');
    this.#server.handleUpgrade(request, socket, head, (client) => this.#greet(client, request.headers.origin ?? null, address));
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    for (const client of this.#server.clients) client.close(REALTIME_CLOSE.restart, 'restart');
    await this.#tail.close();
    const left = setTimeout(() => this.#server.clients.forEach((client) => client.terminate()), 1_000);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearTimeout(left);
  }

  #greet(client: WebSocket, origin: string | null, address: string): void {
    const known = this.#strangers.enter(address);
    this.#alive.add(client);
    client.on('pong', () => this.#alive.add(client));
    client.on('error', () => client.terminate());
    const late = setTimeout(() => dismiss(client, REALTIME_CLOSE.invalid, 'say hello'), this.#limits.helloMs);
    client.once('close', () => {
      clearTimeout(late);
      known();
      this.#listeners.remove(client);
      if (this.#listeners.size === 0) this.#tail.pause();
    });
    client.once('message', (data, isBinary) => {
      clearTimeout(late);
      client.on('message', () => client.close(REALTIME_CLOSE.invalid, 'one message only'));
      const text = isBinary ? '' : (data as Buffer).toString('utf8');
      asSystem(this.#deps.db, () => this.#admit(client, origin, text, known)).catch((error: unknown) => {
        this.#deps.log.error({ err: error }, 'cannot admit a socket');
        dismiss(client, 1011, 'internal');
      });
    });
  }

  async #admit(client: WebSocket, origin: string | null, text: string, known: () => void): Promise<void> {
    const hello = readHello(text);
    if (!hello) return dismiss(client, REALTIME_CLOSE.invalid, 'not { ticket, topics, after? }');
    const { db, config } = this.#deps;
    const holder = await takeTicket(db, config, hello.ticket);
    if (!holder || holder.origin !== origin) return dismiss(client, REALTIME_CLOSE.ticket, 'ticket');
    if (!(await canListen(db, holder.scope, hello.topics))) return dismiss(client, REALTIME_CLOSE.topic, 'topic');
    known();
    await this.#tail.start();
    const position = this.#tail.position();
    if (client.readyState !== client.OPEN || !position) return client.terminate();
    // Asked where nothing comes between this and `add`: many may say hello at once.
    if (this.#listeners.countOf(holder) >= this.#limits.socketsPerCaller) return dismiss(client, REALTIME_CLOSE.connections, 'connections');
    // From here on nothing after `position` is missed; what comes before the answer waits.
    const listener: Listener = { client, holder, topics: hello.topics, knows: null, waiting: [] };
    this.#listeners.add(listener);
    this.#endWith(client, holder.tokenExpiresAt);
    // The ticket may be older than the end of its session or key; one that comes later is heard of.
    if ((await endedScopes(db, [holder.scope])).size > 0) return client.close(REALTIME_CLOSE.expired, 'no longer allowed');
    const resumption =
      hello.after === undefined ? null : await missedSince(db, { scope: holder.scope, topics: hello.topics }, hello.after, position);
    const lastEventId = position.id === 0 ? null : position.id;
    this.#send(client, { type: 'ready', topics: hello.topics, resumed: resumption !== null, lastEventId } satisfies RealtimeReady);
    for (const event of resumption?.missed ?? []) this.#tell(client, event);
    listener.knows = resumption?.from ?? null;
    const waiting = listener.waiting!;
    listener.waiting = null;
    for (const event of waiting) this.#hear(listener, event);
  }

  #endWith(client: WebSocket, expiresAt: Date | null): void {
    if (!expiresAt) return;
    const timer = setTimeout(() => client.close(REALTIME_CLOSE.expired, 'expired'), Math.max(0, expiresAt.getTime() - Date.now()));
    timer.unref();
    client.once('close', () => clearTimeout(timer));
  }

  #publish(event: StoredEvent): void {
    const session = endedSessionOf(event);
    if (session !== null) return this.#endSession(session);
    for (const listener of this.#listeners.of(event)) this.#hear(listener, event);
  }

  #endSession(id: string): void {
    for (const { client, holder } of this.#listeners.all())
      if (holder.scope.via === 'shopper' && holder.scope.sessionId === id) client.close(REALTIME_CLOSE.expired, 'session ended');
  }

  #hear(listener: Listener, event: StoredEvent): void {
    const { client, knows, waiting } = listener;
    if (waiting) {
      if (waiting.push(event) > MAX_WAITING) client.close(REALTIME_CLOSE.overloaded, 'overloaded');
    } else if (!knows || isAfter(event, knows)) this.#tell(client, event);
  }

  #tell(client: WebSocket, { id, topic, type, data, createdAt }: StoredEvent): void {
    this.#send(client, { id, topic, type, data, createdAt });
  }

  /** A missed event costs a refetch, never data: who reads too slowly is sent away and comes back. */
  #send(client: WebSocket, message: object): void {
    if (client.readyState !== client.OPEN) return;
    if (client.bufferedAmount > this.#limits.backlog) client.close(REALTIME_CLOSE.overloaded, 'overloaded');
    else client.send(JSON.stringify(message));
  }

  #ping(): void {
    for (const client of this.#server.clients) {
      if (!this.#alive.delete(client)) client.terminate();
      else client.ping();
    }
    asSystem(this.#deps.db, () => this.#endEnded()).catch((error: unknown) => {
      this.#deps.log.warn({ err: error }, 'cannot look for those who may listen no more');
    });
  }

  async #endEnded(): Promise<void> {
    const listening = this.#listeners.all();
    const ended = await endedScopes(
      this.#deps.db,
      listening.map(({ holder }) => holder.scope),
    );
    for (const { client, holder } of listening) if (ended.has(holder.scope)) client.close(REALTIME_CLOSE.expired, 'no longer allowed');
  }
}

/** Closes a stranger's socket, and cuts the line of one that does not answer: it would hold its place for half a minute. */
function dismiss(client: WebSocket, code: number, reason: string): void {
  client.close(code, reason);
  const silent = setTimeout(() => client.terminate(), GOODBYE_MS);
  client.once('close', () => clearTimeout(silent));
}

function readHello(text: string): Hello | null {
  try {
    const parsed = Hello.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  const wait = status.startsWith('404') ? '' : `Retry-After: ${RETRY_S}\r\n`;
  socket.end(`HTTP/1.1 ${status}\r\n${wait}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
