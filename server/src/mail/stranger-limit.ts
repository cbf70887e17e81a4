import type { Knex } from 'knex';
import type { Config } from '../config.js';
import type { MailRow } from './store.js';

/** A brand whose address nobody has confirmed may be anybody's. */
const UNCONFIRMED_PER_DAY = 5;

/** Confirmations of live orders over nothing: for each mail of test mode so many, and to one address so many a day. */
const FREE_PER_TEST_MAIL = 10;
const FREE_PER_ADDRESS = 3;

interface DayRow {
  brand_id: string;
  day: string;
  /** In test mode, or before the brand was confirmed. */
  sent: number;
  free: number;
}
interface Budget {
  counter: 'sent' | 'free';
  most: number;
  perAddress: number;
  withheld: NonNullable<MailRow['withheld']>;
}

/**
 * Whether a mail may go out. What somebody can make us send without paying, and without having shown who they are, goes to the
 * team's own confirmed addresses freely, to strangers a few times a day. The answer for one mail stays the same, however often its
 * job is tried.
 */
export async function mayBeSent(
  db: Knex,
  { testMailsPerDay }: Pick<Config, 'testMailsPerDay'>,
  mail: MailRow,
  now = Date.now(),
): Promise<boolean> {
  const { id, brand_id, recipient } = mail;
  if (brand_id === null || mail.is_counted || testMailsPerDay === null) return true;
  const budget = await budgetOf(db, brand_id, mail, testMailsPerDay);
  if (!budget || (await isOfTeam(db, brand_id, recipient))) return true;
  const { counter, most, perAddress, withheld } = budget;
  const day = new Date(now).toISOString().slice(0, 10);
  return db.transaction(async (tx) => {
    await tx<DayRow>('mail_days').insert({ brand_id, day, sent: 0, free: 0 }).onConflict(['brand_id', 'day']).ignore();
    const isInBudget = (await tx<DayRow>('mail_days').where({ brand_id, day }).where(counter, '<', most).increment(counter, 1)) === 1;
    // The day's row is locked by now: of many mails to one address at once, each sees those before it.
    const hasRoom = isInBudget && (await countedFor(tx, mail, day, perAddress)) < perAddress;
    await tx<MailRow>('mails')
      .where({ id })
      .update(hasRoom ? { is_counted: true } : { withheld });
    return hasRoom;
  });
}

async function budgetOf(db: Knex, brand_id: string, mail: MailRow, testMails: number): Promise<Budget | null> {
  const brand = (await db('brands').where({ id: brand_id }).first('status')) as { status: string } | undefined;
  const test = { counter: 'sent', perAddress: Infinity, withheld: 'test-mail-limit' } as const;
  if (brand?.status === 'pending_verification') return { ...test, most: Math.min(UNCONFIRMED_PER_DAY, testMails) };
  if (mail.in_mode === 'test') return { ...test, most: testMails };
  if (!(await isForNothing(db, brand_id, mail))) return null;
  return { counter: 'free', most: testMails * FREE_PER_TEST_MAIL, perAddress: FREE_PER_ADDRESS, withheld: 'free-mail-limit' };
}

/** The confirmation of an order that cost nothing, to an address that its shopper has not confirmed. */
async function isForNothing(db: Knex, brand_id: string, { kind, order_id, recipient }: MailRow): Promise<boolean> {
  if (kind !== 'order-confirmation' || order_id === null) return false;
  const order = (await db('orders').where({ id: order_id, brand_id, total: 0 }).first('owner_id')) as { owner_id: string } | undefined;
  if (!order) return false;
  const shopper: unknown = await db('shoppers').where({ id: order.owner_id, brand_id, email: recipient.toLowerCase() }).first('id');
  return shopper === undefined;
}

async function countedFor(tx: Knex, { brand_id, recipient, kind }: MailRow, day: string, most: number): Promise<number> {
  if (most === Infinity) return 0;
  const before = tx<MailRow>('mails').where({ brand_id, recipient, kind, in_mode: 'live', is_counted: true });
  return (await before.where('created_at', '>=', day).limit(most).select('id')).length;
}

/** Who works for the brand and has shown that the address is theirs. */
async function isOfTeam(db: Knex, brand_id: string, email: string): Promise<boolean> {
  const member: unknown = await db('memberships as m')
    .join('users as u', 'u.id', 'm.user_id')
    .where({ 'm.brand_id': brand_id, 'u.email': email })
    .whereNotNull('u.email_verified_at')
    .first('u.id');
  return member !== undefined;
}

/** Forgets the days before `before`. */
export async function pruneMailDays(db: Knex, before: Date): Promise<void> {
  await db<DayRow>('mail_days').where('day', '<', before.toISOString().slice(0, 10)).delete();
}
