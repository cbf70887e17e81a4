import type { Kinds, Ledger } from './ledger.js';
import { now } from './objects.js';
import type { PaymentIntent, Session } from './objects.js';
import { Refusal } from './refusal.js';
import type { Till } from './till.js';

type Kind = Exclude<keyof Kinds, 'event'>;
interface Where {
  ledger: Ledger;
  till: Till;
  account: string | null;
}

/** How long the payment of a bank account takes when nobody makes it arrive, in seconds. */
const ARRIVAL = 60;
const NOUNS: Record<Kind, string> = {
  session: 'checkout.session',
  intent: 'payment_intent',
  charge: 'charge',
  refund: 'refund',
  dispute: 'dispute',
  coupon: 'coupon',
  transaction: 'balance_transaction',
  account: 'account',
  link: 'account_link',
};

/** Throws `resource_missing`, also for an object of another account. */
export function find<K extends Kind>({ ledger, account }: Omit<Where, 'till'>, kind: K, id: string): Kinds[K] {
  const object = ledger.get(kind, id);
  return belongsTo(object && object.sandbox.account === account ? object : null, NOUNS[kind], id);
}

export function belongsTo<T>(object: T | null, noun: string, id: string): T {
  if (object) return object;
  const message = `No such ${noun}: '${id.slice(0, 80)}'`;
  throw new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing', message, param: 'id' });
}

/** An object as it is now: a session whose time is over has expired, a bank's payment has arrived after a while. */
export function current<K extends Kind>(where: Where, kind: K, id: string): Kinds[K] {
  const object = find(where, kind, id);
  if (kind === 'session') return currentSession(where, object as Session) as Kinds[K];
  if (kind === 'intent') return currentIntent(where, object as PaymentIntent) as Kinds[K];
  return object;
}

function currentSession({ ledger, till }: Where, session: Session): Session {
  if (session.status === 'open') return session.expires_at <= now() ? till.expire(session) : session;
  const intent = session.payment_intent ? ledger.get('intent', session.payment_intent) : null;
  if (!intent || !isDue(intent)) return session;
  till.arrive(intent);
  return ledger.get('session', session.id)!;
}

const currentIntent = ({ till }: Where, intent: PaymentIntent): PaymentIntent => (isDue(intent) ? till.arrive(intent) : intent);
const isDue = ({ sandbox }: PaymentIntent): boolean => sandbox.pending !== null && sandbox.pending.since + ARRIVAL <= now();
