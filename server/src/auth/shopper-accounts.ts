import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import { takeTurns } from '../drivers/database/lock.js';
import { newId } from '../id.js';
import { Problem } from '../problem.js';
import type { Scope } from './scope.js';
import { normalEmail } from './users.js';

export interface ShopperRow {
  id: string;
  brand_id: string;
  mode: Scope['mode'];
  email: string | null;
  external_id: string | null;
  created_at: string;
}
interface CodeRow {
  id: string;
  brand_id: string;
  mode: Scope['mode'];
  owner_id: string;
  email: string;
  code_hash: string;
  attempts: number;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}
interface GuestRow {
  brand_id: string;
  mode: Scope['mode'];
  guest_id: string;
  shopper_id: string;
  created_at: string;
}

export const CODE_MINUTES = 10;
const MAX_ATTEMPTS = 5;

/** How a guest's rows come to their account, for every table with an `owner_id`: whoever adds one decides here, or a test fails. */
export const GUEST_TABLES: Readonly<Record<string, 'move' | 'add' | 'stay'>> = {
  assets: 'move',
  designs: 'move',
  design_files: 'move',
  design_versions: 'move',
  design_shares: 'move',
  design_snapshots: 'move',
  generations: 'move',
  orders: 'move',
  coupon_uses: 'move',
  events: 'move',
  ai_costs: 'move',
  ai_usage: 'add',
  email_codes: 'stay',
  erasures: 'stay',
};

const placeOf = (scope: Scope) => ({ brand_id: scope.brandId, mode: scope.mode });

/** Key of the mail with a code: by it the mail is found when the shopper who asked for it is forgotten, whoever has the address. */
export const codeMailKey = (ownerId: string, codeId: string): string => `sign-in-code:${ownerId}:${codeId}`;

/** A code of six digits for this session and address; earlier ones stop working. The code itself goes into the mail only. */
export async function makeCode(
  tx: Knex,
  secret: string,
  scope: Scope,
  address: string,
): Promise<{ id: string; code: string; expiresAt: string }> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const email = normalEmail(address);
  const id = newId('cod');
  const expires_at = new Date(Date.now() + CODE_MINUTES * 60_000).toISOString();
  const place = { ...placeOf(scope), owner_id: scope.ownerId!, email };
  await takeTurns(tx, `code:${scope.ownerId}`);
  await tx<CodeRow>('email_codes').where(place).delete();
  const row = {
    ...place,
    id,
    code_hash: hashCode(secret, id, code),
    attempts: 0,
    created_at: new Date().toISOString(),
    expires_at,
    used_at: null,
  };
  await tx<CodeRow>('email_codes').insert(row);
  return { id, code, expiresAt: expires_at };
}

/**
 * Whether it is the code that was mailed. Each guess counts before it is compared, so that many at once get no more than five. The
 * right code goes on answering true for its ten minutes: the first answer may have been lost.
 */
export async function isCode(db: Knex, secret: string, scope: Scope, address: string, code: string): Promise<boolean> {
  const place = { ...placeOf(scope), owner_id: scope.ownerId!, email: normalEmail(address) };
  const row = await db<CodeRow>('email_codes').where(place).first();
  const counted =
    row && (await db<CodeRow>('email_codes').where({ id: row.id }).where('attempts', '<', MAX_ATTEMPTS).increment('attempts', 1));
  const sent = Buffer.from(hashCode(secret, row?.id ?? '', code), 'hex');
  const stored = row ? Buffer.from(row.code_hash, 'hex') : Buffer.alloc(sent.length);
  const isRight = timingSafeEqual(sent, stored);
  return isRight && counted === 1 && Date.parse(row!.expires_at) > Date.now();
}

/** Six digits are guessed from a plain hash at once; not from one that is keyed by the installation's secret. */
const hashCode = (secret: string, id: string, code: string): string =>
  createHmac('sha256', `email-code:${secret}`).update(`${id}:${code}`).digest('hex');

