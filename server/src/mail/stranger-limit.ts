import type { Knex } from 'knex';
import type { Config } from '../config.js';
import type { MailRow } from './store.js';

/** A brand whose address nobody has confirmed may be anybody's. */
const UNCONFIRMED_PER_DAY = 5;

interface DayRow {
  brand_id: string;
  day: string;
  sent: number;
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
  const { id, brand_id, in_mode } = mail;
  if (brand_id === null || mail.is_counted) return true;
  const brand = (await db('brands').where({ id: brand_id }).first('status')) as { status: string } | undefined;
  const isUnconfirmed = brand?.status === 'pending_verification';
  if (!isUnconfirmed && in_mode !== 'test') return true;
  if (testMailsPerDay === null || (await isOfTeam(db, brand_id, mail.recipient))) return true;
  const most = isUnconfirmed ? Math.min(UNCONFIRMED_PER_DAY, testMailsPerDay) : testMailsPerDay;
  const day = new Date(now).toISOString().slice(0, 10);
  return db.transaction(async (tx) => {
    await tx<DayRow>('mail_days').insert({ brand_id, day, sent: 0 }).onConflict(['brand_id', 'day']).ignore();
    const hasRoom = (await tx<DayRow>('mail_days').where({ brand_id, day }).where('sent', '<', most).increment('sent', 1)) === 1;
    await tx<MailRow>('mails')
      .where({ id })
      .update(hasRoom ? { is_counted: true } : { withheld: 'test-mail-limit' });
    return hasRoom;
  });
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
