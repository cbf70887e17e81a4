import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type {
  Account,
  AccountLink,
  BalanceTransaction,
  Charge,
  Coupon,
  Dispute,
  PaymentIntent,
  Refund,
  Session,
  StripeEvent,
} from './objects.js';

export interface Kinds {
  session: Session;
  intent: PaymentIntent;
  charge: Charge;
  event: StripeEvent;
  refund: Refund;
  dispute: Dispute;
  coupon: Coupon;
  transaction: BalanceTransaction;
  account: Account;
  link: AccountLink;
}
export type Kind = keyof Kinds;

export interface Delivery {
  eventId: string;
  attempts: number;
}

/** What the sandbox must not forget when its process dies: objects, idempotent answers, webhooks still to be delivered. */
export interface Ledger {
  get<K extends Kind>(kind: K, id: string): Kinds[K] | null;
  put<K extends Kind>(kind: K, value: Kinds[K]): void;
  /** Newest first. */
  list<K extends Kind>(kind: K): Kinds[K][];
  /** All or nothing, and durable when it returns. */
  transact<T>(work: () => T): T;
  answer(key: string): { fingerprint: string; status: number; body: string } | null;
  remember(key: string, request: string, status: number, body: string): void;
  /** Asks for one delivery (more) of an event. */
  enqueue(eventId: string): void;
  due(at: number): Delivery[];
  nextDue(): number | null;
  delivered(eventId: string): void;
  postpone(eventId: string, until: number): void;
  close(): void;
}

export const fingerprint = (request: string): string => createHash('sha256').update(request).digest('hex');

/** Opens (and makes) the SQLite file at `path`. Throws when it cannot be written. */
export function openLedger(path: string): Ledger {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE IF NOT EXISTS object (kind TEXT, id TEXT, data TEXT, PRIMARY KEY (kind, id));
    CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, fingerprint TEXT, status INTEGER, body TEXT);
    CREATE TABLE IF NOT EXISTS delivery (event_id TEXT PRIMARY KEY, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL);
  `);
  const select = db.prepare<[string, string], { data: string }>('SELECT data FROM object WHERE kind = ? AND id = ?');
  const upsert = db.prepare('INSERT INTO object VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data');
  const all = db.prepare<[string], { data: string }>('SELECT data FROM object WHERE kind = ? ORDER BY rowid DESC LIMIT 1000');
  const answer = db.prepare<[string], { fingerprint: string; status: number; body: string }>('SELECT * FROM answer WHERE key = ?');
  const remember = db.prepare('INSERT INTO answer VALUES (?, ?, ?, ?)');
  const enqueue = db.prepare('INSERT INTO delivery VALUES (?, 0, ?) ON CONFLICT DO UPDATE SET attempts = 0, next_at = excluded.next_at');
  const due = db.prepare<[number], Delivery>(
    'SELECT event_id AS eventId, attempts FROM delivery WHERE next_at <= ? ORDER BY next_at LIMIT 20',
  );
  const next = db.prepare<[], { at: number | null }>('SELECT min(next_at) AS at FROM delivery');
  const remove = db.prepare('DELETE FROM delivery WHERE event_id = ?');
  const postpone = db.prepare('UPDATE delivery SET attempts = attempts + 1, next_at = ? WHERE event_id = ?');
  return {
    get: (kind, id) => {
      const row = select.get(kind, id);
      return row ? JSON.parse(row.data) : null;
    },
    put: (kind, value) => void upsert.run(kind, value.id, JSON.stringify(value)),
    list: (kind) => all.all(kind).map((row) => JSON.parse(row.data)),
    transact: (work) => db.transaction(work).immediate(),
    answer: (key) => answer.get(key) ?? null,
    remember: (key, request, status, body) => void remember.run(key, fingerprint(request), status, body),
    enqueue: (eventId) => void enqueue.run(eventId, Date.now()),
    due: (at) => due.all(at),
    nextDue: () => next.get()?.at ?? null,
    delivered: (eventId) => void remove.run(eventId),
    postpone: (eventId, until) => void postpone.run(until, eventId),
    close: () => void db.close(),
  };
}
