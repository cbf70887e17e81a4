import { tag } from './locale.js';

const kept = new Map<string, Intl.NumberFormat>();
function currencyFormat(currency: string): Intl.NumberFormat {
  let format = kept.get(currency);
  if (!format) kept.set(currency, (format = new Intl.NumberFormat(tag, { style: 'currency', currency })));
  return format;
}

/** Decimals of a currency: 2 for EUR, 0 for JPY. */
export const decimals = (currency: string): number => currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units as money. */
export const money = (minor: number, currency: string): string => currencyFormat(currency).format(minor / 10 ** decimals(currency));

/** Cents of a US dollar, in which generation is metered. */
export const cents = (value: number): string => money(value, 'USD');

const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
export const time = (iso: string): string => dateTime.format(new Date(iso));
export const day = (iso: string): string => dateOnly.format(new Date(iso));

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' });
/** “3 min ago”; “now” below a minute. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', Number.POSITIVE_INFINITY];
  return relative.format(size === Number.POSITIVE_INFINITY ? 0 : Math.round(seconds / size), unit);
}

const whole = new Intl.NumberFormat(tag);
export const count = (value: number): string => whole.format(value);

/** Up to two decimals, without a unit. */
const fine = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
export const mm = (value: number): string => fine.format(value);

export function size(bytes: number): string {
  const isSmall = bytes < 1_000_000;
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: isSmall ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: isSmall ? 0 : 1,
  }).format(isSmall ? Math.max(1, bytes / 1_000) : bytes / 1_000_000);
}

export const percent = (part: number): string => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }).format(part);
