import { timingSafeEqual } from 'node:crypto';
import { newSession } from './checkout.js';
import { parseForm } from './form.js';
import { fingerprint } from './ledger.js';
import type { Ledger } from './ledger.js';
import { now, publicSession } from './objects.js';
import type { Session } from './objects.js';
import { Refusal, invalid } from './refusal.js';
import type { Till } from './till.js';

export interface ApiRequest {
  method: string;
  /** With its query. */
  url: URL;
  body: string;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
}
export interface ApiReply {
  status: number;
  body: object;
}
export interface ApiContext {
  ledger: Ledger;
  till: Till;
  secretKey: string;
  /** Where a session's pay page lives. */
  payUrl: (sessionId: string) => string;
  /** Sends an event's webhook once more. */
  resend: (eventId: string) => void;
}

/** Answers one call of Stripe's HTTP API; errors have Stripe's shape, so that the official SDK raises its own classes. */
export function answerApi(context: ApiContext, request: ApiRequest): ApiReply {
  try {
    authenticate(context.secretKey, request.authorization);
    return request.method === 'POST' ? once(context, request) : read(context, request);
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: { error: error.body } };
    if (error instanceof RangeError) return { status: 400, body: { error: { type: 'invalid_request_error', message: error.message } } };
    throw error;
  }
}

function authenticate(secretKey: string, header: string | undefined): void {
  const key = header?.replace(/^Bearer /, '') ?? '';
  const given = Buffer.from(fingerprint(key));
  if (key.startsWith('sk_test_') && timingSafeEqual(given, Buffer.from(fingerprint(secretKey)))) return;
  const shown = key ? `Invalid API Key provided: ${key.slice(0, 8)}****` : 'You did not provide an API key.';
  throw new Refusal(401, { type: 'invalid_request_error', message: shown });
}

/** Same key, same request: the first answer again. Same key, other request: refused. Stored in one transaction with its effect. */
function once(context: ApiContext, request: ApiRequest): ApiReply {
  const { ledger } = context;
  const key = request.idempotencyKey;
  if (!key) return write(context, request);
  const content = `${request.method} ${request.url.pathname}\n${request.body}`;
  return ledger.transact(() => {
    const before = ledger.answer(key);
    if (before && before.fingerprint !== fingerprint(content)) {
      const message = 'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      throw new Refusal(400, { type: 'idempotency_error', message });
    }
    if (before) return { status: before.status, body: JSON.parse(before.body) };
    const reply = write(context, request);
    ledger.remember(key, content, reply.status, JSON.stringify(reply.body));
    return reply;
  });
}

function read({ ledger, till }: ApiContext, { url }: ApiRequest): ApiReply {
  const [, , noun, id, sub] = url.pathname.replace('checkout/sessions', 'sessions').split('/');
  const ok = (body: object): ApiReply => ({ status: 200, body });
  if (noun === 'sessions' && id) {
    const session = current(ledger, till, id);
    if (sub === 'line_items') return ok(page(url, session.line_items));
    if (!sub) return ok(expanded(ledger, session, url.searchParams));
  }
  if (noun === 'sessions') {
    const intent = url.searchParams.get('payment_intent');
    const sessions = ledger.list('session').filter((session) => !intent || session.payment_intent === intent);
    return ok(page(url, sessions.map(publicSession)));
  }
  if (noun === 'payment_intents' && id && !sub) return ok(found(ledger.get('intent', id), 'payment_intent', id));
  if (noun === 'charges' && id && !sub) return ok(found(ledger.get('charge', id), 'charge', id));
  if (noun === 'charges') {
    const intent = url.searchParams.get('payment_intent');
    const charges = ledger.list('charge').filter((charge) => !intent || charge.payment_intent === intent);
    return ok(page(url, charges));
  }
  if (noun === 'events' && id && !sub) return ok(found(ledger.get('event', id), 'event', id));
  if (noun === 'events' && !id) {
    const type = url.searchParams.get('type');
    const events = ledger.list('event').filter((event) => !type || event.type === type);
    return ok(page(url, events));
  }
  throw unknown(url);
}

function write(context: ApiContext, request: ApiRequest): ApiReply {
  const { ledger, till } = context;
  const path = request.url.pathname;
  if (path === '/v1/checkout/sessions') {
    const session = newSession(parseForm(request.body), context.payUrl);
    ledger.put('session', session);
    return { status: 200, body: publicSession(session) };
  }
  const expire = /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/.exec(path)?.[1];
  if (expire) {
    const session = current(ledger, till, expire);
    if (session.status !== 'open') {
      throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`);
    }
    return { status: 200, body: publicSession(till.expire(session)) };
  }
  const retry = /^\/v1\/events\/([^/]+)\/retry$/.exec(path)?.[1];
  if (retry) {
    const event = found(ledger.get('event', retry), 'event', retry);
    context.resend(event.id);
    return { status: 200, body: event };
  }
  throw unknown(request.url);
}

/** The session as it is now: one whose time is over has expired. */
export function current(ledger: Ledger, till: Till, id: string): Session {
  const session = found(ledger.get('session', id), 'checkout.session', id);
  return session.status === 'open' && session.expires_at <= now() ? till.expire(session) : session;
}

function expanded(ledger: Ledger, session: Session, query: URLSearchParams): object {
  const wanted = [...query].filter(([key]) => key.startsWith('expand')).map(([, value]) => value);
  const intent = wanted.includes('payment_intent') && session.payment_intent && ledger.get('intent', session.payment_intent);
  const lines = wanted.includes('line_items') && { line_items: { object: 'list', data: session.line_items, has_more: false } };
  return { ...publicSession(session), ...(intent && { payment_intent: intent }), ...lines };
}

function page(url: URL, data: object[]): object {
  const limit = Math.min(Math.max(Number(url.searchParams.get('limit') ?? 10) || 10, 1), 100);
  return { object: 'list', url: url.pathname, has_more: data.length > limit, data: data.slice(0, limit) };
}

function found<T>(value: T | null, noun: string, id: string): T {
  if (value) return value;
  const message = `No such ${noun}: '${id.slice(0, 80)}'`;
  throw new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing', message, param: 'id' });
}

function unknown(url: URL): Refusal {
  return new Refusal(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${url.pathname}).` });
}
