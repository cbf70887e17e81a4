import { supported } from './locale.js';

/** Minor units as money in the shopper's language, e.g. 6400 EUR → “€64.00”. */
export function money(minor: number, currency: string, locale: string): string {
  const format = formatter(currency, locale);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = formatters.get(key);
  if (!format) formatters.set(key, (format = new Intl.NumberFormat(supported(locale), { style: 'currency', currency })));
  return format;
}
