import * as z from 'zod/mini';
import { BrandId, Time } from './common.js';

/** US cents, to a hundredth of one: services bill fractions. */
export const Cents = z.number().check(z.gte(0));
/** A limit: whole US cents. 0: nothing is spent. */
const Limit = z.int().check(z.gte(0), z.lte(10_000_000));
/** `2026-11-21`, UTC. */
export const Day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

/** Words that no design of the brand may be asked for with: 1 to 80 characters, compared without case, accents and disguise. */
export const Blocklist = z.array(z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[^\p{Cc}\p{Cs}]*$/u))).check(z.maxLength(500));

/** `null`: what the installation allows. */
export const GenerationSettings = z.strictObject({
  /** Most that the brand spends in a calendar month and on a day, and each shopper of it on a day (UTC). */
  monthCents: z.nullable(Limit),
  dayCents: z.nullable(Limit),
  shopperDayCents: z.nullable(Limit),
  /** The brand's admins get a mail once a month when so much of the month is spent. */
  alertPercent: z.int().check(z.gte(1), z.lte(100)),
  blocklist: Blocklist,
});

/** What was spent in a period. `spentCents` counts calls that run now with the most they may cost. */
export const BudgetUse = z.object({ period: z.string(), spentCents: Cents, limitCents: Cents });

export const BrandGeneration = z.object({
  brandId: BrandId,
  settings: GenerationSettings,
  /** What the installation allows at most. */
  limits: z.object({ monthCents: z.int(), dayCents: z.int(), shopperDayCents: z.int() }),
  usage: z.object({
    month: BudgetUse,
    day: BudgetUse,
    alertedAt: z.nullable(Time),
    exhaustedAt: z.nullable(Time),
  }),
  /** Who composes and paints. `paints`: whether pictures can be made from words. */
  provider: z.object({ name: z.enum(['local', 'openai', 'replicate']), paints: z.boolean(), models: z.array(z.string()) }),
});

/** `from` and `to` are included; default: the current month. */
export const CostReportRequest = z.strictObject({
  from: z.optional(Day),
  to: z.optional(Day),
  /** One brand; platform staff see all without it. */
  brandId: z.optional(BrandId),
});
export const CostRow = z.object({
  brandId: BrandId,
  day: Day,
  model: z.string(),
  kind: z.enum(['moderate', 'compose', 'draft', 'final', 'upscale']),
  /** Calls that were paid, and what they cost. */
  calls: z.int(),
  costCents: Cents,
  /** Of calls that run now. */
  reservedCents: Cents,
});
/** The newest 5,000 rows by day; `isCut` when there are more. */
export const CostReport = z.object({
  from: Day,
  to: Day,
  items: z.array(CostRow),
  totalCents: Cents,
  isCut: z.boolean(),
});

/** `kept`: a picture that was made from words is not deleted after 90 days. */
export const AssetKeep = z.strictObject({ kept: z.boolean() });

export type GenerationSettings = z.infer<typeof GenerationSettings>;
export type BrandGeneration = z.infer<typeof BrandGeneration>;
export type CostReportRequest = z.infer<typeof CostReportRequest>;
export type CostReport = z.infer<typeof CostReport>;
export type AssetKeep = z.infer<typeof AssetKeep>;
