import * as z from 'zod/mini';
import { Currency, Minor } from './common.js';

/** Itemised price of `quantity` pieces; `total` is the sum of `lines`. Minor units. */
export const Quote = z.object({
  currency: Currency,
  quantity: z.int(),
  lines: z.array(z.object({ id: z.string(), label: z.string(), count: z.number(), unitAmount: Minor, amount: Minor })),
  /** One piece. */
  unitAmount: Minor,
  total: Minor,
});
export type Quote = z.infer<typeof Quote>;

/** One thing that production cannot make, or that will look worse than the shopper expects. */
export const Finding = z.object({
  code: z.enum([
    'low-dpi',
    'outside-print-area',
    'outside-safe-zone',
    'text-too-small',
    'stroke-too-thin',
    'colour-not-available',
    'glyph-missing',
    'required-empty',
    'empty-text',
    'text-overflow',
    'transparent-edge',
    'code-invalid',
    'code-too-small',
    'code-contrast',
    'code-covered',
    'font-unknown',
    'asset-missing',
    'option-invalid',
    'side-unknown',
    'layer-locked',
    'nothing-designed',
    'placeholder-left',
    'field-empty',
    'field-invalid',
    'row-invalid',
    'variable-unknown',
  ]),
  severity: z.enum(['error', 'warning']),
  side: z.nullable(z.string()),
  layerId: z.nullable(z.string()),
  /** Where, in mm on the side. */
  place: z.nullable(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
  /** Figures for the sentence, e.g. `{ dpi: 92, width: 90 }`. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** English sentence: what happens and what to do. */
  message: z.string(),
});
export type Finding = z.infer<typeof Finding>;