/** The account with this e-mail or this id of the merchant's, made if there is none. Its id is never a guest's: old sessions of a guest, whoever has them, must not become an account's. */
export async function shopperFor(tx: Knex, scope: Scope, by: { email: string } | { external_id: string }): Promise<ShopperRow> {
  const wanted = 'email' in by ? { email: normalEmail(by.email) } : by;
  const place = placeOf(scope);
  const row: ShopperRow = { ...place, id: newId('shp'), email: null, external_id: null, created_at: new Date().toISOString(), ...wanted };
  const target = ['brand_id', 'mode', 'email' in by ? 'email' : 'external_id'];
  await tx<ShopperRow>('shoppers').insert(row).onConflict(target).ignore();
  return (await tx<ShopperRow>('shoppers')
    .where({ ...place, ...wanted })
    .first())!;
}

/** Gives everything of a guest to an account, once or again. Another account's rows are not a guest's: throws `conflict`. */
export async function adoptGuest(tx: Knex, scope: Scope, guestId: string, shopper: ShopperRow): Promise<void> {
  if (guestId === shopper.id) return;
  const place = placeOf(scope);
  if (
    await tx<ShopperRow>('shoppers')
      .where({ ...place, id: guestId })
      .first('id')
  )
    throw new Problem('conflict', 'This session is of an account already. Start a new session first.');
  const guest: GuestRow = { ...place, guest_id: guestId, shopper_id: shopper.id, created_at: new Date().toISOString() };
  await tx<GuestRow>('shopper_guests').insert(guest).onConflict(['brand_id', 'mode', 'guest_id']).ignore();
  const known = (await tx<GuestRow>('shopper_guests')
    .where({ ...place, guest_id: guestId })
    .first())!;
  if (known.shopper_id !== shopper.id) throw new Problem('conflict', 'These designs belong to another account by now.');
  await moveRows(tx, place, guestId, shopper.id);
}

async function moveRows(tx: Knex, place: { brand_id: string; mode: string }, guestId: string, shopperId: string): Promise<number> {
  await renameTwins(tx, place, guestId, shopperId);
  let moved = 0;
  for (const [table, how] of Object.entries(GUEST_TABLES))
    if (how === 'move') moved += await tx(table).where({ brand_id: place.brand_id, owner_id: guestId }).update({ owner_id: shopperId });
  await addUsage(tx, place.brand_id, guestId, shopperId);
  return moved;
}

/** The same picture under the same name is kept once for each owner. Both are kept here: designs refer to each of them. */
async function renameTwins(tx: Knex, place: { brand_id: string; mode: string }, guestId: string, shopperId: string): Promise<void> {
  const twins = (await tx('assets as g')
    .join('assets as s', (join) => join.on('s.hash', 'g.hash').andOn('s.name', 'g.name'))
    .where({ 'g.brand_id': place.brand_id, 'g.mode': place.mode, 'g.owner_id': guestId })
    .where({ 's.brand_id': place.brand_id, 's.mode': place.mode, 's.owner_id': shopperId })
    .select('g.id', 'g.name')) as { id: string; name: string }[];
  for (const { id, name } of twins)
    await tx('assets')
      .where({ id })
      .update({ name: `${name.slice(0, 150)} ${id.slice(-8)}` });
}

/** What was spent on the guest's generations counts against the account's limit of the day. */
async function addUsage(tx: Knex, brand_id: string, guestId: string, owner_id: string): Promise<void> {
  const usage = (await tx('ai_usage').where({ brand_id, owner_id: guestId }).select('period', 'amount')) as {
    period: string;
    amount: number;
  }[];
  for (const { period, amount } of usage) {
    await tx('ai_usage').insert({ brand_id, owner_id, period, amount: 0 }).onConflict(['brand_id', 'owner_id', 'period']).ignore();
    await tx('ai_usage').where({ brand_id, owner_id, period }).increment('amount', amount);
  }
  await tx('ai_usage').where({ brand_id, owner_id: guestId }).delete();
}

/**
 * Takes along what a guest's other tab saved while its rows were moving. Only lately merged guests can have left something: their
 * sessions are over.
 */
export async function adoptStragglers(db: Knex, since: Date): Promise<number> {
  const guests = (await db<GuestRow>('shopper_guests').where('created_at', '>', since.toISOString())) as GuestRow[];
  let found = 0;
  for (const { brand_id, mode, guest_id, shopper_id } of guests)
    found += await db.transaction(async (tx) => moveRows(tx, { brand_id, mode }, guest_id, shopper_id));
  return found;
}
