import type { DesignDocument, Paint } from '@luneo/sdk/design/document.js';
import type { ProductTemplate, Swatch, TemplateSide } from '@luneo/sdk/design/template.js';
import type { Look } from './looks.js';

const DARK_INK = '#22252b';
const LIGHT_INK = '#ffffff';

/** Relative luminance of sRGB, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(x, y) / Math.min(x, y);
}

/** How the product itself looks now: the swatch of the option that its picture follows. */
export function productColour(side: TemplateSide, template: ProductTemplate, document: DesignDocument): string | null {
  for (const id of new Set(side.mockup.variants.map((variant) => variant.option))) {
    const option = template.options.find((each) => each.id === id);
    if (option?.kind !== 'choice') continue;
    const value = document.options[id] ?? option.default;
    const swatch = option.choices.find((choice) => choice.id === value)?.swatch;
    if (swatch) return swatch;
  }
  return null;
}

const paintOf = (swatch: Swatch): Paint => (swatch.spot === undefined ? swatch.hex : { spot: swatch.spot });

function nearest(hex: string, palette: readonly Swatch[]): Swatch {
  const parts = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const distance = (swatch: Swatch): number => Math.hypot(...parts(swatch.hex).map((part, i) => part - parts(hex)[i]!));
  return palette.reduce((a, b) => (distance(b) < distance(a) ? b : a));
}

export interface Inks {
  /** The colour that was asked for, as the process can make it; null when nothing was asked. */
  asked(look: Look): Paint | null;
  /** For text without a wish: readable on the product. */
  plain: Paint;
  /** A motif's own colour, unless the process or the product's colour does not let it be seen. */
  own(hex: string | null): Paint | null;
  /** The side has one colour only, so wishes for others cannot be met. */
  isSingle: boolean;
}

export function inksOf(side: TemplateSide, product: string | null): Inks {
  const { palette } = side;
  const isDark = product !== null && luminance(product) < 0.3;
  const preferred = isDark ? LIGHT_INK : DARK_INK;
  const plain = palette.length > 0 ? paintOf(palette.length === 1 ? palette[0]! : nearest(preferred, palette)) : preferred;
  return {
    plain,
    isSingle: palette.length === 1,
    asked: ({ colour }) => (colour === undefined ? null : palette.length > 0 ? paintOf(nearest(colour.hex, palette)) : colour.hex),
    own: (hex) => {
      if (hex === null) return null;
      if (palette.length === 1) return plain;
      if (palette.length > 0) return paintOf(nearest(hex, palette));
      return product !== null && contrast(hex, product) < 1.7 ? plain : (hex.toLowerCase() as Paint);
    },
  };
}
