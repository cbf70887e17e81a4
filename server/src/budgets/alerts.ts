import type { Knex } from 'knex';
import type { Queue } from '../drivers/queue/queue.js';
import { adminsOf } from '../auth/memberships.js';
import { queueMail } from '../mail/store.js';
import { emitEvent } from '../outbox/outbox.js';
import { toCents, type Hundredths } from './money.js';
import type { Limits } from './settings.js';

/** Tells the brand once a month that so much of its budget is spent: event and mails, in the transaction that spends it. */
export async function tellAlert(
  tx: Knex,
  queue: Queue,
  brandId: string,
  month: string,
  spent: Hundredths,
  { month: limit, alertPercent }: Limits,
): Promise<void> {
  const now = new Date().toISOString();
  const first = await tx('ai_usage')
    .where({ brand_id: brandId, owner_id: '', period: month, alerted_at: null })
    .update({ alerted_at: now });
  if (first !== 1) return;
  const percent = Math.max(alertPercent, Math.floor((spent * 100) / limit));
  await emit(tx, brandId, { period: month, percent, spentCents: toCents(spent), limitCents: toCents(limit) });
  const data = {
    spent: Math.ceil(toCents(spent)),
    budget: Math.round(toCents(limit)),
    currency: 'USD',
    percent,
    day: now.slice(0, 10),
  };
  for (const { email: to, locale } of await adminsOf(tx, brandId))
    await queueMail(queue, tx, { brandId, kind: 'budget-alert', to, data, locale, key: `budget:${brandId}:${month}:${to}`.slice(0, 120) });
}

/** Tells once that a brand's month or day is used up. */
export async function tellExhausted(db: Knex, brandId: string, period: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx('ai_usage')
      .insert({ brand_id: brandId, owner_id: '', period, amount: 0 })
      .onConflict(['brand_id', 'owner_id', 'period'])
      .ignore();
    const first = await tx('ai_usage')
      .where({ brand_id: brandId, owner_id: '', period, exhausted_at: null })
      .update({ exhausted_at: now.toISOString() });
    if (first === 1) await emit(tx, brandId, { period, percent: 100 });
  });
}

const emit = (tx: Knex, brandId: string, data: Record<string, unknown>): Promise<void> =>
  emitEvent(tx, { brandId, ownerId: null, mode: null }, { topic: `brand:${brandId}`, type: 'budget.alert', data });
