import type { Knex } from 'knex';
import { firstRow } from '../drivers/database/first-row.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { newId } from '../id.js';
import type { Queue } from '../drivers/queue/queue.js';
import { tellAlert, tellExhausted } from './alerts.js';
import { dayOf, monthOf, type Hundredths } from './money.js';
import type { Limits } from './settings.js';

export type CallKind = 'moderate' | 'compose' | 'draft' | 'final' | 'upscale';

/** On whose account a call is made. */
export interface Payer {
  brandId: string;
  ownerId: string;
  mode: 'test' | 'live';
  generationId: string | null;
}

/** One paid call. `amount` counts: what is reserved until the call is settled, then what it cost. */
export interface CostRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Payer['mode'];
  generation_id: string | null;
  kind: CallKind;
  model: string;
  day: string;
  status: 'reserved' | 'settled' | 'released';
  reserved: Hundredths;
  amount: Hundredths;
  request_key: string;
  prediction_id: string | null;
  created_at: string;
  expires_at: string;
  settled_at: string | null;
}

export interface NewCall {
  kind: CallKind;
  model: string;
  /** The most that the call may cost. */
  atMost: Hundredths;
  requestKey: string;
  /** A reservation that nobody settles is taken for spent after so long. */
  expiresInMs: number;
}

/** Which limit does not cover the call. */
export type Limit = 'month' | 'day' | 'shopper';
export type Reserved = { is: 'reserved'; row: CostRow } | { is: 'asked-already' } | { is: 'exhausted'; limit: Limit };

class Exhausted extends Error {
  readonly limit: Limit;
  constructor(limit: Limit) {
    super(`the budget of the ${limit} is used up`);
    this.limit = limit;
  }
}

/**
 * Reserves the most that a call may cost, before it is made: all three sums grow in one transaction, each by a statement that
 * does nothing where the limit would be exceeded, so any number of calls at once stays below. A question that is being asked
 * already is not reserved a second time.
 */
export async function reserve(
  { db, queue }: { db: Knex; queue: Queue },
  payer: Payer,
  call: NewCall,
  limits: Limits,
  now = new Date(),
): Promise<Reserved> {
  const row: CostRow = {
    id: newId('cst'),
    brand_id: payer.brandId,
    owner_id: payer.ownerId,
    mode: payer.mode,
    generation_id: payer.generationId,
    kind: call.kind,
    model: call.model,
    day: dayOf(now),
    status: 'reserved',
    reserved: call.atMost,
    amount: call.atMost,
    request_key: call.requestKey,
    prediction_id: null,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + call.expiresInMs).toISOString(),
    settled_at: null,
  };
  try {
    await db.transaction(async (tx) => {
      // Ledger before sums, here and in `close`: who takes locks in another order deadlocks.
      await tx<CostRow>('ai_costs').insert(row);
      const month = await spend(tx, payer.brandId, '', monthOf(now), call.atMost, limits.month, 'month');
      await spend(tx, payer.brandId, '', row.day, call.atMost, limits.day, 'day');
      await spend(tx, payer.brandId, payer.ownerId, row.day, call.atMost, limits.shopperDay, 'shopper');
      if (month * 100 >= limits.month * limits.alertPercent) await tellAlert(tx, queue, payer.brandId, monthOf(now), month, limits);
    });
    return { is: 'reserved', row };
  } catch (error) {
    if (isUniqueViolation(error)) return { is: 'asked-already' };
    if (!(error instanceof Exhausted)) throw error;
    if (error.limit !== 'shopper') await tellExhausted(db, payer.brandId, error.limit === 'month' ? monthOf(now) : row.day, now);
    return { is: 'exhausted', limit: error.limit };
  }
}

/** Adds to a running sum by one atomic statement. Resolves to the new sum; throws `Exhausted` when it would be over the limit. */
async function spend(
  tx: Knex,
  brandId: string,
  ownerId: string,
  period: string,
  amount: Hundredths,
  limit: Hundredths,
  name: Limit,
): Promise<Hundredths> {
  if (amount > limit) throw new Exhausted(name);
  const sql =
    'insert into ai_usage (brand_id, owner_id, period, amount) values (?, ?, ?, ?) on conflict (brand_id, owner_id, period) ' +
    'do update set amount = ai_usage.amount + excluded.amount where ai_usage.amount + excluded.amount <= ? returning amount';
  const sum = await firstRow<{ amount: number }>(tx, sql, [brandId, ownerId, period, amount, limit]);
  if (!sum) throw new Exhausted(name);
  return Number(sum.amount);
}

/** Closes a reservation with what the call cost; false when it is closed already. In the caller's transaction. */
export async function settle(tx: Knex, row: CostRow, cost: Hundredths, now = new Date()): Promise<boolean> {
  return close(tx, row, 'settled', cost, now);
}

/** Gives a reservation back: the call was not made, or is surely not billed. */
export async function release(db: Knex, row: CostRow, now = new Date()): Promise<boolean> {
  return db.transaction((tx) => close(tx, row, 'released', 0, now));
}

async function close(tx: Knex, row: CostRow, status: 'settled' | 'released', amount: Hundredths, now: Date): Promise<boolean> {
  const [closed] = await tx<CostRow>('ai_costs')
    .where({ id: row.id, status: 'reserved' })
    .update({ status, amount, settled_at: now.toISOString() })
    .returning(['owner_id']);
  if (!closed) return false;
  const sums: [owner: string, period: string][] = [
    ['', row.day.slice(0, 7)],
    ['', row.day],
    // Meanwhile a guest may have become an account, which took the reservation along.
    [closed.owner_id, row.day],
  ];
  for (const [owner_id, period] of sums)
    await tx('ai_usage')
      .where({ brand_id: row.brand_id, owner_id, period })
      .increment('amount', amount - row.reserved);
  return true;
}

/** The reservation that is open for a question. */
export async function openCall(db: Knex, brandId: string, requestKey: string): Promise<CostRow | undefined> {
  return db<CostRow>('ai_costs').where({ brand_id: brandId, request_key: requestKey, status: 'reserved' }).first();
}

/** Work at a service that goes on for a generation. */
export async function openPredictions(db: Knex, generationId: string): Promise<CostRow[]> {
  return db<CostRow>('ai_costs').where({ generation_id: generationId, status: 'reserved' }).whereNotNull('prediction_id');
}

/** Notes the provider's id of work that has begun, so that whoever comes next can ask for its result. */
export async function notePrediction(db: Knex, row: CostRow, predictionId: string): Promise<void> {
  await db<CostRow>('ai_costs').where({ id: row.id }).update({ prediction_id: predictionId });
}

/** Reservations that their callers left behind count as spent: nobody knows that they were not billed. */
export async function settleExpired(db: Knex, now = new Date()): Promise<number> {
  const rows = await db<CostRow>('ai_costs').where({ status: 'reserved' }).where('expires_at', '<=', now.toISOString()).limit(1_000);
  let settled = 0;
  for (const row of rows) if (await db.transaction((tx) => settle(tx, row, row.reserved, now))) settled++;
  return settled;
}
