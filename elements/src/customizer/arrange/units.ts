import { supported } from '../../shared/locale.js';

export type Unit = 'mm' | 'inch';

const KEY = 'luneo-unit';
export const MM_PER_INCH = 25.4;

/** Where people measure in inches. */
const INCHES = new Set(['US', 'LR', 'MM']);

/** What the shopper chose, else what is usual where the language is spoken. */
export function unitFor(locale: string): Unit {
  try {
    const chosen = localStorage.getItem(KEY);
    if (chosen === 'mm' || chosen === 'inch') return chosen;
  } catch {
    // Storage may be off.
  }
  const tag = supported(locale) ?? 'en';
  const { region } = new Intl.Locale(tag);
  return region && INCHES.has(region) ? 'inch' : 'mm';
}

export function rememberUnit(unit: Unit): void {
  try {
    localStorage.setItem(KEY, unit);
  } catch {
    // Then it is asked again next time.
  }
}

/** "12.5 mm", "1.25 in", in the shopper's figures. */
export function sayLength(mm: number, unit: Unit, locale: string): string {
  const isInch = unit === 'inch';
  const format = new Intl.NumberFormat(supported(locale), { maximumFractionDigits: isInch ? 3 : 1 });
  return `${format.format(isInch ? mm / MM_PER_INCH : mm)} ${isInch ? 'in' : 'mm'}`;
}

/** Distance between figures on a ruler, and how many ticks that is, at this many px per mm. mm */
export function ticks(unit: Unit, pxPerMm: number): { every: number; parts: number } {
  const inch = unit === 'inch';
  const steps = inch ? [0.125, 0.25, 0.5, 1, 2, 5, 10, 20, 50] : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
  const length = inch ? MM_PER_INCH : 1;
  const step = steps.find((each) => each * length * pxPerMm >= 44) ?? steps.at(-1)!;
  const parts = inch ? 4 : String(step).startsWith('2') ? 4 : 5;
  return { every: step * length, parts };
}
