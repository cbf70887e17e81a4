import { timingSafeEqual } from 'node:crypto';
import { accountOf, newAccount, newAccountLink } from './accounts.js';
import { newSession } from './checkout.js';
import { newCoupon, newRefund } from './creations.js';
import { branch, parseForm, text, type Form } from './form.js';
import { intentFrom } from './intents.js';
import { fingerprint, type Kinds, type Ledger } from './ledger.js';
import { METHODS } from './numbers.js';
import type { Dispute, PaymentIntent } from './objects.js';
import * as shapes from './parameters.js';
import { checkParameters, type Shape } from './parameters.js';
import { page, show } from './presentation.js';
import { belongsTo, current, find } from './reading.js';
import { Refusal, invalid } from './refusal.js';
import type { Till } from './till.js';

export interface ApiRequest {
  method: string;
  /** With its query. */
  url: URL;
  body: string;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
  /** `Stripe-Account`: the connected account that the request acts for. */
  account: string | undefined;
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
  /** Where the form of a connected account lives. */
  connectUrl: (linkId: string) => string;
  /** Sends an event's webhook once more. */
  resend: (eventId: string) => void;
}

/** One call that was understood: its path's id, its parameters, and the account it acts for. */
export interface Call extends ApiContext {
  id: string;
  form: Form;
  account: string | null;
  url: URL;
}
interface Endpoint {
  method: 'GET' | 'POST';
  path: RegExp;
  shape: Shape;
  answer: (call: Call) => object;
}

const get = (path: RegExp, answer: Endpoint['answer'], shape: Shape = shapes.RETRIEVE): Endpoint => ({
  method: 'GET',
  path,
  shape,
  answer,
});
const post = (path: RegExp, shape: Shape, answer: Endpoint['answer']): Endpoint => ({ method: 'POST', path, shape, answer });

function listOf(kind: Exclude<keyof Kinds, 'event'>) {
  return (call: Call): object => {
    const intent = call.url.searchParams.get('payment_intent');
    const rows = call.ledger.list(kind) as (Kinds[typeof kind] & { payment_intent?: string | null })[];
    return page(
      call,
      rows.filter((row) => row.sandbox.account === call.account && (!intent || row.payment_intent === intent)),
    );
  };
}
const one = (kind: Exclude<keyof Kinds, 'event'>) => (call: Call) => current(call, kind, call.id);

