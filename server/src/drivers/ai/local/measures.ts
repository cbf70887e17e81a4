import type { ProductOption } from '@luneo/sdk/design/template.js';
import type { Mark } from './scan.js';
import type { Token } from './tokens.js';

/** A number with what it measures. Lengths in mm, angles in degrees clockwise. */
export interface Measure {
  from: number;
  end: number;
  value: number;
  role: 'size' | 'width' | 'radius' | 'angle' | 'percent' | 'option' | 'count';
  option?: ProductOption & { kind: 'number' };
}

const UNITS: Readonly<Record<string, number>> = {
  mm: 1,
  millimetre: 1,
  millimetres: 1,
  millimeter: 1,
  millimeters: 1,
  millimetr: 1,
  cm: 10,
  centimetre: 10,
  centimetres: 10,
  centimeter: 10,
  centimeters: 10,
  in: 25.4,
  inch: 25.4,
  inches: 25.4,
  pouce: 25.4,
  pouces: 25.4,
  pt: 0.3528,
  pts: 0.3528,
  points: 0.3528,
  px: 0.2646,
};
const DEGREES = /^(°|deg|degs|degree|degrees|degre|degres)$/;
const ROLES: readonly [Measure['role'], RegExp][] = [
  ['radius', /^(radius|rayon)$/],
  ['width', /^(wide|width|large|largeur)$/],
  ['size', /^(size|sized|height|high|tall|taille|hauteur|haut|haute|grandeur|letters|lettres|corps)$/],
];

/** Every number that measures something, with its unit and the word that says what. */
export function measures(tokens: readonly Token[], marks: readonly Mark[]): Measure[] {
  const out: Measure[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'number' || out.some((measure) => at < measure.end)) continue;
    if (marks.some((mark) => at >= mark.at && at < mark.end)) continue;
    const unitAt = at + 1;
    const unit = tokens[unitAt]?.word ?? '';
    const factor = UNITS[unit] && !(unit === 'in' && tokens[unitAt]!.spaceBefore) ? UNITS[unit] : undefined;
    const end = factor !== undefined || DEGREES.test(unit) || unit === '%' ? unitAt + 1 : unitAt;
    const value = token.value * (factor ?? 1);
    if (DEGREES.test(unit)) {
      const isBack = tokens
        .slice(Math.max(0, at - 4), end + 4)
        .some(({ word }) => /^(anticlockwise|counterclockwise|antihoraire|ccw)$/.test(word));
      const isNegative = tokens[at - 1]?.raw === '-' || tokens[at - 1]?.raw === '−';
      out.push({ from: at, end, value: isBack || isNegative ? -value : value, role: 'angle' });
    } else if (unit === '%') out.push({ from: at, end, value, role: 'percent' });
    else out.push(lengthOf(tokens, marks, at, end, value, factor !== undefined));
  }
  return out.filter((measure) => measure.role !== 'count');
}

function lengthOf(tokens: readonly Token[], marks: readonly Mark[], at: number, end: number, value: number, hasUnit: boolean): Measure {
  const option = numberOption(tokens, marks, at, end);
  const isNegative = /^[-−]$/.test(tokens[at - 1]?.raw ?? '') && !tokens[at]!.spaceBefore;
  if (option) return { from: at, end, value: isNegative ? -value : value, role: 'option', option };
  const window = [...tokens.slice(Math.max(0, at - 3), at).reverse(), ...tokens.slice(end, end + 2)];
  const cut = window.findIndex((token) => token.kind === 'number' || /[,;.]/.test(token.raw));
  const words = cut >= 0 && cut < 3 ? [...window.slice(0, cut), ...tokens.slice(end, end + 2)] : window;
  const role = ROLES.find(([, pattern]) => words.some(({ word }) => pattern.test(word)))?.[0];
  return { from: at, end, value, role: role ?? (hasUnit ? 'size' : 'count') };
}

/** The number option named before ("depth: 0.6") or after ("0.6 mm deep"), with no other number between. */
function numberOption(tokens: readonly Token[], marks: readonly Mark[], at: number, end: number): Measure['option'] {
  const isNumber = (mark: Mark): boolean => mark.option?.kind === 'number';
  const clear = (from: number, to: number): boolean =>
    tokens.slice(from, to).every((token) => token.kind !== 'number' && token.kind !== 'quote');
  const before = marks.findLast((mark) => isNumber(mark) && mark.end <= at && at - mark.end <= 4 && clear(mark.end, at));
  const after = marks.find((mark) => isNumber(mark) && mark.at >= end && mark.at - end <= 2 && clear(end, mark.at));
  return (before ?? after)?.option as Measure['option'];
}
