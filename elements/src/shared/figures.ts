import { supported } from './locale.js';

/** Making a number format costs more than a frame of dragging should. */
const formats = new Map<string, Intl.NumberFormat>();

/** Figures with at most one decimal, in the shopper's language. */
export function figures(locale: string, ...values: number[]): string[] {
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.NumberFormat(supported(locale), { maximumFractionDigits: 1 })));
  return values.map((value) => format.format(Math.round(value * 10) / 10 || 0));
}