/** The endpoints of Stripe that we use. `/v1/sandbox/…` is not Stripe's: there, tests make happen what banks do. */
const ENDPOINTS: readonly Endpoint[] = [
  post(/^\/v1\/checkout\/sessions$/, shapes.SESSION_CREATE, (call) => {
    const { ledger, form, account, payUrl } = call;
    const session = newSession(form, account, { payUrl, findCoupon: (id) => find(call, 'coupon', id) });
    ledger.put('session', session);
    return session;
  }),
  get(/^\/v1\/checkout\/sessions$/, listOf('session'), shapes.LIST),
  get(/^\/v1\/checkout\/sessions\/(\w+)$/, one('session')),
  get(/^\/v1\/checkout\/sessions\/(\w+)\/line_items$/, (call) => page(call, current(call, 'session', call.id).line_items), shapes.LIST),
  post(/^\/v1\/checkout\/sessions\/(\w+)\/expire$/, shapes.NOTHING, (call) => {
    const session = current(call, 'session', call.id);
    if (session.status === 'open') return call.till.expire(session);
    throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`);
  }),
  post(/^\/v1\/accounts$/, shapes.ACCOUNT_CREATE, ({ ledger, form }) => stored(ledger, 'account', newAccount(form))),
  get(/^\/v1\/accounts\/(acct_\w+)$/, ({ ledger, id }) => accountOf(ledger, id)),
  post(/^\/v1\/account_links$/, shapes.ACCOUNT_LINK_CREATE, newAccountLink),
  post(/^\/v1\/coupons$/, shapes.COUPON_CREATE, ({ ledger, form, account }) => stored(ledger, 'coupon', newCoupon(form, account))),
  get(/^\/v1\/coupons\/(\w+)$/, one('coupon')),
  post(/^\/v1\/payment_intents$/, shapes.INTENT_CREATE, ({ ledger, form, account }) => stored(ledger, 'intent', intentFrom(form, account))),
  get(/^\/v1\/payment_intents$/, listOf('intent'), shapes.LIST),
  get(/^\/v1\/payment_intents\/(\w+)$/, one('intent')),
  post(/^\/v1\/payment_intents\/(\w+)\/confirm$/, shapes.INTENT_CONFIRM, confirm),
  post(/^\/v1\/payment_intents\/(\w+)\/cancel$/, shapes.INTENT_CANCEL, (call) => call.till.cancel(current(call, 'intent', call.id))),
  get(/^\/v1\/charges$/, listOf('charge'), shapes.LIST),
  get(/^\/v1\/charges\/(\w+)$/, one('charge')),
  post(/^\/v1\/refunds$/, shapes.REFUND_CREATE, (call) => {
    const { refund, charge } = newRefund(call);
    return call.till.refund(charge, refund);
  }),
  get(/^\/v1\/refunds$/, listOf('refund'), shapes.LIST),
  get(/^\/v1\/refunds\/(\w+)$/, one('refund')),
  get(/^\/v1\/disputes$/, listOf('dispute'), shapes.LIST),
  get(/^\/v1\/disputes\/(\w+)$/, one('dispute')),
  post(/^\/v1\/disputes\/(\w+)$/, shapes.DISPUTE_UPDATE, decide),
  post(/^\/v1\/disputes\/(\w+)\/close$/, shapes.NOTHING, (call) => call.till.decide(find(call, 'dispute', call.id), 'lost')),
  get(
    /^\/v1\/events$/,
    (call) =>
      page(
        call,
        call.ledger.list('event').filter(({ type }) => isWanted(call, type)),
      ),
    shapes.LIST,
  ),
  get(/^\/v1\/events\/(\w+)$/, ({ ledger, id }) => event(ledger, id)),
  post(/^\/v1\/events\/(\w+)\/retry$/, shapes.NOTHING, ({ ledger, id, resend }) => {
    const found = event(ledger, id);
    resend(found.id);
    return found;
  }),
  post(/^\/v1\/sandbox\/payment_intents\/(\w+)\/arrive$/, shapes.NOTHING, (call) => call.till.arrive(find(call, 'intent', call.id))),
  post(/^\/v1\/sandbox\/refunds\/(\w+)\/fail$/, shapes.NOTHING, (call) => call.till.failRefund(find(call, 'refund', call.id))),
];

const isWanted = ({ url }: Call, type: string): boolean => (url.searchParams.get('type') ?? type) === type;

function stored<K extends keyof Kinds>(ledger: Ledger, kind: K, object: Kinds[K]): Kinds[K] {
  ledger.put(kind, object);
  return object;
}

function event(ledger: Ledger, id: string): Kinds['event'] {
  return belongsTo(ledger.get('event', id), 'event', id);
}

function confirm(call: Call): PaymentIntent {
  const method = text(call.form, 'payment_method');
  const number = method === null ? undefined : METHODS[method];
  if (number === undefined) throw invalid(`No such PaymentMethod: '${String(method).slice(0, 60)}'`, 'payment_method', 'resource_missing');
  return call.till.confirm(current(call, 'intent', call.id), number);
}

function decide(call: Call): Dispute {
  const dispute = find(call, 'dispute', call.id);
  const evidence = text(branch(call.form, 'evidence'), 'uncategorized_text');
  if (evidence === 'winning_evidence') return call.till.decide(dispute, 'won');
  if (evidence === 'losing_evidence') return call.till.decide(dispute, 'lost');
  throw invalid('Only winning_evidence and losing_evidence decide something here.', 'evidence[uncategorized_text]');
}

/** Answers one call of Stripe's HTTP API; errors have Stripe's shape, so that the official SDK raises its own classes. */
export function answerApi(context: ApiContext, request: ApiRequest): ApiReply {
  try {
    authenticate(context.secretKey, request.authorization);
    return request.method === 'POST' ? once(context, request) : carryOut(context, request);
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): ApiReply {
  if (error instanceof Refusal) return { status: error.status, body: { error: error.body } };
  if (error instanceof RangeError) return { status: 400, body: { error: { type: 'invalid_request_error', message: error.message } } };
  throw error;
}

function carryOut(
  context: ApiContext,
  { method, url, body, account = null }: Omit<ApiRequest, 'account'> & { account?: string | null | undefined },
): ApiReply {
  if (account !== null && !/^acct_\w+$/.test(account)) {
    throw new Refusal(403, {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: 'The key does not have access to this account.',
    });
  }
  for (const endpoint of ENDPOINTS) {
    const match = endpoint.method === method ? endpoint.path.exec(url.pathname) : null;
    if (!match) continue;
    const form = parseForm(method === 'POST' ? body : url.search.slice(1));
    checkParameters(form, endpoint.shape);
    const call: Call = { ...context, id: match[1] ?? '', form, account, url };
    const answer = endpoint.answer(call);
    const declined = method === 'POST' && url.pathname.endsWith('/confirm') ? (answer as PaymentIntent).last_payment_error : null;
    if (declined) return { status: 402, body: { error: { ...declined, payment_intent: show(call, answer) } } };
    return { status: 200, body: show(call, answer) };
  }
  throw new Refusal(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${url.pathname}).` });
}

function authenticate(secretKey: string, header: string | undefined): void {
  const key = header?.replace(/^Bearer /, '') ?? '';
  const given = Buffer.from(fingerprint(key));
  if (key.startsWith('sk_test_') && timingSafeEqual(given, Buffer.from(fingerprint(secretKey)))) return;
  const said = key ? `Invalid API Key provided: ${key.slice(0, 8)}****` : 'You did not provide an API key.';
  throw new Refusal(401, { type: 'invalid_request_error', message: said });
}

/** Same key, same request: the first answer again. Same key, other request: refused. Stored in one transaction with its effect. */
function once(context: ApiContext, request: ApiRequest): ApiReply {
  const { ledger } = context;
  if (!request.idempotencyKey) return carryOut(context, request);
  const key = `${request.account ?? ''} ${request.idempotencyKey}`;
  const content = `${request.method} ${request.url.pathname}\n${request.body}`;
  return ledger.transact(() => {
    const before = ledger.answer(key);
    if (before && before.fingerprint !== fingerprint(content)) {
      const message = 'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      throw new Refusal(400, { type: 'idempotency_error', message });
    }
    if (before) return { status: before.status, body: JSON.parse(before.body) };
    const reply = carryOut(context, request);
    ledger.remember(key, content, reply.status, JSON.stringify(reply.body));
    return reply;
  });
}
