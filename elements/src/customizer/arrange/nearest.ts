import type { Paint } from '@luneo/sdk/design/document.js';
import type { Swatch } from '@luneo/sdk/design/template.js';

/** CIE L*a*b* of `#rrggbb`, D65. */
function lab(hex: string): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The palette's colour that looks most like `hex` (CIE76). Null for an empty palette. */
export function nearest(hex: string, palette: readonly Swatch[]): Swatch | null {
  const [l, a, b] = lab(hex);
  const far = (swatch: Swatch): number => {
    const [m, c, d] = lab(swatch.hex);
    return Math.hypot(l - m, a - c, b - d);
  };
  return palette.toSorted((one, other) => far(one) - far(other))[0] ?? null;
}

export function paintOf({ hex, spot }: Swatch): Paint {
  return spot ? { spot } : hex;
}
