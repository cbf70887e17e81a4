import type { Knex } from 'knex';
import type { BrandGeneration, CostReport } from '@luneo/sdk/contracts/generation.js';
import type { AiConfig } from '../config/ai.js';
import type { Ai } from '../drivers/ai/ai.js';
import { firstRow } from '../drivers/database/first-row.js';
import type { CostRow } from './ledger.js';
import { dayOf, monthOf, toCents } from './money.js';
import { getLimits, getSettings } from './settings.js';

const MAX_ROWS = 5_000;

interface UsageRow {
  amount: number;
  alerted_at: string | null;
  exhausted_at: string | null;
}

/** A brand's settings and what it has spent. */
export async function brandGeneration(
  { db, ai, config }: { db: Knex; ai: Ai; config: { ai: AiConfig } },
  brandId: string,
  now = new Date(),
): Promise<BrandGeneration> {
  const limits = await getLimits(db, brandId, config.ai.limits);
  const usage = (period: string): Promise<UsageRow | undefined> =>
    firstRow<UsageRow>(db, `select * from ai_usage where brand_id = ? and owner_id = '' and period = ?`, [brandId, period]);
  const [month, day] = [await usage(monthOf(now)), await usage(dayOf(now))];
  const use = (period: string, row: UsageRow | undefined, limit: number) => ({
    period,
    spentCents: toCents(row?.amount ?? 0),
    limitCents: toCents(limit),
  });
  return {
    brandId,
    settings: await getSettings(db, brandId),
    limits: config.ai.limits,
    usage: {
      month: use(monthOf(now), month, limits.month),
      day: use(dayOf(now), day, limits.day),
      alertedAt: month?.alerted_at ?? null,
      exhaustedAt: month?.exhausted_at ?? day?.exhausted_at ?? null,
    },
    provider: { name: ai.name ?? 'local', paints: ai.makeImage !== undefined, models: [...(ai.models ?? [])] },
  };
}

/** Costs of one brand, or of all (`null`), by brand, day, model and kind. */
export async function costReport(db: Knex, brandId: string | null, from: string, to: string): Promise<CostReport> {
  const query = db<CostRow>('ai_costs').whereBetween('day', [from, to]).whereNot({ status: 'released' });
  if (brandId !== null) query.where({ brand_id: brandId });
  const rows = (await query
    .groupBy('brand_id', 'day', 'model', 'kind')
    .orderBy([{ column: 'day', order: 'desc' }, 'brand_id', 'model', 'kind'])
    .limit(MAX_ROWS + 1)
    .select('brand_id', 'day', 'model', 'kind')
    .select(
      db.raw(`sum(case when status = 'settled' then 1 else 0 end) as calls`),
      db.raw(`sum(case when status = 'settled' then amount else 0 end) as cost`),
      db.raw(`sum(case when status = 'reserved' then amount else 0 end) as open`),
    )) as unknown as (Pick<CostRow, 'brand_id' | 'day' | 'model' | 'kind'> & { calls: unknown; cost: unknown; open: unknown })[];
  const items = rows.slice(0, MAX_ROWS).map((row) => ({
    brandId: row.brand_id,
    day: row.day,
    model: row.model,
    kind: row.kind,
    calls: Number(row.calls),
    costCents: toCents(Number(row.cost)),
    reservedCents: toCents(Number(row.open)),
  }));
  const total = rows.slice(0, MAX_ROWS).reduce((sum, row) => sum + Number(row.cost), 0);
  return { from, to, items, totalCents: toCents(total), isCut: rows.length > MAX_ROWS };
}
