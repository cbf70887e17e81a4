import type { Paint } from '../design/document.js';
import type { TemplateSide } from '../design/template.js';
import type { Ink } from './display-list.js';

/** A document's colour made ready to paint. A spot colour that the side's palette does not know is painted black. */
export function resolveInk(paint: Paint, side: Pick<TemplateSide, 'palette'>): Ink {
  if (typeof paint === 'string') return { hex: paint };
  if ('spot' in paint) {
    const swatch = side.palette.find((s) => s.spot === paint.spot);
    return { hex: swatch?.hex ?? '#000000', spot: paint.spot };
  }
  return { hex: cmykToHex(paint.cmyk), cmyk: paint.cmyk };
}

/**
 * sRGB of full C, M, Y overprints in U.S. Web Coated (SWOP) v2, which PDF viewers assume for CMYK without a profile;
 * index bits: 1 cyan, 2 magenta, 4 yellow.
 */
const PRIMARIES = [
  [255, 255, 255],
  [0, 174, 239],
  [236, 0, 140],
  [46, 49, 146],
  [255, 242, 0],
  [0, 166, 81],
  [237, 28, 36],
  [54, 54, 57],
] as const;
/** How much light full black lets through. */
const BLACK = [35 / 255, 31 / 255, 32 / 255] as const;

/** How process colour looks in print, by the Neugebauer equations over `PRIMARIES`. */
function cmykToHex([c, m, y, k]: readonly [number, number, number, number]): string {
  const channels = [0, 1, 2].map((channel) => {
    let light = 0;
    for (const [i, primary] of PRIMARIES.entries()) {
      light += (i & 1 ? c : 1 - c) * (i & 2 ? m : 1 - m) * (i & 4 ? y : 1 - y) * primary[channel]!;
    }
    return Math.round(light * (1 - k + k * BLACK[channel]!));
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
