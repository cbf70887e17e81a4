import type { Paint } from '@luneo/sdk/design/document.js';
import type { Swatch } from '@luneo/sdk/design/template.js';
import { luminance } from '../placing.js';

/** A colour on offer. */
export interface Offer {
  name: string;
  hex: string;
  paint: Paint;
}

/** Where any colour can be made, a calm set to begin with. */
const COLOURS: readonly [string, string][] = [
  ['Ink', '#1c1b1f'],
  ['White', '#ffffff'],
  ['Stone', '#8a8580'],
  ['Crimson', '#b3202c'],
  ['Coral', '#ef6a57'],
  ['Saffron', '#efb02e'],
  ['Forest', '#1f6b4a'],
  ['Teal', '#1c7f86'],
  ['Navy', '#1d3461'],
  ['Sky', '#5b9bd5'],
  ['Violet', '#6a4c93'],
  ['Rose', '#e8a0b4'],
];

/** What the side's process can make. */
export function offers(palette: readonly Swatch[]): Offer[] {
  if (palette.length === 0) return COLOURS.map(([name, hex]) => ({ name, hex, paint: hex }));
  return palette.map(({ name, hex, spot }) => ({ name, hex, paint: spot ? { spot } : hex }));
}

/** How a paint looks on screen, `#rrggbb`. CMYK without a profile, as the layout shows it. */
export function paintHex(paint: Paint, palette: readonly Swatch[]): string {
  if (typeof paint === 'string') return paint;
  if ('spot' in paint) return palette.find((swatch) => swatch.spot === paint.spot)?.hex ?? '#000000';
  const [c, m, y, k] = paint.cmyk;
  const part = (ink: number) =>
    Math.round(255 * (1 - ink) * (1 - k))
      .toString(16)
      .padStart(2, '0');
  return `#${part(c)}${part(m)}${part(y)}`;
}

/** The lightest of the process's inks; white where any colour can be made. */
export function lightest(palette: readonly Swatch[]): Paint {
  const [first] = offers(palette.toSorted((a, b) => luminance(b.hex) - luminance(a.hex)));
  return palette.length > 0 && first ? first.paint : '#ffffff';
}

export function samePaint(a: Paint | null, b: Paint | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
