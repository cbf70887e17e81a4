import type { Knex } from 'knex';
import type { GenerationSettings } from '@luneo/sdk/contracts/generation.js';
import type { AiLimits } from '../config/ai.js';
import { firstRow } from '../drivers/database/first-row.js';
import { Problem } from '../problem.js';
import { fromCents, toCents, type Hundredths } from './money.js';

export interface SettingsRow {
  brand_id: string;
  month_limit: Hundredths | null;
  day_limit: Hundredths | null;
  shopper_day_limit: Hundredths | null;
  alert_percent: number;
  blocklist: string;
  updated_at: string;
}

/** The limits that hold: a brand's own, never above what the installation allows. */
export interface Limits {
  month: Hundredths;
  day: Hundredths;
  shopperDay: Hundredths;
  alertPercent: number;
}

const DEFAULT_ALERT = 75;

const find = (db: Knex, brandId: string): Promise<SettingsRow | undefined> =>
  firstRow<SettingsRow>(db, 'select * from ai_settings where brand_id = ?', [brandId]);

export async function getSettings(db: Knex, brandId: string): Promise<GenerationSettings> {
  const row = await find(db, brandId);
  const cents = (limit: Hundredths | null | undefined): number | null => (limit === null || limit === undefined ? null : toCents(limit));
  return {
    monthCents: cents(row?.month_limit),
    dayCents: cents(row?.day_limit),
    shopperDayCents: cents(row?.shopper_day_limit),
    alertPercent: row?.alert_percent ?? DEFAULT_ALERT,
    blocklist: row ? (JSON.parse(row.blocklist) as string[]) : [],
  };
}

export async function getLimits(db: Knex, brandId: string, most: AiLimits): Promise<Limits> {
  const row = await find(db, brandId);
  const atMost = (own: Hundredths | null | undefined, cents: number): Hundredths => Math.min(own ?? Infinity, fromCents(cents));
  return {
    month: atMost(row?.month_limit, most.monthCents),
    day: atMost(row?.day_limit, most.dayCents),
    shopperDay: atMost(row?.shopper_day_limit, most.shopperDayCents),
    alertPercent: row?.alert_percent ?? DEFAULT_ALERT,
  };
}

export async function getBlocklist(db: Knex, brandId: string): Promise<string[]> {
  const row = await firstRow<Pick<SettingsRow, 'blocklist'>>(db, 'select blocklist from ai_settings where brand_id = ?', [brandId]);
  return row ? (JSON.parse(row.blocklist) as string[]) : [];
}

/** Throws `invalid-request` for a limit above what the installation allows. */
export async function saveSettings(tx: Knex, brandId: string, settings: GenerationSettings, most: AiLimits): Promise<void> {
  const errors = (['monthCents', 'dayCents', 'shopperDayCents'] as const)
    .filter((key) => (settings[key] ?? 0) > most[key])
    .map((key) => ({ path: `body.${key}`, message: `must be ${most[key]} at most` }));
  if (errors.length > 0) throw new Problem('invalid-request', 'This installation does not allow so much.', { errors });
  const hundredths = (cents: number | null): Hundredths | null => (cents === null ? null : fromCents(cents));
  const row: SettingsRow = {
    brand_id: brandId,
    month_limit: hundredths(settings.monthCents),
    day_limit: hundredths(settings.dayCents),
    shopper_day_limit: hundredths(settings.shopperDayCents),
    alert_percent: settings.alertPercent,
    blocklist: JSON.stringify(settings.blocklist),
    updated_at: new Date().toISOString(),
  };
  await tx<SettingsRow>('ai_settings').insert(row).onConflict('brand_id').merge();
}
