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

/** sRGB of full C, M, Y overprints on coated paper (FOGRA39, rounded); index bits: 1 cyan, 2 magenta, 4 yellow. */
const PRIMARIES = [
  [255, 255, 255],
  [0, 158, 227],
  [230, 0, 126],
  [49, 39, 131],
  [255, 237, 0],
  [0, 150, 64],
  [227, 6, 19],
  [55, 52, 53],
] as const;
/** How much light black ink lets through. */
const BLACK = 29 / 255;

/** How process colour looks in print, by the Neugebauer equations over `PRIMARIES`. */
function cmykToHex([c, m, y, k]: readonly [number, number, number, number]): string {
  const channels = [0, 1, 2].map((channel) => {
    let light = 0;
    for (const [i, primary] of PRIMARIES.entries()) {
      light += (i & 1 ? c : 1 - c) * (i & 2 ? m : 1 - m) * (i & 4 ? y : 1 - y) * primary[channel]!;
    }
    return Math.round(light * (1 - k + k * BLACK));
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
